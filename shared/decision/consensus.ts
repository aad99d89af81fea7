import { total } from './value/weights.ts'

export interface Consensus {
  /** 1: all in one category, 0: half at each end. */
  readonly consensus: number
  /** Mean category, the first being 1. */
  readonly mean: number
}

/**
 * W. J. Tastle and M. J. Wierman's consensus over ordered categories (Int. J. Approx. Reasoning 45(3), 531–545, 2007):
 * 1 + Σ p·log2(1 − |k − μ|/(K − 1)). It is about shape, not about what was said: show the counts beside it, use it to
 * sort what to discuss, and show none for fewer than 3 people.
 * @param counts per category in their order, at least 0; two categories or more.
 * @returns null if nobody answered.
 */
export function consensus(counts: readonly number[]): Consensus | null {
  const greatest = Math.max(...counts)
  if (greatest === 0) return null
  // By the greatest first: a sum of large numbers may not be finite.
  const parts = counts.map((count) => count / greatest)
  const shares = parts.map((part) => part / total(parts))
  const mean = total(shares.map((share, index) => share * (index + 1)))
  const terms = shares.map((share, index) => (share === 0 ? 0 : share * Math.log2(1 - Math.abs(index + 1 - mean) / (counts.length - 1))))
  return { consensus: Math.min(1, Math.max(0, 1 + total(terms))), mean }
}
