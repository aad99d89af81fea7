import { firstOf, rankOptions } from '../../../../../shared/decision/value/rankOptions.ts'
import { scoreOptions } from '../../../../../shared/decision/value/scoreOptions.ts'
import type { StabilityInterval } from '../../../../../shared/decision/value/stability.ts'
import type { ValueTable } from '../../../../../shared/decision/value/ValueTable.ts'

/** Weights with that of criterion `k` at `share`, the others keeping their proportions; equal among themselves if they weigh nothing. */
export function weightsAt(weights: readonly number[], k: number, share: number): readonly number[] {
  if (weights.length === 1) return [1]
  const others = weights.reduce((sum, weight, j) => (j === k ? sum : sum + weight), 0)
  return weights.map((weight, j) => {
    if (j === k) return share
    return (1 - share) * (others > 0 ? weight / others : 1 / (weights.length - 1))
  })
}

export interface Turning {
  readonly criterion: string
  readonly weight: number
  /** Below this share of 1 somebody else is first; null if that never happens. */
  readonly below: { readonly share: number; readonly first: readonly string[] } | null
  readonly above: { readonly share: number; readonly first: readonly string[] } | null
}

/** A step past a crossing: more than ties are apart, less than anybody reads. */
const STEP = 1e-6

/** For each criterion at which weight somebody else comes first, and who. Nobody in `first`: then it is not sure. */
export function turningPoints(table: ValueTable, stability: readonly StabilityInterval[]): readonly Turning[] {
  return stability.map(({ criterion, low, high }) => {
    const k = table.criteria.indexOf(criterion)
    const firstAt = (share: number): readonly string[] => firstOf(rankOptions(scoreOptions({ ...table, weights: weightsAt(table.weights, k, share) })))
    return {
      criterion,
      weight: table.weights[k] ?? 0,
      below: low > 0 ? { share: low, first: firstAt(Math.max(0, low - STEP)) } : null,
      above: high < 1 ? { share: high, first: firstAt(Math.min(1, high + STEP)) } : null,
    }
  })
}
