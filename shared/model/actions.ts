import { foldEvents, instantAfter, type Folded } from '../lib/foldEvents.ts'
import { orderLast } from '../lib/order.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { ACTION_TRANSITIONS } from '../schema/action.ts'
import type { Action, ActionEvent, ActionEventKind, ActionStatus } from '../schema/action.ts'
import type { ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { transact, type MeetingDocument } from './MeetingDocument.ts'

/** What an action still needs before it can be dispatched (M2). */
export type ActionGap = 'task' | 'lead-department' | 'due-date' | 'closing-criterion' | 'evidence'

export type ActionError =
  | { readonly kind: 'action-gone' }
  | { readonly kind: 'task-missing' }
  | { readonly kind: 'lead-is-supporting' }
  | { readonly kind: 'action-incomplete'; readonly gaps: readonly ActionGap[] }
  | { readonly kind: 'action-dispatched' }
  | { readonly kind: 'transition-missing'; readonly from: ActionStatus }
  | ValueRefused

export type ActionFields = Pick<
  Action,
  'task' | 'itemId' | 'resolutionId' | 'leadDepartmentId' | 'supportingDepartmentIds' | 'dueOn' | 'closingCriterion' | 'evidenceKinds'
>

export type NewAction = Pick<ActionFields, 'task'> & Partial<ActionFields>

/** Drafts an action. It may be incomplete: what is missing shows until it can be dispatched. */
export function draftAction(meeting: MeetingDocument, action: NewAction, context: CommandContext): Result<string, ActionError> {
  if (!action.task.trim()) return err({ kind: 'task-missing' })
  const fields: ActionFields = {
    itemId: null,
    resolutionId: null,
    leadDepartmentId: null,
    supportingDepartmentIds: [],
    dueOn: null,
    closingCriterion: '',
    evidenceKinds: [],
    ...action,
  }
  if (isLeadSupporting(fields)) return err({ kind: 'lead-is-supporting' })
  const id = context.newId()
  const record: Action = { id, order: orderLast(meeting.actions.list()), ...fields }
  const fitting = meeting.actions.fits(record)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.actions.insert(record))
  return ok(id)
}

/** Changes a draft. A dispatched action's lead, date and criterion stand: others already work by them. */
export function editAction(meeting: MeetingDocument, id: string, changes: Partial<ActionFields>, context: CommandContext): Result<void, ActionError> {
  const action = meeting.actions.get(id)
  if (!action) return err({ kind: 'action-gone' })
  if (changes.task !== undefined && !changes.task.trim()) return err({ kind: 'task-missing' })
  if (actionStatus(meeting, id).status !== 'draft') return err({ kind: 'action-dispatched' })
  const changed: Action = { ...action, ...changes }
  if (isLeadSupporting(changed)) return err({ kind: 'lead-is-supporting' })
  const fitting = meeting.actions.fits(changed)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.actions.patch(id, changes))
  return ok()
}

export function removeAction(meeting: MeetingDocument, id: string, context: CommandContext): Result<void, ActionError> {
  if (!meeting.actions.get(id)) return err({ kind: 'action-gone' })
  if (actionStatus(meeting, id).status !== 'draft') return err({ kind: 'action-dispatched' })
  transact(meeting, context, () => meeting.actions.remove(id))
  return ok()
}

/** [M2][M4] Appends an event; `dispatched` needs a complete action. */
export function advanceAction(meeting: MeetingDocument, id: string, kind: ActionEventKind, context: CommandContext): Result<void, ActionError> {
  const action = meeting.actions.get(id)
  if (!action) return err({ kind: 'action-gone' })
  const { status } = actionStatus(meeting, id)
  if (ACTION_TRANSITIONS[status][kind] === undefined) return err({ kind: 'transition-missing', from: status })
  const gaps = kind === 'dispatched' ? actionGaps(action) : []
  if (gaps.length > 0) return err({ kind: 'action-incomplete', gaps })
  const seen = meeting.actionEvents.list().filter((event) => event.actionId === id)
  transact(meeting, context, () =>
    meeting.actionEvents.insert({ id: context.newId(), actionId: id, kind, at: instantAfter(seen, context.now()), by: context.actor.personId }),
  )
  return ok()
}

/** [M2] What is missing; empty means that it can be dispatched. A lead that is also supporting counts as missing. */
export function actionGaps(action: Action): readonly ActionGap[] {
  const gaps: ActionGap[] = []
  if (!action.task.trim()) gaps.push('task')
  if (action.leadDepartmentId === null || isLeadSupporting(action)) gaps.push('lead-department')
  if (action.dueOn === null) gaps.push('due-date')
  if (!action.closingCriterion.trim()) gaps.push('closing-criterion')
  if (action.evidenceKinds.length === 0) gaps.push('evidence')
  return gaps
}

/** Status of one action, with the events that lost against others'. */
export function actionStatus(meeting: MeetingDocument, id: string): Folded<ActionStatus, ActionEvent> {
  return foldAction(meeting.actionEvents.list(), id)
}

export function foldAction(events: readonly ActionEvent[], actionId: string): Folded<ActionStatus, ActionEvent> {
  return foldEvents('draft', ACTION_TRANSITIONS, events.filter((event) => event.actionId === actionId))
}

/** What may happen next to an action in this status, in the order of its life. */
export function nextActionEvents(status: ActionStatus): readonly ActionEventKind[] {
  return Object.keys(ACTION_TRANSITIONS[status]) as ActionEventKind[]
}

function isLeadSupporting(fields: Pick<ActionFields, 'leadDepartmentId' | 'supportingDepartmentIds'>): boolean {
  return fields.leadDepartmentId !== null && fields.supportingDepartmentIds.includes(fields.leadDepartmentId)
}
