import { consensus } from '../../../../../shared/decision/consensus.ts'
import { kendallW } from '../../../../../shared/decision/kendallW.ts'
import { placesOf } from '../../../../../shared/decision/ties.ts'
import type { EvaluationInput } from '../../../../../shared/decision/value/evaluateOptions.ts'
import { scoreOptions } from '../../../../../shared/decision/value/scoreOptions.ts'
import type { Matrix } from '../../../../../shared/decision/value/ValueTable.ts'

/** Fewer people have no shape, and could be told apart. */
export const FEWEST_FOR_SHAPE = 3
/** 0–20, 20–40, … 80–100. */
export const BANDS = 5

export interface OptionAgreement {
  readonly option: string
  /** How many departments have it in first place by their own scores; shared first places count for each. */
  readonly firstFor: number
  /** How many departments value it in each fifth of 0 to 100, lowest first. */
  readonly bands: readonly number[]
  /** Tastle–Wierman over the bands; null for fewer than three. */
  readonly consensus: number | null
}

export interface Agreement {
  /** Departments that scored. */
  readonly scorers: number
  readonly options: readonly OptionAgreement[]
  /** Kendall's W over those who scored every cell; null where it says nothing. */
  readonly kendall: { readonly W: number; readonly raters: number } | null
}

/** How far the departments agree, each by its own scores under the group's weights. */
export function agreementOf({ table, scorings = [] }: EvaluationInput): Agreement {
  const valued = scorings.map((values) => scoreOptions({ ...table, values }))
  const complete = valued.filter((scores) => scores.every(({ coverage }) => coverage === 1))
  const rows = complete.map((scores) => scores.map(({ score }) => score ?? 0))
  const found = kendallW(rows)
  const firsts = complete.flatMap((scores) => placesOf(scores.map(({ option, score }) => ({ option, result: score ?? 0 })))[0]?.options ?? [])
  return {
    scorers: scorings.length,
    options: table.options.map((option, i) => {
      const bands = bandsOf(valued.map((scores) => scores[i]?.score ?? null).filter((score) => score !== null))
      return { option, firstFor: firsts.filter((first) => first === option).length, bands, consensus: bands.reduce((sum, count) => sum + count, 0) < FEWEST_FOR_SHAPE ? null : (consensus(bands)?.consensus ?? null) }
    }),
    kendall: found && { W: found.W, raters: rows.length },
  }
}

function bandsOf(values: readonly number[]): readonly number[] {
  const bandOf = (value: number): number => Math.min(BANDS - 1, Math.floor((value * BANDS) / 100))
  return Array.from({ length: BANDS }, (_, band) => values.filter((value) => bandOf(value) === band).length)
}

export interface CellDots {
  readonly option: string
  readonly criterion: string
  /** What departments gave, 0 to 100, in ascending order and without names; none for fewer than three. */
  readonly values: readonly number[]
  /** How many gave one. */
  readonly count: number
}

/** The distribution of scores, cell by cell. */
export function cellDots({ table, scorings = [] }: EvaluationInput): readonly CellDots[] {
  return table.criteria.flatMap((criterion, j) =>
    table.options.map((option, i) => {
      const values = scorings.map((scoring: Matrix) => scoring[i]?.[j] ?? null).filter((value) => value !== null).toSorted((a, b) => a - b)
      return { option, criterion, count: values.length, values: values.length < FEWEST_FOR_SHAPE ? [] : values }
    }),
  )
}
