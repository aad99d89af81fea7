import type { DecisionRule, Share } from '../../schema/decisionRule.ts'
import type { EntitledDepartment, PositionCount } from './countPositions.ts'

export type PositionOutcome = 'passed' | 'passed-with-dissent' | 'not-passed' | 'chair-decision'

/** Why the outcome is what it is; numbers are departments. */
export type OutcomeReason =
  | { readonly kind: 'quorum-missing'; readonly present: number; readonly of: number; readonly needed: Share }
  | { readonly kind: 'vetoed'; readonly by: readonly string[] }
  /** Everyone was recused, or nobody was for or against. */
  | { readonly kind: 'nobody-counts' }
  | { readonly kind: 'share-missed' | 'share-reached'; readonly supporting: number; readonly of: number; readonly needed: Share }
  /** The share was reached, and these are against. */
  | { readonly kind: 'dissent'; readonly supporting: number; readonly of: number; readonly needed: Share; readonly by: readonly string[] }
  /** What the count alone would have come to is the chair's advice. */
  | { readonly kind: 'chair-decides'; readonly counted: Exclude<PositionOutcome, 'chair-decision'>; readonly because: OutcomeReason }

export interface Outcome {
  readonly outcome: PositionOutcome
  readonly reason: OutcomeReason
}

/**
 * Applies a stored rule to positions: quorum first, then a veto, then the chair's decision where the rule says so, then
 * the share of support. The recused are out of every number.
 * @param present ids of entitled departments that are present; others on it do not count.
 */
export function outcomeOf(rule: DecisionRule, entitled: readonly EntitledDepartment[], count: PositionCount, present: readonly string[]): Outcome {
  const counting = entitled.filter(({ id }) => !count.recused.includes(id))
  if (counting.length === 0) return { outcome: 'not-passed', reason: { kind: 'nobody-counts' } }
  const here = counting.filter(({ id }) => present.includes(id)).length
  if (rule.quorum && !isReached(rule.quorum, here, counting.length))
    return { outcome: 'not-passed', reason: { kind: 'quorum-missing', present: here, of: counting.length, needed: rule.quorum } }
  const vetoes = counting.filter(({ id, role }) => role !== null && rule.vetoRoles.includes(role) && count.oppose.includes(id)).map(({ id }) => id)
  if (vetoes.length > 0) return { outcome: 'not-passed', reason: { kind: 'vetoed', by: vetoes } }
  const { outcome, reason } = bySupport(rule, counting.length, count)
  return rule.chairDecides ? { outcome: 'chair-decision', reason: { kind: 'chair-decides', counted: outcome, because: reason } } : { outcome, reason }
}

/** Whether `part` of `whole` is the share, reckoned in whole numbers: there is somebody in `whole`. */
export function isReached({ numerator, denominator, operator }: Share, part: number, whole: number): boolean {
  return operator === 'at-least' ? part * denominator >= numerator * whole : part * denominator > numerator * whole
}

function bySupport(rule: DecisionRule, counting: number, count: PositionCount): { readonly outcome: Exclude<PositionOutcome, 'chair-decision'>; readonly reason: OutcomeReason } {
  const supporting = count.support.length + conditionalSupport(rule, count)
  const of = rule.of === 'entitled' ? counting : count.support.length + count.conditional.length + count.oppose.length
  if (of === 0) return { outcome: 'not-passed', reason: { kind: 'nobody-counts' } }
  const numbers = { supporting, of, needed: rule.minSupportShare }
  if (!isReached(rule.minSupportShare, supporting, of)) return { outcome: 'not-passed', reason: { kind: 'share-missed', ...numbers } }
  if (count.oppose.length > 0) return { outcome: 'passed-with-dissent', reason: { kind: 'dissent', ...numbers, by: count.oppose } }
  return { outcome: 'passed', reason: { kind: 'share-reached', ...numbers } }
}

function conditionalSupport({ conditionalCounts }: DecisionRule, { conditional, withOpenConditions }: PositionCount): number {
  if (conditionalCounts === 'no') return 0
  return conditionalCounts === 'asSupport' ? conditional.length : conditional.length - withOpenConditions.length
}
