import type { OptionScore } from './scoreOptions.ts'
import type { Ranking } from './rankOptions.ts'
import type { ValueTable } from './ValueTable.ts'
import { total } from './weights.ts'

/** What people should know before they believe a ranking. */
export type Caution =
  /** Two neighbouring places are less than `NEAR` points of 100 apart: too little to tell them apart. */
  | { readonly kind: 'gap-too-small'; readonly first: string; readonly second: string; readonly gap: number }
  /** All options have the same value on it. */
  | { readonly kind: 'criterion-without-difference'; readonly criterion: string }
  /** More than people can weigh against each other, and some probably say the same. */
  | { readonly kind: 'many-criteria'; readonly count: number }
  /** Two criteria order the options almost alike, so one idea may count twice. */
  | { readonly kind: 'criteria-alike'; readonly first: string; readonly second: string; readonly correlation: number }

const NEAR = 1
const MOST_CRITERIA = 7
/** Our own thresholds: with fewer options chance alone gives such correlations. */
const ALIKE = 0.95
const LEAST_OPTIONS = 4

export function cautionsFor(table: ValueTable, scores: readonly OptionScore[], ranking: Ranking): readonly Caution[] {
  return [...smallGaps(scores, ranking), ...withoutDifference(table), ...manyCriteria(table), ...alikeCriteria(table)]
}

function smallGaps(scores: readonly OptionScore[], { places }: Ranking): readonly Caution[] {
  const lowOf = (option: string): number => scores.find((score) => score.option === option)?.low ?? 0
  const highOf = (option: string): number => scores.find((score) => score.option === option)?.high ?? 0
  return places.flatMap((place, index) => {
    const [first] = place.options
    const next = places[index + 1]
    const [second] = next?.options ?? []
    // An option without a sure place may stand between two that are not neighbours in rank.
    if (first === undefined || second === undefined || next?.rank !== place.rank + place.options.length) return []
    const gap = lowOf(first) - highOf(second)
    return gap < NEAR ? [{ kind: 'gap-too-small' as const, first, second, gap }] : []
  })
}

function withoutDifference({ options, criteria, values }: ValueTable): readonly Caution[] {
  if (options.length < 2) return []
  return criteria.flatMap((criterion, j) => {
    const column = columnOf(values, j)
    return column !== null && column.every((value) => value === column[0]) ? [{ kind: 'criterion-without-difference' as const, criterion }] : []
  })
}

function manyCriteria({ criteria }: ValueTable): readonly Caution[] {
  return criteria.length > MOST_CRITERIA ? [{ kind: 'many-criteria', count: criteria.length }] : []
}

function alikeCriteria({ options, criteria, values }: ValueTable): readonly Caution[] {
  if (options.length < LEAST_OPTIONS) return []
  const columns = criteria.map((_, j) => columnOf(values, j))
  return criteria.flatMap((first, j) =>
    criteria.slice(j + 1).flatMap((second, after) => {
      const found = correlation(columns[j] ?? null, columns[j + 1 + after] ?? null)
      return found !== null && found >= ALIKE ? [{ kind: 'criteria-alike' as const, first, second, correlation: found }] : []
    }),
  )
}

function columnOf(values: ValueTable['values'], j: number): readonly number[] | null {
  const column = values.map((row) => row[j] ?? null).filter((value) => value !== null)
  return column.length === values.length ? column : null
}

/** Pearson's. Null where a column is missing or does not vary. */
function correlation(a: readonly number[] | null, b: readonly number[] | null): number | null {
  if (a === null || b === null) return null
  const [meanA, meanB] = [total(a) / a.length, total(b) / b.length]
  const together = total(a.map((value, i) => (value - meanA) * ((b[i] ?? 0) - meanB)))
  const spread = Math.sqrt(total(a.map((value) => (value - meanA) ** 2)) * total(b.map((value) => (value - meanB) ** 2)))
  return spread === 0 ? null : together / spread
}
