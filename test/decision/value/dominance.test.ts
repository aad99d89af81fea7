import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dominated } from '../../../shared/decision/value/dominance.ts'
import { evaluateOptions } from '../../../shared/decision/value/evaluateOptions.ts'
import { firstOf, rankOptions } from '../../../shared/decision/value/rankOptions.ts'
import { scoreOptions } from '../../../shared/decision/value/scoreOptions.ts'
import type { ValueTable } from '../../../shared/decision/value/ValueTable.ts'
import { arbitraryTable, coarse, fine, tableWith } from './tables.ts'

const first = (table: ValueTable): readonly string[] => firstOf(rankOptions(scoreOptions(table)))

/** The table with one more option, Z, that option `of` dominates: worse by `loss` on one criterion, or on several. */
function withDominated(table: ValueTable, of: number, loss: readonly number[]): ValueTable {
  const row = (table.values[of] ?? []).map((value, j) => Math.max(0, (value ?? 0) - (loss[j] ?? 0)))
  return { ...table, options: [...table.options, 'Z'], values: [...table.values, row] }
}

test.each([
  ['on a coarse grid', coarse],
  ['of any values', fine],
])('[C5] adding a dominated option never changes who wins: tables %s', (_, kind) => {
  const losses = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 50, noNaN: true })), { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(arbitraryTable(kind), fc.nat(4), losses, (table, place, loss) => {
      const more = withDominated(table, place % table.options.length, loss)
      const isDominated = dominated(more).some(({ option }) => option === 'Z')
      fc.pre(isDominated)
      const winners = first(more)
      // It may tie where what it is worse in has no weight; it never wins in another's place.
      expect(winners.filter((option) => option !== 'Z')).toEqual(first(table))
      expect(scoreOptions(more).slice(0, -1)).toEqual(scoreOptions(table))
    }),
    { numRuns: 2000 },
  )
})

test('[C5] a dominated option is never first in a draw, if it is worse in anything that weighs', () => {
  const { acceptability } = evaluateOptions({ table: tableWith([1, 1], [[80, 40], [20, 90], [70, 40]]), gates: [], weightings: [], draws: 2000 })
  expect(acceptability[2]?.shares[0]).toBe(0)
})

test('[C5] dominance needs to be better in one thing and worse in none', () => {
  expect([
    dominated(tableWith([1, 1], [[50, 50], [50, 50]])),
    dominated(tableWith([1, 1], [[50, 60], [50, 50], [40, 70]])),
    dominated(tableWith([0, 1], [[60, 50], [50, 50]])),
  ]).toEqual([[], [{ option: 'B', by: ['A'] }], [{ option: 'B', by: ['A'] }]])
})

test('[C5] with missing scores only what holds whatever they are', () => {
  expect([
    dominated(tableWith([1, 1], [[null, 50], [10, 40]])),
    dominated(tableWith([1, 1], [[100, 50], [null, 40]])),
    dominated(tableWith([1, 1], [[60, 50], [0, null]])),
  ]).toEqual([[], [{ option: 'B', by: ['A'] }], []])
})
