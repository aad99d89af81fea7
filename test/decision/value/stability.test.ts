import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstOf, rankOptions } from '../../../shared/decision/value/rankOptions.ts'
import { scoreOptions } from '../../../shared/decision/value/scoreOptions.ts'
import { stabilityIntervals } from '../../../shared/decision/value/stability.ts'
import type { ValueTable } from '../../../shared/decision/value/ValueTable.ts'
import { arbitraryTable, coarse, fine, tableWith, withGaps } from './tables.ts'

const STEPS = Array.from({ length: 41 }, (_, step) => step / 40)

/** The weights when criterion k has t and the others share the rest as they did. */
function reweighted({ weights }: ValueTable, k: number, t: number): readonly number[] {
  const rest = weights.filter((_, j) => j !== k)
  const sum = rest.reduce((a, b) => a + b, 0)
  const shares = rest.map((weight) => (1 - t) * (sum > 0 ? weight / sum : 1 / rest.length))
  return rest.length === 0 ? [1] : [...shares.slice(0, k), t, ...shares.slice(k)]
}

/** By how much the worst of the leaders is ahead of the best of all at these weights, whatever is missing: never above 0. */
function leadAt({ values, options }: ValueTable, leaders: readonly string[], weights: readonly number[]): number {
  const scoreOf = (row: readonly (number | null)[], missing: number): number => row.reduce<number>((sum, value, j) => sum + (weights[j] ?? 0) * (value ?? missing), 0)
  let lead = 0
  values.forEach((row, a) => {
    if (!leaders.includes(options[a] ?? '')) return
    values.forEach((other, i) => {
      if (i !== a) lead = Math.min(lead, scoreOf(row, 0) - scoreOf(other, 100))
    })
  })
  return lead
}

function agrees(table: ValueTable): boolean {
  const leaders = firstOf(rankOptions(scoreOptions(table)))
  const intervals = stabilityIntervals(table)
  if (leaders.length === 0) return intervals.length === 0
  return intervals.every(({ low, high }, k) => {
    const weight = table.weights[k] ?? 0
    if (low < 0 || high > 1 || low > weight || high < weight) return false
    const inside = [low, high, (low + high) / 2]
    const isStable = inside.every((t) => leadAt(table, leaders, reweighted(table, k, t)) >= -1e-6)
    // A little way beyond an end somebody is ahead; far beyond too, for lines cross once.
    const beyond = STEPS.filter((t) => t < low - 1e-4 || t > high + 1e-4)
    return isStable && (table.weights.length === 1 || beyond.every((t) => leadAt(table, leaders, reweighted(table, k, t)) < 0))
  })
}

test.each([
  ['with ties, zero weights and equal columns', coarse],
  ['of any values', fine],
  ['with missing scores, whatever these are', withGaps(coarse)],
  ['with missing scores and any values', withGaps(fine)],
])('[C5] stability intervals agree with trying every weight: tables %s', (_, kind) => {
  fc.assert(
    fc.property(arbitraryTable(kind), (table) => {
      expect(agrees(table)).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('[C5] the interval in figures: two lines that cross once', () => {
  // A − B is 60·t₁ − 40·(1 − t₁): even at 0.4.
  expect(stabilityIntervals(tableWith([0.55, 0.45], [[80, 20], [20, 60]]))).toEqual([
    { criterion: 'c1', low: 0.4, high: 1 },
    { criterion: 'c2', low: 0, high: 0.6 },
  ])
})

test('[C5] a criterion with all the weight: the others are then taken as equals', () => {
  const [first] = stabilityIntervals(tableWith([1, 0, 0], [[60, 0, 20], [50, 40, 20]]))
  // R is 10 for A and 30 for B: 10·t = 20·(1 − t).
  expect(first).toEqual({ criterion: 'c1', low: 2 / 3, high: 1 })
})

test('[C5] the only criterion and the only option cannot lose first place', () => {
  const all = { low: 0, high: 1 }
  expect(stabilityIntervals(tableWith([1], [[60], [50]]))).toEqual([{ criterion: 'c1', ...all }])
  expect(stabilityIntervals(tableWith([1, 2], [[60, 0]]))).toEqual([{ criterion: 'c1', ...all }, { criterion: 'c2', ...all }])
})

test('[C5] a shared first place is as stable as the tie: no width where it breaks at once, all where it never does', () => {
  expect(stabilityIntervals(tableWith([1, 1], [[100, 0], [0, 100]]))).toEqual([
    { criterion: 'c1', low: 0.5, high: 0.5 },
    { criterion: 'c2', low: 0.5, high: 0.5 },
  ])
  expect(stabilityIntervals(tableWith([1, 1], [[70, 30], [70, 30]]))).toEqual([
    { criterion: 'c1', low: 0, high: 1 },
    { criterion: 'c2', low: 0, high: 1 },
  ])
})
