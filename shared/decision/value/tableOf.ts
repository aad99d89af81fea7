import { isOutside, valueOf } from './valueOf.ts'
import type { Criterion, Matrix, ValueTable } from './ValueTable.ts'
import { normaliseWeights } from './weights.ts'

/** @param performance options × criteria, each in its criterion's own unit; null where it is not known. */
export function tableOf(options: readonly string[], criteria: readonly Criterion[], performance: Matrix): ValueTable {
  return {
    options,
    criteria: criteria.map(({ id }) => id),
    weights: normaliseWeights(criteria.map(({ weight }) => weight)).weights,
    values: performance.map((row) => criteria.map((criterion, j) => toValue(row[j] ?? null, criterion))),
  }
}

function toValue(performance: number | null, criterion: Criterion): number | null {
  return performance === null ? null : valueOf(performance, criterion)
}

export interface Cell {
  readonly option: string
  readonly criterion: string
}

/** Cells whose performance lies beyond its scale. */
export function cellsOutside(options: readonly string[], criteria: readonly Criterion[], performance: Matrix): readonly Cell[] {
  return options.flatMap((option, i) =>
    criteria.flatMap((criterion, j) => {
      const found = performance[i]?.[j] ?? null
      return found !== null && isOutside(found, criterion) ? [{ option, criterion: criterion.id }] : []
    }),
  )
}
