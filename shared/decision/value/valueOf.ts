import type { Criterion } from './ValueTable.ts'

/**
 * Value of a performance between the fixed ends of its scale: 0 at the worst, 100 at the best, straight in between,
 * and no less or more beyond them. Fixed ends, because with ends taken from the options at hand a bad option that
 * somebody adds can reverse the order of the others.
 */
export function valueOf(performance: number, { direction, worst, best }: Pick<Criterion, 'direction' | 'worst' | 'best'>): number {
  const { low, high } = ends(worst, best)
  const within = Math.min(high, Math.max(low, performance))
  return direction === 'max' ? (100 * (within - low)) / (high - low) : (100 * (high - within)) / (high - low)
}

/** Whether the value had to be cut off: to be said to people, for the scale may be wrong. */
export function isOutside(performance: number, { worst, best }: Pick<Criterion, 'worst' | 'best'>): boolean {
  const { low, high } = ends(worst, best)
  return performance < low || performance > high
}

function ends(worst: number, best: number): { readonly low: number; readonly high: number } {
  return { low: Math.min(worst, best), high: Math.max(worst, best) }
}
