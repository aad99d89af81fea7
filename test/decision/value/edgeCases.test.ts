import { expect, test } from 'vitest'
import { cautionsFor } from '../../../shared/decision/value/cautions.ts'
import { evaluateOptions } from '../../../shared/decision/value/evaluateOptions.ts'
import { groupScores, summariseCell } from '../../../shared/decision/value/groupScores.ts'
import { firstOf, rankOptions } from '../../../shared/decision/value/rankOptions.ts'
import { scoreOptions } from '../../../shared/decision/value/scoreOptions.ts'
import { cellsOutside, tableOf } from '../../../shared/decision/value/tableOf.ts'
import type { Criterion, ValueTable } from '../../../shared/decision/value/ValueTable.ts'
import { valueOf } from '../../../shared/decision/value/valueOf.ts'
import { groupWeights, normaliseWeights } from '../../../shared/decision/value/weights.ts'
import { tableWith } from './tables.ts'

const ranked = (table: ValueTable) => rankOptions(scoreOptions(table))
const cautions = (table: ValueTable) => cautionsFor(table, scoreOptions(table), ranked(table))
const scale = (direction: 'max' | 'min', worst: number, best: number): Criterion => ({ id: 'c', weight: 1, direction, worst, best })

test('[C5] tie: a shared rank, 1=, 1=, 3, never broken', () => {
  // 0.1 + 0.2 and 0.3 are not the same number.
  const table = tableWith([0.1, 0.2, 0.7], [[100, 100, 0], [0, 30, 0], [30, 30, 30]])
  expect(ranked(table)).toEqual({ places: [{ rank: 1, options: ['A', 'C'] }, { rank: 3, options: ['B'] }], undecided: [] })
})

test('[C5] all tied: one place for all, and every one of them is first in every draw', () => {
  const { ranking, acceptability, dominated } = evaluateOptions({ table: tableWith([1, 1], [[40, 60], [40, 60], [40, 60]]), gates: [], weightings: [], draws: 100 })
  expect([ranking?.places, dominated, acceptability.map(({ shares }) => shares)]).toEqual([[{ rank: 1, options: ['A', 'B', 'C'] }], [], Array.from({ length: 3 }, () => [1, 0, 0])])
})

test('[C5] a gap of less than 1 point of 100 is too small to tell two places apart', () => {
  expect(cautions(tableWith([1], [[50], [50.5], [10]]))).toEqual([{ kind: 'gap-too-small', first: 'B', second: 'A', gap: 0.5 }])
  expect(cautions(tableWith([1], [[50], [51], [10]]))).toEqual([])
})

test('[C5] missing score: not replaced; the score is of what is known, with its coverage and what the gap could do', () => {
  const table = tableWith([0.5, 0.3, 0.2], [[80, null, 60], [50, 50, 50], [null, null, null]])
  expect(scoreOptions(table)).toEqual([
    { option: 'A', score: 52 / 0.7, coverage: 0.7, low: 52, high: 82 },
    { option: 'B', score: 50, coverage: 1, low: 50, high: 50 },
    { option: 'C', score: null, coverage: 0, low: 0, high: 100 },
  ])
})

test('[C5] missing score: a place only where the gap cannot change it', () => {
  expect(ranked(tableWith([0.5, 0.5], [[90, 90], [80, null], [70, 70], [10, 10]]))).toEqual({
    // B may be anywhere from 40 to 90.
    places: [{ rank: 4, options: ['D'] }],
    undecided: ['A', 'B', 'C'],
  })
  expect(ranked(tableWith([0.8, 0.2], [[90, 90], [80, null], [50, 50]]))).toEqual({
    places: [{ rank: 1, options: ['A'] }, { rank: 2, options: ['B'] }, { rank: 3, options: ['C'] }],
    undecided: [],
  })
})

test('[C5] missing score without weight: nothing is missing', () => {
  expect(ranked(tableWith([1, 0], [[50, null], [60, null]])).undecided).toEqual([])
})

test('[C5] no variance: the criterion is named as telling nothing apart, and nothing is divided by it', () => {
  const table = tableWith([1, 1], [[40, 10], [40, 90]])
  expect([scoreOptions(table).map(({ score }) => score), cautions(table)]).toEqual([[25, 65], [{ kind: 'criterion-without-difference', criterion: 'c1' }]])
})

test('[C5] abstaining and being recused: out of the mean and counted as absent; no spread for fewer than 3 scorers', () => {
  expect([summariseCell([80, null, 40]), summariseCell([80, 40, 90, null]), summariseCell([null, null])]).toEqual([
    { scorers: 2, mean: 60, median: 60, range: null },
    { scorers: 3, mean: 70, median: 80, range: { low: 40, high: 90 } },
    { scorers: 0, mean: null, median: null, range: null },
  ])
  expect(groupScores([[[80, null]], [[40, null]]]).map((row) => row.map(({ mean }) => mean))).toEqual([[60, null]])
})

test('[C5] weights that do not sum to 1 count by their proportions; all 0 count the same, and it is said', () => {
  expect([normaliseWeights([20, 60]), normaliseWeights([0, 0]), normaliseWeights([1e308, 1e308])]).toEqual([
    { weights: [0.25, 0.75], isWeightless: false },
    { weights: [0.5, 0.5], isWeightless: true },
    { weights: [0.5, 0.5], isWeightless: false },
  ])
})

test('[C5] weights of a group: everyone counts the same however large their numbers; zeros are no answer', () => {
  expect([groupWeights([[100, 0], [1, 1], [0, 0]], 2), groupWeights([], 2)]).toEqual([
    { weights: [0.75, 0.25], isWeightless: false, givenBy: 2 },
    { weights: [0.5, 0.5], isWeightless: true, givenBy: 0 },
  ])
})

test('[C5] a criterion of cost has its ends reversed; which way round they are given makes no difference', () => {
  expect([scale('min', 500, 0), scale('min', 0, 500), scale('max', 0, 500), scale('max', 500, 0)].map((criterion) => valueOf(100, criterion))).toEqual([80, 80, 20, 20])
  expect([-5, 0, 5].map((performance) => valueOf(performance, scale('max', -5, 5)))).toEqual([0, 50, 100])
})

test('[C5] one option left after the gates: no ranking; those that failed stay, with the reason', () => {
  const gates = [{ id: 'legal', failures: [{ option: 'B', reason: '无上位法依据' }] }]
  const { scores, ranking, stability, acceptability, failed } = evaluateOptions({ table: tableWith([1], [[40], [90]]), gates, weightings: [] })
  expect({ scores: scores.map(({ option, score }) => [option, score]), ranking, stability, acceptability, failed }).toEqual({
    scores: [['A', 40]],
    ranking: null,
    stability: [],
    acceptability: [],
    failed: [{ option: 'B', gate: 'legal', reason: '无上位法依据' }],
  })
})

test('[C5] gates come before scores: the best option is out if it fails one', () => {
  const gates = [{ id: 'budget', failures: [{ option: 'A', reason: '' }] }, { id: 'safety', failures: [{ option: 'A', reason: '消防' }] }]
  const { ranking, failed, dominated } = evaluateOptions({ table: tableWith([1], [[100], [50], [20]]), gates, weightings: [], draws: 10 })
  expect([ranking?.places.map(({ options }) => options), failed.map(({ gate }) => gate), dominated.map(({ option, by }) => [option, by])]).toEqual([[['B'], ['C']], ['budget', 'safety'], [['C', ['B']]]])
})

test('[C5] departments that scored: their scores are mixed and compared, of the options that passed', () => {
  const scorings = [[[90], [80], [20]], [[90], [20], [20]]]
  const gates = [{ id: 'legal', failures: [{ option: 'A', reason: 'x' }] }]
  const { acceptability, disagreements } = evaluateOptions({ table: tableWith([1], [[90], [50], [20]]), scorings, gates, weightings: [[1]], draws: 100 })
  expect([acceptability.map(({ option, shares }) => [option, shares]), disagreements]).toEqual([
    [['B', [1, 0]], ['C', [0, 1]]],
    // At 20 it would tie with C.
    [{ option: 'B', criterion: 'c1', low: 20, high: 80, effect: 60, isDecisive: true }],
  ])
})

test('[C5] every option fails a gate: nothing is ranked', () => {
  const gates = [{ id: 'legal', failures: ['A', 'B'].map((option) => ({ option, reason: 'x' })) }]
  expect(evaluateOptions({ table: tableWith([1], [[40], [90]]), gates, weightings: [] })).toMatchObject({ scores: [], ranking: null, dominated: [] })
})

test('[C5] an option that was added after the reveal: what the others have stays, and it has no place until it is scored', () => {
  const before = tableWith([1, 1], [[90, 80], [40, 50]])
  const after = tableWith([1, 1], [...before.values, [null, null]])
  expect(scoreOptions(after).slice(0, 2)).toEqual(scoreOptions(before))
  expect(ranked(after)).toEqual({ places: [], undecided: ['A', 'B', 'C'] })
})

test('[C5] fixed ends: a bad option that somebody adds does not turn the order round, as the ends of the options at hand would', () => {
  const criteria: readonly Criterion[] = [{ ...scale('max', 0, 10), id: 'c1', weight: 0.55 }, { ...scale('max', 0, 10), id: 'c2', weight: 0.45 }]
  const scores = (performance: readonly (readonly number[])[]) => scoreOptions(tableOf(['A', 'B', 'C'].slice(0, performance.length), criteria, performance)).map(({ score }) => Number(score?.toFixed(9)))
  expect([scores([[9, 2], [5, 6]]), scores([[9, 2], [5, 6], [1, 2.1]]).slice(0, 2)]).toEqual([[58.5, 54.5], [58.5, 54.5]])
})

test('[C5] outside the scale: cut off at its end and named', () => {
  const criteria = [scale('min', 100, 0)]
  const performance = [[-20], [0], [100], [140], [null]]
  const options = ['A', 'B', 'C', 'D', 'E']
  expect([tableOf(options, criteria, performance).values, cellsOutside(options, criteria, performance)]).toEqual([
    [[100], [100], [0], [0], [null]],
    [{ option: 'A', criterion: 'c' }, { option: 'D', criterion: 'c' }],
  ])
})

test('[C5] more than 7 criteria, and two that say the same, are warned of: one idea may count twice', () => {
  const values = [[10, 12, 90], [40, 41, 20], [60, 63, 80], [90, 88, 30]]
  expect(cautions(tableWith([1, 1, 1], values)).filter(({ kind }) => kind !== 'gap-too-small')).toEqual([
    { kind: 'criteria-alike', first: 'c1', second: 'c2', correlation: expect.closeTo(0.998, 2) },
  ])
  const wide = Array.from({ length: 8 }, (_, j) => j)
  expect(cautions(tableWith(wide.map(() => 1), [wide.map((j) => j), wide.map((j) => 90 - j)]))).toEqual([{ kind: 'many-criteria', count: 8 }])
})

test('[C5] with few options chance alone makes criteria alike: no warning', () => {
  expect(cautions(tableWith([1, 1], [[0, 0], [50, 50], [100, 100]]))).toEqual([])
})

test('[C5] one option given: it is alone in first place', () => {
  const { ranking, acceptability } = evaluateOptions({ table: tableWith([1, 3], [[20, 40]]), gates: [], weightings: [], draws: 10 })
  expect([ranking, acceptability.map(({ shares }) => shares)]).toEqual([{ places: [{ rank: 1, options: ['A'] }], undecided: [] }, [[1]]])
})

test('[C5] first place is nobody\'s while it is not sure', () => {
  expect([firstOf(ranked(tableWith([1], [[null], [50]]))), firstOf(ranked(tableWith([1, 0], [[60, null], [50, 1]])))]).toEqual([[], ['A']])
})
