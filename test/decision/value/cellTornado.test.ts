import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellTornado } from '../../../shared/decision/value/cellTornado.ts'
import { groupScores } from '../../../shared/decision/value/groupScores.ts'
import type { Matrix, ValueTable } from '../../../shared/decision/value/ValueTable.ts'
import { tableWith } from './tables.ts'

function groupTable(weights: readonly number[], scorings: readonly Matrix[]): ValueTable {
  return tableWith(weights, groupScores(scorings).map((row) => row.map(({ mean }) => mean)))
}

/** Who is first at these weights, by plain arithmetic. */
function winners(weights: readonly number[], rows: readonly (readonly number[])[]): string {
  const sums = rows.map((row) => row.reduce((sum, value, j) => sum + value * (weights[j] ?? 0), 0))
  return sums.map((sum) => Math.max(...sums) - sum < 1e-9).join()
}

test('[C5] what to talk about: first the cells that can change who wins, then by what they move', () => {
  const scorings = [[[90, 60], [50, 60]], [[50, 60], [50, 0]]]
  // A 66, B 42: A's first cell at 50 gives 54, B's second at 60 gives 54. Nothing changes.
  expect(cellTornado(groupTable([0.6, 0.4], scorings), scorings)).toEqual([
    { option: 'A', criterion: 'c1', low: 50, high: 90, effect: 24, isDecisive: false },
    { option: 'B', criterion: 'c2', low: 0, high: 60, effect: 24, isDecisive: false },
  ])
  // A 65, B 60, C 20: with 60 in its first cell A has 55; C's moves more and never matters.
  const close = [[[100, 50], [60, 60], [0, 10]], [[60, 50], [60, 60], [60, 10]]]
  expect(cellTornado(groupTable([0.5, 0.5], close), close)).toEqual([
    { option: 'A', criterion: 'c1', low: 60, high: 100, effect: 20, isDecisive: true },
    { option: 'C', criterion: 'c1', low: 0, high: 60, effect: 30, isDecisive: false },
  ])
})

test('[C5] where all agree, or one scored alone, there is nothing to talk about', () => {
  const scorings = [[[70, null], [20, 10]], [[70, 40], [20, null]]]
  expect(cellTornado(groupTable([1, 1], scorings), scorings)).toEqual([])
})

test('[C5] a cell is decisive exactly if the winner changes with its lowest or its highest score in its place', () => {
  const matrix = fc.array(fc.array(fc.integer({ min: 0, max: 10 }).map((step) => 10 * step), { minLength: 2, maxLength: 2 }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(matrix, { minLength: 2, maxLength: 4 }), fc.integer({ min: 1, max: 9 }), (scorings, tenths) => {
      const table = groupTable([tenths, 10 - tenths], scorings)
      const means = table.values.map((row) => row.map(Number))
      for (const { option, criterion, low, high, isDecisive } of cellTornado(table, scorings)) {
        const [i, j] = [table.options.indexOf(option), table.criteria.indexOf(criterion)]
        const changed = [low, high].map((score) => winners(table.weights, means.map((row, at) => (at === i ? row.with(j, score) : row))))
        expect(isDecisive).toBe(changed.some((found) => found !== winners(table.weights, means)))
      }
    }),
  )
})
