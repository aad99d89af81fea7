import { total } from '../value/weights.ts'

const MOST_STEPS = 10_000
const CONVERGED = 1e-15

/**
 * Eigenvector of the greatest eigenvalue of a positive matrix, scaled to sum 1, by power iteration from the rows'
 * geometric means (already exact where judgements are consistent). Positive matrices converge (Perron–Frobenius).
 */
export function principalEigenvector(matrix: readonly (readonly number[])[]): readonly number[] {
  let vector = scaled(matrix.map((row) => Math.exp(total(row.map(Math.log)) / row.length)))
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const current = vector
    const next = scaled(matrix.map((row) => total(row.map((entry, j) => entry * (current[j] ?? 0)))))
    vector = next
    if (next.every((entry, i) => Math.abs(entry - (current[i] ?? 0)) <= CONVERGED)) break
  }
  return vector
}

function scaled(vector: readonly number[]): readonly number[] {
  const sum = total(vector)
  return vector.map((entry) => entry / sum)
}
