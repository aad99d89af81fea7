import { instantAfter } from '../lib/foldEvents.ts'
import { orderAt, orderLast } from '../lib/order.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type { Criterion, ItemRule, Gate, GateVerdict, Option } from '../schema/frame.ts'
import type { ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { transact, type MeetingDocument } from './MeetingDocument.ts'

/** Beside "do nothing"; more can't be kept apart in a room. */
export const MOST_OPTIONS = 5
export const MOST_CRITERIA = 7

export type FrameError =
  | { readonly kind: 'agenda-item-gone' }
  | { readonly kind: 'option-gone' }
  | { readonly kind: 'gate-gone' }
  | { readonly kind: 'criterion-gone' }
  | { readonly kind: 'title-missing' }
  | { readonly kind: 'reason-missing' }
  | { readonly kind: 'too-many-options' }
  | { readonly kind: 'too-many-criteria' }
  | { readonly kind: 'anchors-equal' }
  | { readonly kind: 'do-nothing-stays' }
  | { readonly kind: 'subject-in-use' }
  | { readonly kind: 'rule-empty' }
  /** The rule is fixed once anybody has scored or stated a position by it. */
  | { readonly kind: 'rule-in-use' }
  | ValueRefused

export interface NewOption {
  readonly itemId: string
  readonly title: string
  readonly detail?: string
  /** What "do nothing" is called where this is the item's first option, in the workspace's language. */
  readonly doNothing: string
}

/** Adds an option; with the first comes "do nothing", which stays last. */
export function addOption(meeting: MeetingDocument, fresh: NewOption, context: CommandContext): Result<string, FrameError> {
  const { itemId, detail = '', doNothing } = fresh
  const title = fresh.title.trim()
  if (!meeting.agenda.get(itemId)) return err({ kind: 'agenda-item-gone' })
  if (!title) return err({ kind: 'title-missing' })
  const present = meeting.options.list().filter((option) => option.itemId === itemId)
  const real = present.filter(({ isDoNothing }) => !isDoNothing)
  if (real.length >= MOST_OPTIONS) return err({ kind: 'too-many-options' })
  const id = context.newId()
  const order = orderAt(present, real.length)
  const option: Option = { id, order, itemId, title, detail, isDoNothing: false }
  const fitting = meeting.options.fits(option)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => {
    meeting.options.insert(option)
    if (!present.some(({ isDoNothing }) => isDoNothing))
      meeting.options.insert({ id: context.newId(), order: orderLast([...present, option]), itemId, title: doNothing, detail: '', isDoNothing: true })
  })
  return ok(id)
}

export function editOption(meeting: MeetingDocument, id: string, changes: Partial<Pick<Option, 'title' | 'detail'>>, context: CommandContext): Result<void, FrameError> {
  const option = meeting.options.get(id)
  if (!option) return err({ kind: 'option-gone' })
  if (changes.title !== undefined && !changes.title.trim()) return err({ kind: 'title-missing' })
  const fitting = meeting.options.fits({ ...option, ...changes })
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.options.patch(id, changes))
  return ok()
}

/** One that was scored or about which a position was stated stays, and so does "do nothing" as long as there is another. */
export function removeOption(meeting: MeetingDocument, id: string, context: CommandContext): Result<void, FrameError> {
  const option = meeting.options.get(id)
  if (!option) return err({ kind: 'option-gone' })
  const refusal = optionRemovalRefusal(meeting, option)
  if (refusal !== null) return err({ kind: refusal })
  const others = meeting.options.list().filter((other) => other.itemId === option.itemId && other.id !== id)
  transact(meeting, context, () => {
    meeting.options.remove(id)
    const [last, ...rest] = others
    if (last?.isDoNothing && rest.length === 0) meeting.options.remove(last.id)
  })
  return ok()
}

/** @param index among the item's options other than "do nothing", which stays last. */
export function moveOption(meeting: MeetingDocument, id: string, index: number, context: CommandContext): Result<void, FrameError> {
  const option = meeting.options.get(id)
  if (!option) return err({ kind: 'option-gone' })
  if (option.isDoNothing) return err({ kind: 'do-nothing-stays' })
  const others = meeting.options.list().filter((other) => other.itemId === option.itemId && other.id !== id)
  const last = others.filter(({ isDoNothing }) => !isDoNothing).length
  transact(meeting, context, () => meeting.options.patch(id, { order: orderAt(others, Math.min(index, last)) }))
  return ok()
}

export function addGate(meeting: MeetingDocument, itemId: string, name: string, context: CommandContext): Result<string, FrameError> {
  if (!meeting.agenda.get(itemId)) return err({ kind: 'agenda-item-gone' })
  if (!name.trim()) return err({ kind: 'title-missing' })
  const gate: Gate = { id: context.newId(), order: orderLast(meeting.gates.list()), itemId, name: name.trim() }
  const fitting = meeting.gates.fits(gate)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.gates.insert(gate))
  return ok(gate.id)
}

export function renameGate(meeting: MeetingDocument, id: string, name: string, context: CommandContext): Result<void, FrameError> {
  const gate = meeting.gates.get(id)
  if (!gate) return err({ kind: 'gate-gone' })
  if (!name.trim()) return err({ kind: 'title-missing' })
  const fitting = meeting.gates.fits({ ...gate, name: name.trim() })
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.gates.patch(id, { name: name.trim() }))
  return ok()
}

export function removeGate(meeting: MeetingDocument, id: string, context: CommandContext): Result<void, FrameError> {
  if (!meeting.gates.get(id)) return err({ kind: 'gate-gone' })
  transact(meeting, context, () => meeting.gates.remove(id))
  return ok()
}

export type NewGateVerdict = Pick<GateVerdict, 'gateId' | 'optionId' | 'isPassed' | 'reason'>

/** Says whether an option passes a gate. One that fails it stays visible, with the reason, and is not ranked. */
export function judgeGate(meeting: MeetingDocument, verdict: NewGateVerdict, context: CommandContext): Result<void, FrameError> {
  if (!meeting.gates.get(verdict.gateId)) return err({ kind: 'gate-gone' })
  if (!meeting.options.get(verdict.optionId)) return err({ kind: 'option-gone' })
  if (!verdict.isPassed && !verdict.reason.trim()) return err({ kind: 'reason-missing' })
  const seen = meeting.gateVerdicts.list().filter(({ gateId, optionId }) => gateId === verdict.gateId && optionId === verdict.optionId)
  const record: GateVerdict = { id: context.newId(), ...verdict, at: instantAfter(seen, context.now()), by: context.actor.personId }
  const fitting = meeting.gateVerdicts.fits(record)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.gateVerdicts.insert(record))
  return ok()
}

export type NewCriterion = Pick<Criterion, 'itemId' | 'name' | 'unit' | 'worst' | 'best'>

export function addCriterion(meeting: MeetingDocument, fresh: NewCriterion, context: CommandContext): Result<string, FrameError> {
  if (!meeting.agenda.get(fresh.itemId)) return err({ kind: 'agenda-item-gone' })
  if (!fresh.name.trim()) return err({ kind: 'title-missing' })
  if (fresh.worst === fresh.best) return err({ kind: 'anchors-equal' })
  const present = meeting.criteria.list()
  if (present.filter(({ itemId }) => itemId === fresh.itemId).length >= MOST_CRITERIA) return err({ kind: 'too-many-criteria' })
  const criterion: Criterion = { id: context.newId(), order: orderLast(present), ...fresh, name: fresh.name.trim() }
  const fitting = meeting.criteria.fits(criterion)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.criteria.insert(criterion))
  return ok(criterion.id)
}

export type CriterionChanges = Partial<Pick<Criterion, 'name' | 'unit' | 'worst' | 'best'>>

/** For rounds to come: one that has begun keeps the anchors it began with. */
export function editCriterion(meeting: MeetingDocument, id: string, changes: CriterionChanges, context: CommandContext): Result<void, FrameError> {
  const criterion = meeting.criteria.get(id)
  if (!criterion) return err({ kind: 'criterion-gone' })
  const changed = { ...criterion, ...changes }
  if (!changed.name.trim()) return err({ kind: 'title-missing' })
  if (changed.worst === changed.best) return err({ kind: 'anchors-equal' })
  const fitting = meeting.criteria.fits(changed)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.criteria.patch(id, changes))
  return ok()
}

/** @param index among the item's criteria. */
export function moveCriterion(meeting: MeetingDocument, id: string, index: number, context: CommandContext): Result<void, FrameError> {
  const criterion = meeting.criteria.get(id)
  if (!criterion) return err({ kind: 'criterion-gone' })
  const others = meeting.criteria.list().filter((other) => other.itemId === criterion.itemId && other.id !== id)
  transact(meeting, context, () => meeting.criteria.patch(id, { order: orderAt(others, index) }))
  return ok()
}

export function removeCriterion(meeting: MeetingDocument, id: string, context: CommandContext): Result<void, FrameError> {
  if (!meeting.criteria.get(id)) return err({ kind: 'criterion-gone' })
  transact(meeting, context, () => meeting.criteria.remove(id))
  return ok()
}

/** Fixes what counts as passed. Not once it is in use: by then people would see whom a change favours. */
export function setItemRule(meeting: MeetingDocument, rule: ItemRule, context: CommandContext): Result<void, FrameError> {
  if (!meeting.agenda.get(rule.id)) return err({ kind: 'agenda-item-gone' })
  if (rule.entitledDepartmentIds.length === 0) return err({ kind: 'rule-empty' })
  if (isRuleInUse(meeting, rule.id)) return err({ kind: 'rule-in-use' })
  const fitting = meeting.itemRules.fits(rule)
  if (!fitting.ok) return fitting
  const { id, ...changes } = rule
  transact(meeting, context, () => {
    if (meeting.itemRules.get(id)) meeting.itemRules.patch(id, changes)
    else {
      // One that cannot be read is in the way.
      meeting.itemRules.remove(id)
      meeting.itemRules.insert(rule)
    }
  })
  return ok()
}

export function isRuleInUse(meeting: MeetingDocument, itemId: string): boolean {
  return hasRound(meeting, itemId) || meeting.positions.list().some((position) => position.itemId === itemId)
}

function hasRound(meeting: MeetingDocument, itemId: string): boolean {
  return meeting.rounds.list().some((round) => round.itemId === itemId && round.voidedAt === null)
}

/** What stands in the way of removing an option, as `removeOption` would say it; null if nothing does. */
export function optionRemovalRefusal(meeting: MeetingDocument, option: Option): 'do-nothing-stays' | 'subject-in-use' | null {
  const others = meeting.options.list().filter((other) => other.itemId === option.itemId && other.id !== option.id)
  // Two people who added a first option at once brought one each; the second may go.
  if (option.isDoNothing && others.length > 0 && !others.some(({ isDoNothing }) => isDoNothing)) return 'do-nothing-stays'
  const isSubject = meeting.positions.list().some(({ subjectId }) => subjectId === option.id)
  return isSubject || hasRound(meeting, option.itemId) ? 'subject-in-use' : null
}
