import { instantAfter } from '../lib/foldEvents.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type { Stance } from '../schema/decisionRule.ts'
import type { Condition, ConditionEvent, Position, PositionAnswer } from '../schema/position.ts'
import { agendaStatus } from './agenda.ts'
import type { ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { latestBy } from './latestBy.ts'
import { transact, type MeetingDocument } from './MeetingDocument.ts'

export type PositionError =
  | { readonly kind: 'subject-gone' }
  /** The item ended without a resolution; reopen it to go on. */
  | { readonly kind: 'item-put-off' }
  | { readonly kind: 'department-missing' }
  | { readonly kind: 'reason-missing' }
  | { readonly kind: 'conditions-missing' }
  | { readonly kind: 'conditions-surplus' }
  | { readonly kind: 'position-gone' }
  | { readonly kind: 'condition-gone' }
  | { readonly kind: 'text-missing' }
  | ValueRefused

export interface NewPosition {
  /** The option or resolution it is about. */
  readonly subjectId: string
  readonly departmentId: string
  readonly kind: Stance
  readonly reason?: string
  /** With the id of one that the department stated before, it is the same condition and keeps whether it is met. */
  readonly conditions?: readonly (Omit<Condition, 'id'> & { readonly id?: string })[]
}

const PUT_OFF: ReadonlySet<string> = new Set(['deferred', 'shelved', 'withdrawn'])

/** [M7] States a department's position; the earlier ones stay on record. */
export function statePosition(meeting: MeetingDocument, fresh: NewPosition, context: CommandContext): Result<string, PositionError> {
  const { subjectId, departmentId, kind, reason = '', conditions = [] } = fresh
  const itemId = (meeting.options.get(subjectId) ?? meeting.resolutions.get(subjectId))?.itemId
  if (itemId === undefined) return err({ kind: 'subject-gone' })
  if (PUT_OFF.has(agendaStatus(meeting, itemId).status)) return err({ kind: 'item-put-off' })
  if (!departmentId) return err({ kind: 'department-missing' })
  if (kind === 'oppose' && !reason.trim()) return err({ kind: 'reason-missing' })
  if (kind === 'conditional' && conditions.length === 0) return err({ kind: 'conditions-missing' })
  if (kind !== 'conditional' && conditions.length > 0) return err({ kind: 'conditions-surplus' })
  if (conditions.some(({ text }) => !text.trim())) return err({ kind: 'text-missing' })
  const seen = meeting.positions.list().filter((other) => other.subjectId === subjectId && other.departmentId === departmentId)
  const position: Position = {
    id: context.newId(),
    itemId,
    subjectId,
    departmentId,
    kind,
    reason,
    conditions: conditions.map((condition) => ({ ...condition, id: condition.id ?? context.newId() })),
    at: instantAfter(seen, context.now()),
    by: context.actor.personId,
  }
  const fitting = meeting.positions.fits(position)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.positions.insert(position))
  return ok(position.id)
}

/** Says that a condition is met, or is not after all. */
export function settleCondition(
  meeting: MeetingDocument,
  settled: Pick<ConditionEvent, 'positionId' | 'conditionId' | 'isMet' | 'note'>,
  context: CommandContext,
): Result<void, PositionError> {
  const position = meeting.positions.get(settled.positionId)
  if (!position) return err({ kind: 'position-gone' })
  if (!position.conditions.some(({ id }) => id === settled.conditionId)) return err({ kind: 'condition-gone' })
  const seen = meeting.conditionEvents.list().filter(({ conditionId }) => conditionId === settled.conditionId)
  const event: ConditionEvent = { id: context.newId(), ...settled, at: instantAfter(seen, context.now()), by: context.actor.personId }
  const fitting = meeting.conditionEvents.fits(event)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.conditionEvents.insert(event))
  return ok()
}

/** [M7] Dissent can be answered. */
export function answerPosition(meeting: MeetingDocument, positionId: string, text: string, context: CommandContext): Result<void, PositionError> {
  if (!meeting.positions.get(positionId)) return err({ kind: 'position-gone' })
  if (!text.trim()) return err({ kind: 'text-missing' })
  const answer: PositionAnswer = { id: context.newId(), positionId, text, at: context.now(), by: context.actor.personId }
  const fitting = meeting.positionAnswers.fits(answer)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.positionAnswers.insert(answer))
  return ok()
}

/** The position of each department about a subject, by department. */
export function presentPositions<P extends Pick<Position, 'id' | 'subjectId' | 'departmentId' | 'at' | 'by'>>(positions: readonly P[], subjectId: string): ReadonlyMap<string, P> {
  return latestBy(positions.filter((position) => position.subjectId === subjectId), ({ departmentId }) => departmentId)
}

/** Ids of the conditions that are met. Only who made a condition, or the secretariat, may say so; the hub sees to that. */
export function metConditions(events: readonly ConditionEvent[]): ReadonlySet<string> {
  return new Set([...latestBy(events, ({ conditionId }) => conditionId)].filter(([, { isMet }]) => isMet).map(([id]) => id))
}
