import { expect, test } from 'vitest'
import { advanceAction, draftAction, editAction } from '../../shared/model/actions.ts'
import { addAgendaItem, endAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import { openMatters } from '../../shared/model/closing.ts'
import { adoptResolution, countersign, requestCountersigns } from '../../shared/model/countersigning.ts'
import { draftResolution, editResolution, removeResolution } from '../../shared/model/resolutions.ts'
import { contextOf, must, snapshotOf, startMeeting } from '../support/startMeeting.ts'

const NOW = '2026-03-05T16:00:00Z'

test('[M1][M2] what keeps a meeting open is named, one by one, until nothing does', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const [a = '', b = ''] = ['Noise', 'Parking'].map((title) => must(addAgendaItem(meeting, { title }, context)))
  const seen = [openMatters(snapshotOf(meeting), NOW)]
  const step = (change: () => unknown): void => {
    change()
    seen.push(openMatters(snapshotOf(meeting), NOW))
  }
  let resolution = ''
  let action = ''
  step(() => {
    must(openAgendaItem(meeting, a, context))
    must(endAgendaItem(meeting, b, { kind: 'deferred', nextOn: '2026-04-02' }, context))
  })
  step(() => must(endAgendaItem(meeting, a, { kind: 'resolved' }, context)))
  step(() => (resolution = must(draftResolution(meeting, { itemId: a, text: 'Quiet after 22:00' }, context))))
  step(() => (action = must(draftAction(meeting, { task: 'Put up signs', resolutionId: resolution }, context))))
  step(() =>
    must(editAction(meeting, action, { leadDepartmentId: 'urban', dueOn: '2026-04-01', closingCriterion: 'Signs stand', evidenceKinds: ['photo'] }, context)),
  )
  step(() => must(advanceAction(meeting, action, 'withdrawn', context)))
  step(() => must(editResolution(meeting, resolution, { needsFollowUp: false }, context)))
  const actionMissing = [{ kind: 'action-missing', id: resolution, title: 'Quiet after 22:00' }]
  expect(seen).toEqual([
    [{ kind: 'agenda-item-open', id: a, title: 'Noise' }, { kind: 'agenda-item-open', id: b, title: 'Parking' }],
    [{ kind: 'agenda-item-open', id: a, title: 'Noise' }],
    [{ kind: 'resolution-missing', id: a, title: 'Noise' }],
    actionMissing,
    [{ kind: 'action-incomplete', id: action, title: 'Put up signs', gaps: ['lead-department', 'due-date', 'closing-criterion', 'evidence'] }],
    [],
    actionMissing,
    [],
  ])
})

test('a resolution has an item and a text, and stays while actions point to it', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const itemId = must(addAgendaItem(meeting, { title: 'a' }, context))
  const id = must(draftResolution(meeting, { itemId, text: 'As drafted', outcome: 'in-principle', needsFollowUp: false }, context))
  const bare = must(draftResolution(meeting, { itemId, text: 'Second' }, context))
  must(draftAction(meeting, { task: 't', resolutionId: id }, context))
  must(editResolution(meeting, id, { text: 'As amended', outcome: 'amended' }, context))
  expect([
    draftResolution(meeting, { itemId: 'gone', text: 'x' }, context),
    draftResolution(meeting, { itemId, text: '\n' }, context),
    draftResolution(meeting, { itemId, text: 'x'.repeat(100_001) }, context),
    editResolution(meeting, id, { text: '' }, context),
    editResolution(meeting, 'gone', {}, context),
    removeResolution(meeting, id, context),
    removeResolution(meeting, 'gone', context),
    removeResolution(meeting, bare, context),
  ].map((result) => (result.ok ? result : result.error))).toEqual([
    { kind: 'agenda-item-gone' },
    { kind: 'text-missing' },
    { kind: 'value-refused', field: 'text' },
    { kind: 'text-missing' },
    { kind: 'resolution-gone' },
    { kind: 'resolution-in-use' },
    { kind: 'resolution-gone' },
    { ok: true, value: undefined },
  ])
  expect(meeting.resolutions.list()).toEqual([{ id, order: 'a0', itemId, text: 'As amended', outcome: 'amended', needsFollowUp: false }])
})

test('[M11][C8] a meeting stays open while somebody has time to countersign, and closes with the last answer or the deadline', () => {
  const meeting = startMeeting()
  const context = contextOf('wang')
  const itemId = must(addAgendaItem(meeting, { title: 'Noise' }, context))
  const resolutionId = must(draftResolution(meeting, { itemId, text: 'Quiet after 22:00', needsFollowUp: false }, context))
  must(endAgendaItem(meeting, itemId, { kind: 'resolved' }, context))
  must(adoptResolution(meeting, { resolutionId, outcome: 'adopted', result: null, reason: '', snapshot: '{}', snapshotSha256: 'a'.repeat(64), methodVersion: 1, seed: 1 }, context))
  const ask = (departmentIds: readonly string[], deadline: string) => must(requestCountersigns(meeting, { resolutionId, departmentIds: [...departmentIds], deadline }, context))
  const isOpen = (now = NOW): boolean => openMatters(snapshotOf(meeting), now).length > 0
  const seen = [isOpen()]
  const first = ask(['urban', 'housing'], '2026-03-05T17:00:00Z')
  expect(openMatters(snapshotOf(meeting), NOW)).toEqual([{ kind: 'countersign-open', id: resolutionId, title: 'Quiet after 22:00' }])
  must(countersign(meeting, { requestId: first, departmentId: 'urban', kind: 'agree', remark: '' }, context))
  seen.push(isOpen(), isOpen('2026-03-05T17:00:01Z'))
  // Asked again with less time: the first request counts no more for housing.
  const second = ask(['housing'], '2026-03-05T16:30:00Z')
  seen.push(isOpen(), isOpen('2026-03-05T16:40:00Z'))
  must(countersign(meeting, { requestId: second, departmentId: 'housing', kind: 'disagree', remark: 'No' }, context))
  seen.push(isOpen())
  expect(seen).toEqual([false, true, false, true, false, false])
})
