import { total } from './value/weights.ts'

export interface Concordance {
  /** 0: no agreement on the order, 1: the same order by all. */
  readonly W: number
  /** Friedman's: raters · (items − 1) · W, with items − 1 degrees of freedom. */
  readonly chiSquare: number
}

/**
 * Kendall's coefficient of concordance, corrected for ties (M. G. Kendall and B. Babington Smith, Ann. Math. Statist.
 * 10(3), 1939): W = 12·Σ(R − R̄)² / (m²(n³ − n) − m·ΣT) with T = Σ(t³ − t).
 * @param ranks raters × items, complete. Scores will do as well, in one direction: each row is turned into ranks, ties
 *   sharing the middle one.
 * @returns null where it says nothing: fewer than 3 raters or 3 items, or everyone ties everything.
 */
export function kendallW(ranks: readonly (readonly number[])[]): Concordance | null {
  const raters = ranks.length
  const items = ranks[0]?.length ?? 0
  if (raters < 3 || items < 3) return null
  const rows = ranks.map(midranks)
  const sums = Array.from({ length: items }, (_, item) => total(rows.map((row) => row[item] ?? 0)))
  const mean = total(sums) / items
  const spread = raters ** 2 * (items ** 3 - items) - raters * total(rows.map(tieCorrection))
  if (spread === 0) return null
  const W = (12 * total(sums.map((sum) => (sum - mean) ** 2))) / spread
  return { W, chiSquare: raters * (items - 1) * W }
}

function midranks(row: readonly number[]): readonly number[] {
  return row.map((own) => row.filter((other) => other < own).length + (row.filter((other) => other === own).length + 1) / 2)
}

function tieCorrection(row: readonly number[]): number {
  return total([...new Set(row)].map((rank) => row.filter((other) => other === rank).length).map((tied) => tied ** 3 - tied))
}
