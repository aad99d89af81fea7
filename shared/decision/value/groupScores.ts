import type { Matrix } from './ValueTable.ts'
import { total } from './weights.ts'

export interface CellSummary {
  /** How many scored it. Who abstained or was recused is not among them and changes no other figure. */
  readonly scorers: number
  readonly mean: number | null
  readonly median: number | null
  /** Lowest and highest score; null for fewer than 3 scorers, whom it would give away. */
  readonly range: { readonly low: number; readonly high: number } | null
}

/** The scores of one cell, null for each department that gave none. */
export function summariseCell(scores: readonly (number | null)[]): CellSummary {
  const given = givenScores(scores)
  const scorers = given.length
  const [low = 0] = given
  const high = given.at(-1) ?? 0
  return {
    scorers,
    mean: scorers === 0 ? null : total(given) / scorers,
    median: scorers === 0 ? null : ((given[Math.floor((scorers - 1) / 2)] ?? 0) + (given[Math.floor(scorers / 2)] ?? 0)) / 2,
    range: scorers < 3 ? null : { low, high },
  }
}

/**
 * One cell of the group from one matrix of scores per department, all of one size.
 * Its `mean` is the value that goes into a `ValueTable`.
 */
export function groupScores(scorings: readonly Matrix[]): readonly (readonly CellSummary[])[] {
  return (scorings[0] ?? []).map((row, i) => row.map((_, j) => summariseCell(scoresOf(scorings, i, j))))
}

/** What the departments gave for option i on criterion j. */
export function scoresOf(scorings: readonly Matrix[], i: number, j: number): readonly (number | null)[] {
  return scorings.map((scoring) => scoring[i]?.[j] ?? null)
}

/** Ascending. */
export function givenScores(scores: readonly (number | null)[]): readonly number[] {
  return scores.filter((score) => score !== null).toSorted((a, b) => a - b)
}
