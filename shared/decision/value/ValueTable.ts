/** Options × criteria or raters × criteria: rows of one length. Null where there is no score. */
export type Matrix = readonly (readonly (number | null)[])[]

/**
 * What the value methods work on. `values[i][j]` is the value of option i on criterion j, from 0 (worst) to 100 (best),
 * null while nobody scored it; `weights` belong to the criteria, are at least 0 and sum to 1.
 */
export interface ValueTable {
  readonly options: readonly string[]
  readonly criteria: readonly string[]
  readonly weights: readonly number[]
  readonly values: Matrix
}

/** A criterion with its scale. */
export interface Criterion {
  readonly id: string
  /** As people gave it, at least 0; only the proportions count. */
  readonly weight: number
  readonly direction: 'max' | 'min'
  /**
   * Worst and best plausible performance, in the criterion's own unit, agreed before anything is scored. They differ.
   * Which of them is preferred is said by `direction` alone, so they may stand either way round.
   */
  readonly worst: number
  readonly best: number
}
