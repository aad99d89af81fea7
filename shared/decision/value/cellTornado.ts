import { givenScores, scoresOf } from './groupScores.ts'
import { firstOf, rankOptions } from './rankOptions.ts'
import { scoreOptions } from './scoreOptions.ts'
import type { Matrix, ValueTable } from './ValueTable.ts'

export interface Disagreement {
  readonly option: string
  readonly criterion: string
  /** Lowest and highest score that a department gave. */
  readonly low: number
  readonly high: number
  /** Points of the option's score between the two. */
  readonly effect: number
  /** Whether another option, or none for sure, is first if everybody agreed on the lowest or on the highest. */
  readonly isDecisive: boolean
}

/**
 * What to talk about: the cells on which departments differ, those first that can change who wins, then by what they
 * can move. One cell at a time, the others at the group's value (one-way sensitivity).
 * @param table with the group's values.
 * @param scorings one matrix of values per department, 0 to 100.
 */
export function cellTornado(table: ValueTable, scorings: readonly Matrix[]): readonly Disagreement[] {
  const now = firstIn(table)
  return table.options
    .flatMap((option, i) =>
      table.criteria.flatMap((criterion, j) => {
        const given = givenScores(scoresOf(scorings, i, j))
        const [low = 0] = given
        const high = given.at(-1) ?? 0
        if (low === high) return []
        const isDecisive = [low, high].some((score) => firstIn(withValue(table, i, j, score)) !== now)
        return [{ option, criterion, low, high, effect: (table.weights[j] ?? 0) * (high - low), isDecisive }]
      }),
    )
    .toSorted((a, b) => Number(b.isDecisive) - Number(a.isDecisive) || b.effect - a.effect)
}

function firstIn(table: ValueTable): string {
  return JSON.stringify(firstOf(rankOptions(scoreOptions(table))))
}

function withValue(table: ValueTable, i: number, j: number, value: number): ValueTable {
  return { ...table, values: table.values.map((row, at) => (at === i ? row.with(j, value) : row)) }
}
