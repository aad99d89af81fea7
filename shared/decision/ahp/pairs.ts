import type { Judgements } from './ahpWeights.ts'

/**
 * One pair on Saaty's scale, as a whole number from −8 to 8: 0 is "alike" (1), 4 is "the first is 5 times as important",
 * −4 "the second is". Reciprocals are no whole numbers, and would not come back from a file as they were.
 */
export type Lean = number

export const MOST_LEAN = 8

/** How many times as important the first is as the second. */
export function timesOf(lean: Lean): number {
  return lean >= 0 ? lean + 1 : 1 / (1 - lean)
}

/** The step of the scale nearest to so many times, by proportion: 4 times is as far from 2 as from 8. */
export function leanNear(times: number): Lean {
  const steps = Array.from({ length: 2 * MOST_LEAN + 1 }, (_, step) => step - MOST_LEAN)
  const distance = (lean: Lean): number => Math.abs(Math.log(timesOf(lean) / times))
  return steps.reduce((nearest, lean) => (distance(lean) < distance(nearest) ? lean : nearest))
}

/** Places of all pairs of so many items, n(n − 1)/2, the earlier item first. */
export function pairsOf(items: number): readonly (readonly [number, number])[] {
  return Array.from({ length: items }, (_, i) => Array.from({ length: items - i - 1 }, (__, step) => [i, i + 1 + step] as const)).flat()
}

/** The matrix of so many items; null while a pair is not judged. */
export function judgementsOf(items: number, leanOf: (first: number, second: number) => Lean | undefined): Judgements | null {
  const matrix = Array.from({ length: items }, () => Array.from({ length: items }, () => 1))
  for (const [i, j] of pairsOf(items)) {
    const lean = leanOf(i, j)
    const [row, mirrored] = [matrix[i], matrix[j]]
    if (lean === undefined || !row || !mirrored) return null
    row[j] = timesOf(lean)
    mirrored[i] = timesOf(-lean)
  }
  return matrix
}
