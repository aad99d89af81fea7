import { TIE } from '../ties.ts'
import { firstOf, rankOptions } from './rankOptions.ts'
import { scoreOptions } from './scoreOptions.ts'
import type { ValueTable } from './ValueTable.ts'

export interface StabilityInterval {
  readonly criterion: string
  /** Between these weights of the criterion (shares of 1, both included) those in first place stay there. */
  readonly low: number
  readonly high: number
}

/**
 * How far each weight may go, the others keeping their proportions, until somebody else is first. Closed form: with
 * R the score over the other criteria, S(t) = t·v + (1−t)·R is a line, and two lines cross at most once (weight
 * stability intervals: B. Mareschal, EJOR 33, 1988; exact intervals of the weighted sum: O'Shea et al., Expert Systems
 * with Applications 296, 2026, doi 10.1016/j.eswa.2025.128460).
 * Several in first place must all stay there. With missing values the interval holds whatever these are.
 * @returns nothing if it is not sure who is first.
 */
export function stabilityIntervals(table: ValueTable): readonly StabilityInterval[] {
  const leaders = firstOf(rankOptions(scoreOptions(table)))
  if (leaders.length === 0) return []
  const rows = table.options.map((option, i) => ({
    isLeader: leaders.includes(option),
    least: table.criteria.map((_, j) => table.values[i]?.[j] ?? 0),
    most: table.criteria.map((_, j) => table.values[i]?.[j] ?? 100),
  }))
  const pairs = rows.flatMap((leader) => (leader.isLeader ? rows.filter((other) => other !== leader).map((other) => ({ leader: leader.least, other: other.most })) : []))
  return table.criteria.map((criterion, k) => ({ criterion, ...intervalOf(k, table.weights, pairs) }))
}

interface Pair {
  readonly leader: readonly number[]
  readonly other: readonly number[]
}

function intervalOf(k: number, weights: readonly number[], pairs: readonly Pair[]): { readonly low: number; readonly high: number } {
  const weight = weights[k] ?? 0
  const rest = restOf(k, weights)
  let [low, high] = [0, 1]
  for (const { leader, other } of pairs) {
    const atOne = snapped((leader[k] ?? 0) - (other[k] ?? 0))
    const atZero = rest === null ? atOne : snapped(rest.reduce((sum, share, j) => sum + share * ((leader[j] ?? 0) - (other[j] ?? 0)), 0))
    if (atZero < 0) low = Math.max(low, atZero / (atZero - atOne))
    if (atOne < 0) high = Math.min(high, atZero / (atZero - atOne))
  }
  return { low: Math.min(low, weight), high: Math.max(high, weight) }
}

/** Shares of the other criteria among themselves; equal if they weigh nothing; null if there are none. */
function restOf(k: number, weights: readonly number[]): readonly number[] | null {
  if (weights.length === 1) return null
  const others = weights.reduce((sum, weight, j) => (j === k ? sum : sum + weight), 0)
  return weights.map((weight, j) => (j === k ? 0 : others > 0 ? weight / others : 1 / (weights.length - 1)))
}

function snapped(lead: number): number {
  return Math.abs(lead) <= TIE ? 0 : lead
}
