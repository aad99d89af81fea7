import type { ValueTable } from './ValueTable.ts'

export interface OptionScore {
  readonly option: string
  /** Weighted value over what is known, 0 to 100. Null if nothing that weighs is known. */
  readonly score: number | null
  /** Share of the weights whose value is known, 0 to 1. */
  readonly coverage: number
  /** The score if every missing value were 0, and if it were 100. Both are the score if nothing is missing. */
  readonly low: number
  readonly high: number
}

/** Weighted sum of values, S = Σ w·v. A missing value is not replaced by anything: the interval says what it could do. */
export function scoreOptions({ options, weights, values }: ValueTable): readonly OptionScore[] {
  return options.map((option, i) => ({ option, ...scoreOf(values[i] ?? [], weights) }))
}

function scoreOf(row: readonly (number | null)[], weights: readonly number[]): Omit<OptionScore, 'option'> {
  let known = 0
  let missing = 0
  let sum = 0
  weights.forEach((weight, j) => {
    const value = row[j] ?? null
    if (value === null) missing += weight
    else {
      known += weight
      sum += weight * value
    }
  })
  // What is missing without weight cannot do anything.
  if (missing === 0) return { score: within(sum), coverage: 1, low: within(sum), high: within(sum) }
  return { score: known > 0 ? within(sum / known) : null, coverage: known, low: within(sum), high: within(sum + 100 * missing) }
}

/** Weights that sum to 1 but for the last bit. */
function within(score: number): number {
  return Math.min(100, Math.max(0, score))
}
