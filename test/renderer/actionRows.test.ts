import { expect, test } from 'vitest'
import { actionRows, filterRows, NO_FILTER, sortRows, summarise } from '../../renderer/src/features/actions/actionRows.ts'
import type { Action, ActionEvent, ActionEventKind } from '../../shared/schema/action.ts'

function action(id: string, changes: Partial<Action> = {}): Action {
  return {
    id, order: id, task: id, itemId: null, resolutionId: null, leadDepartmentId: 'd', supportingDepartmentIds: [],
    dueOn: '2026-03-05', closingCriterion: 'none left', evidenceKinds: ['photo'], ...changes,
  }
}

function events(actionId: string, ...kinds: readonly ActionEventKind[]): ActionEvent[] {
  return kinds.map((kind, index) => ({ id: `${actionId}${index}`, actionId, kind, at: `2026-03-0${index + 1}T09:00:00Z`, by: 'p' }))
}

const all = actionRows(
  [action('draft'), action('gap', { dueOn: null }), action('late'), action('due', { dueOn: '2026-03-06' }), action('done'), action('gone')],
  [...events('late', 'dispatched'), ...events('due', 'dispatched', 'signed', 'signed'), ...events('done', 'dispatched', 'signed', 'started', 'completed'), ...events('gone', 'withdrawn')],
  '2026-03-06',
)
const ids = (rows: typeof all): readonly string[] => rows.map((row) => row.action.id)

test('[M12] counts of actions come with what they are out of, and withdrawn ones are told apart', () => {
  expect(summarise(all)).toEqual({ standing: 5, drafts: 2, open: 2, withdrawn: 1, complete: 1, incomplete: 1, overdue: 1 })
})

test('[M2][M4] a row says what is missing and which event was superseded', () => {
  expect(all.map(({ gaps, superseded }) => [gaps, superseded.map(({ id }) => id)])).toEqual([[[], []], [['due-date'], []], [[], []], [[], ['due2']], [[], []], [[], []]])
})

test('[F6] filters meet, and what has no date comes last in either order', () => {
  expect(ids(filterRows(all, { ...NO_FILTER, isIncompleteOnly: true }))).toEqual(['gap'])
  expect(ids(filterRows(all, { ...NO_FILTER, departmentId: 'other' }))).toEqual([])
  const byDue = (isDescending: boolean) => ids(sortRows(all, { by: 'due', isDescending }, () => 'd', 'en'))
  expect([byDue(false).at(-1), byDue(true).at(-1), byDue(true)[0]]).toEqual(['gap', 'gap', 'due'])
})
