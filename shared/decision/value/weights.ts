export interface Weights {
  /** Sum to 1. */
  readonly weights: readonly number[]
  /** All were 0, so all count the same: to be said to people. */
  readonly isWeightless: boolean
}

/** @param raw at least 0, finite, not empty; need not sum to 1. */
export function normaliseWeights(raw: readonly number[]): Weights {
  const greatest = Math.max(...raw)
  if (greatest === 0) return { weights: raw.map(() => 1 / raw.length), isWeightless: true }
  // By the greatest first: a sum of large numbers may not be finite.
  const shares = raw.map((weight) => weight / greatest)
  const sum = total(shares)
  return { weights: shares.map((share) => share / sum), isWeightless: false }
}

export interface GroupWeights extends Weights {
  /** How many gave weights. */
  readonly givenBy: number
}

/**
 * Weights of a group: the mean of what each one gave, normalised, so that nobody's generosity counts.
 * @param given one row per department, as from swing weighting. A row of zeros says nothing and is left out.
 * @param criteria how many there are.
 */
export function groupWeights(given: readonly (readonly number[])[], criteria: number): GroupWeights {
  const rows = given.map(normaliseWeights).filter(({ isWeightless }) => !isWeightless)
  const sums = Array.from({ length: criteria }, (_, j) => total(rows.map(({ weights }) => weights[j] ?? 0)))
  return { ...normaliseWeights(sums), givenBy: rows.length }
}

export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
