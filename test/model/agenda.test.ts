import { expect, test } from 'vitest'
import { addAgendaItem, agendaStatus, editAgendaItem, endAgendaItem, moveAgendaItem, openAgendaItem, removeAgendaItem, reopenAgendaItem } from '../../shared/model/agenda.ts'
import { draftAction } from '../../shared/model/actions.ts'
import { meetingInfo } from '../../shared/model/MeetingDocument.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { contextOf, copyOf, exchange, must, snapshotOf, startMeeting } from '../support/startMeeting.ts'

const titles = (meeting: ReturnType<typeof startMeeting>): string[] => meeting.agenda.list().map(({ title }) => title)

test('an item is added at the end with its empty notes, in one update', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  let updates = 0
  meeting.doc.on('update', () => updates++)
  const id = must(addAgendaItem(meeting, { title: '  夜间噪声 ', minutesAllotted: 25 }, context))
  expect({ updates, item: meeting.agenda.list(), notes: noteBody(meeting, id)?.length }).toEqual({
    updates: 1,
    item: [{ id: 'li-001', order: 'a0', title: '夜间噪声', ask: '', minutesAllotted: 25, presenterDepartmentId: null }],
    notes: 0,
  })
})

test('items stand where they were moved to, also beyond the end', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const [a, , c] = ['a', 'b', 'c', 'd'].map((title) => must(addAgendaItem(meeting, { title }, context)))
  must(moveAgendaItem(meeting, c ?? '', 0, context))
  must(moveAgendaItem(meeting, a ?? '', 99, context))
  expect(titles(meeting)).toEqual(['c', 'b', 'd', 'a'])
})

test('what cannot be: refused with the state of the world, and nothing is written', () => {
  const meeting = startMeeting('joint-consultation')
  const context = contextOf('li')
  const [first] = meeting.agenda.list()
  const id = first?.id ?? ''
  let updates = 0
  meeting.doc.on('update', () => updates++)
  expect([
    addAgendaItem(meeting, { title: '  ' }, context),
    addAgendaItem(meeting, { title: 'x'.repeat(501) }, context),
    addAgendaItem(meeting, { title: 'x', minutesAllotted: 1.5 }, context),
    editAgendaItem(meeting, id, { title: '' }, context),
    editAgendaItem(meeting, id, { minutesAllotted: -5 }, context),
    editAgendaItem(meeting, 'gone', { title: 'x' }, context),
    moveAgendaItem(meeting, 'gone', 0, context),
    openAgendaItem(meeting, 'gone', context),
    reopenAgendaItem(meeting, id, context),
    removeAgendaItem(meeting, 'gone', context),
  ].map((result) => (result.ok ? result : result.error))).toEqual([
    { kind: 'title-missing' },
    { kind: 'value-refused', field: 'title' },
    { kind: 'value-refused', field: 'minutesAllotted' },
    { kind: 'title-missing' },
    { kind: 'value-refused', field: 'minutesAllotted' },
    { kind: 'agenda-item-gone' },
    { kind: 'agenda-item-gone' },
    { kind: 'agenda-item-gone' },
    { kind: 'transition-missing', from: 'pending' },
    { kind: 'agenda-item-gone' },
  ])
  expect(updates).toBe(0)
})

test('[M1] an item ends as resolved, shelved, withdrawn, or deferred with a real next date; it can be reopened', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const ids = ['a', 'b', 'c', 'd'].map((title) => must(addAgendaItem(meeting, { title }, context)))
  const [a = '', b = '', c = '', d = ''] = ids
  must(openAgendaItem(meeting, a, context))
  must(endAgendaItem(meeting, a, { kind: 'resolved' }, context))
  must(endAgendaItem(meeting, b, { kind: 'deferred', nextOn: '2026-04-02' }, context))
  must(endAgendaItem(meeting, c, { kind: 'shelved' }, context))
  must(endAgendaItem(meeting, d, { kind: 'withdrawn' }, context))
  must(reopenAgendaItem(meeting, d, context))
  const refused = [
    endAgendaItem(meeting, d, { kind: 'deferred', nextOn: '' }, context),
    endAgendaItem(meeting, d, { kind: 'deferred', nextOn: '2026-02-30' }, context),
    endAgendaItem(meeting, a, { kind: 'shelved' }, context),
  ]
  expect({
    refused: refused.map((result) => (result.ok ? null : result.error)),
    agenda: snapshotOf(meeting).agenda.map(({ status, nextOn }) => ({ status, nextOn })),
    current: meetingInfo(meeting)?.currentItemId,
  }).toEqual({
    refused: [{ kind: 'next-date-missing' }, { kind: 'next-date-missing' }, { kind: 'transition-missing', from: 'resolved' }],
    agenda: [
      { status: 'resolved', nextOn: null },
      { status: 'deferred', nextOn: '2026-04-02' },
      { status: 'shelved', nextOn: null },
      { status: 'discussing', nextOn: null },
    ],
    current: a,
  })
})

test('[M4] a chair whose clock is an hour late still ends the item that a secretary opened', () => {
  const meeting = startMeeting()
  const secretary = contextOf('li')
  const chair = contextOf('wang', { role: 'chair', lateBySeconds: 3600 })
  const id = must(addAgendaItem(meeting, { title: 'a' }, secretary))
  must(openAgendaItem(meeting, id, secretary))
  must(endAgendaItem(meeting, id, { kind: 'resolved' }, chair))
  must(reopenAgendaItem(meeting, id, chair))
  const { status, superseded } = agendaStatus(meeting, id)
  expect({ status, superseded }).toEqual({ status: 'discussing', superseded: [] })
})

test('[M4] two people end one item differently while apart: both replicas say the same, the loser is kept', () => {
  const one = startMeeting()
  const [li, wang] = [contextOf('li'), contextOf('wang', { lateBySeconds: 10 })]
  const id = must(addAgendaItem(one, { title: 'a' }, li))
  const other = copyOf(one)
  must(endAgendaItem(one, id, { kind: 'resolved' }, li))
  must(endAgendaItem(other, id, { kind: 'deferred', nextOn: '2026-04-02' }, wang))
  exchange(one, other)
  const folds = [one, other].map((meeting) => agendaStatus(meeting, id))
  expect(folds.map(({ status, superseded }) => [status, superseded.map(({ kind, by }) => [kind, by])])).toEqual(
    Array.from({ length: 2 }, () => (['deferred', [['resolved', 'li']]])),
  )
})

test('an item that was discussed, noted, resolved or acted on stays; a fresh one goes', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const [opened = '', resolved = '', acted = '', fresh = ''] = ['o', 'r', 'a', 'f'].map((title) => must(addAgendaItem(meeting, { title }, context)))
  must(openAgendaItem(meeting, opened, context))
  must(draftResolution(meeting, { itemId: resolved, text: 'r' }, context))
  must(draftAction(meeting, { itemId: acted, task: 't' }, context))
  const results = [opened, resolved, acted, fresh].map((id) => removeAgendaItem(meeting, id, context))
  expect({ results: results.map(({ ok }) => ok), left: titles(meeting) }).toEqual({ results: [false, false, false, true], left: ['o', 'r', 'a'] })
})
