import { expect, test } from 'vitest'
import { actionGaps, actionStatus, advanceAction, draftAction, editAction, nextActionEvents, removeAction } from '../../shared/model/actions.ts'
import type { ActionEventKind } from '../../shared/schema/action.ts'
import { contextOf, copyOf, exchange, must, startMeeting } from '../support/startMeeting.ts'

const complete = {
  task: 'Limit the hours of the night market',
  leadDepartmentId: 'urban',
  supportingDepartmentIds: ['police', 'market'],
  dueOn: '2026-04-01',
  closingCriterion: 'No noise complaint after 22:00 for 30 days',
  evidenceKinds: ['photo', 'report'] as const,
}
const draft = { ...complete, evidenceKinds: [...complete.evidenceKinds] }

test('[M2] a draft says what it lacks until it can be dispatched', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const id = must(draftAction(meeting, { task: 'Find out' }, context))
  const gaps = (): readonly string[] => {
    const action = meeting.actions.get(id)
    return action ? actionGaps(action) : ['gone']
  }
  const seen = [gaps(), advanceAction(meeting, id, 'dispatched', context)]
  for (const change of [{ leadDepartmentId: 'urban' }, { dueOn: '2026-04-01' }, { closingCriterion: ' ' }, { closingCriterion: 'c' }, { evidenceKinds: ['photo' as const] }]) {
    must(editAction(meeting, id, change, context))
    seen.push(gaps())
  }
  seen.push(advanceAction(meeting, id, 'dispatched', context))
  expect(seen).toEqual([
    ['lead-department', 'due-date', 'closing-criterion', 'evidence'],
    { ok: false, error: { kind: 'action-incomplete', gaps: ['lead-department', 'due-date', 'closing-criterion', 'evidence'] } },
    ['due-date', 'closing-criterion', 'evidence'],
    ['closing-criterion', 'evidence'],
    ['closing-criterion', 'evidence'],
    ['evidence'],
    [],
    { ok: true, value: undefined },
  ])
})

test('[M2] the lead is never among its supporting departments, not even by two edits made apart', () => {
  const one = startMeeting()
  const context = contextOf('li')
  const id = must(draftAction(one, draft, context))
  expect([
    draftAction(one, { ...draft, supportingDepartmentIds: ['urban'] }, context),
    editAction(one, id, { leadDepartmentId: 'police' }, context),
    editAction(one, id, { supportingDepartmentIds: ['urban'] }, context),
  ]).toEqual(Array.from({ length: 3 }, () => ({ ok: false, error: { kind: 'lead-is-supporting' } })))
  const other = copyOf(one)
  must(editAction(one, id, { leadDepartmentId: 'water' }, context))
  must(editAction(other, id, { supportingDepartmentIds: ['police', 'water'] }, contextOf('wang')))
  exchange(one, other)
  expect([one, other].map((meeting) => advanceAction(meeting, id, 'dispatched', context))).toEqual(
    Array.from({ length: 2 }, () => ({ ok: false, error: { kind: 'action-incomplete', gaps: ['lead-department'] } })),
  )
})

test('[M4] an action goes through its life by listed transitions only, and what was dispatched stands', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const id = must(draftAction(meeting, draft, context))
  const tried: ActionEventKind[] = ['signed', 'dispatched', 'dispatched', 'signed', 'started', 'completed', 'withdrawn', 'returned', 'withdrawn', 'started']
  const steps = tried.map((kind) => [kind, advanceAction(meeting, id, kind, context).ok, actionStatus(meeting, id).status])
  expect(steps).toEqual([
    ['signed', false, 'draft'],
    ['dispatched', true, 'dispatched'],
    ['dispatched', false, 'dispatched'],
    ['signed', true, 'signed'],
    ['started', true, 'in-progress'],
    ['completed', true, 'complete'],
    ['withdrawn', false, 'complete'],
    ['returned', true, 'in-progress'],
    ['withdrawn', true, 'withdrawn'],
    ['started', false, 'withdrawn'],
  ])
  expect([
    editAction(meeting, id, { dueOn: '2027-01-01' }, context),
    removeAction(meeting, id, context),
    nextActionEvents('withdrawn'),
    nextActionEvents('in-progress'),
  ]).toEqual([{ ok: false, error: { kind: 'action-dispatched' } }, { ok: false, error: { kind: 'action-dispatched' } }, [], ['completed', 'withdrawn']])
})

test('[M4] completed by one and withdrawn by another while apart: all events kept, same status everywhere', () => {
  const one = startMeeting()
  const [li, wang] = [contextOf('li'), contextOf('wang')]
  const id = must(draftAction(one, draft, li))
  for (const kind of ['dispatched', 'signed', 'started'] as const) must(advanceAction(one, id, kind, li))
  const other = copyOf(one)
  must(advanceAction(other, id, 'withdrawn', wang))
  must(advanceAction(one, id, 'completed', li))
  must(advanceAction(one, id, 'returned', li))
  exchange(one, other)
  const folds = [one, other].map((meeting) => actionStatus(meeting, id))
  expect(folds[0]).toEqual(folds[1])
  expect({ status: folds[0]?.status, superseded: folds[0]?.superseded.map(({ kind }) => kind), kept: one.actionEvents.list().length }).toEqual({
    status: 'withdrawn',
    superseded: ['completed', 'returned'],
    kept: 6,
  })
})

test('what cannot be: refused, and nothing is written', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const id = must(draftAction(meeting, draft, context))
  let updates = 0
  meeting.doc.on('update', () => updates++)
  expect([
    draftAction(meeting, { task: ' ' }, context),
    draftAction(meeting, { task: 't', dueOn: 'soon' }, context),
    editAction(meeting, id, { task: '' }, context),
    editAction(meeting, id, { dueOn: '2026-13-01' }, context),
    editAction(meeting, 'gone', {}, context),
    removeAction(meeting, 'gone', context),
    advanceAction(meeting, 'gone', 'dispatched', context),
  ].map((result) => (result.ok ? result : result.error))).toEqual([
    { kind: 'task-missing' },
    { kind: 'value-refused', field: 'dueOn' },
    { kind: 'task-missing' },
    { kind: 'value-refused', field: 'dueOn' },
    { kind: 'action-gone' },
    { kind: 'action-gone' },
    { kind: 'action-gone' },
  ])
  expect(updates).toBe(0)
})
