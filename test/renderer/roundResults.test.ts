import { describe, expect, test } from 'vitest'
import { agreementOf, cellDots } from '../../renderer/src/features/meeting/results/agreement.ts'
import { roundShift } from '../../renderer/src/features/meeting/results/roundShift.ts'
import { leaders, optionLines, roundResults, turnoutOf, withWeights, type RoundResults } from '../../renderer/src/features/meeting/results/roundResults.ts'
import { secondOpinion } from '../../renderer/src/features/meeting/results/secondOpinion.ts'
import { drawRequest } from '../../renderer/src/features/meeting/results/useAcceptability.ts'
import { turningPoints, weightsAt } from '../../renderer/src/features/meeting/results/walkingWeights.ts'
import type { Ballot, Frame } from '../../shared/schema/round.ts'

const FRAME: Frame = {
  options: [{ id: 'a', title: '甲', isDoNothing: false }, { id: 'b', title: '乙', isDoNothing: false }, { id: 'o', title: '维持现状', isDoNothing: true }],
  criteria: [{ id: 'safety', name: '安全', unit: '', worst: 0, best: 100 }, { id: 'cost', name: '费用', unit: '万元', worst: 200, best: 0 }],
  rule: { id: 'i', entitledDepartmentIds: ['d1'], supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'entitled', conditionalCounts: 'no', vetoDepartmentIds: [], isChairDeciding: false },
}

/** Scores by option: safety, cost. */
function ballot(departmentId: string, weights: readonly number[], scores: readonly (readonly (number | null)[])[], kind: Ballot['kind'] = 'scored'): Ballot {
  return {
    id: `b-${departmentId}`, roundId: 'r', departmentId, kind, remark: '', castAt: '2026-03-05T14:40:00Z', castBy: 'p',
    weights: weights.map((value, j) => ({ criterionId: FRAME.criteria[j]?.id ?? '', value })),
    scores: scores.flatMap((row, i) => row.map((value, j) => ({ optionId: FRAME.options[i]?.id ?? '', criterionId: FRAME.criteria[j]?.id ?? '', value }))),
  }
}

function must(results: RoundResults | null): RoundResults {
  if (!results) throw new Error('nobody scored')
  return results
}

// Values: a 50/90, b 90/40, o 10/100.
const plain = must(roundResults(FRAME, [ballot('d1', [50, 100], [[50, 20], [90, 120], [10, 0]])], []))

test('[C4] the turnout counts who was asked, whatever they did', () => {
  expect(turnoutOf(['d1', 'd2', 'd3', 'd4', 'd5'], [{ kind: 'scored' }, { kind: 'scored' }, { kind: 'abstain' }, { kind: 'recused' }])).toEqual({ entitled: 5, scored: 2, abstained: 1, recused: 1, silent: 1 })
})

test('[C5] options stand in their order with value and rank; nobody scored is no result', () => {
  expect(optionLines(plain.evaluation).map(({ option, rank, score }) => ({ option, rank, score: Math.round(score ?? -1) }))).toEqual([
    { option: 'a', rank: '1', score: 77 },
    { option: 'o', rank: '2', score: 70 },
    { option: 'b', rank: '3', score: 57 },
  ])
  expect(leaders(plain.evaluation)).toEqual(['a'])
  expect(roundResults(FRAME, [ballot('d1', [], [], 'abstain')], [])).toBe(null)
})

test('[C5] a tie is "1=" for both and is not broken', () => {
  const tied = must(roundResults(FRAME, [ballot('d1', [100, 100], [[60, 80], [60, 80], [0, 200]])], []))
  expect(optionLines(tied.evaluation).map(({ option, rank }) => [option, rank])).toEqual([['a', '1='], ['b', '1='], ['o', '3']])
})

test('[C5] a missing score leaves an option without a place and the others where they surely are', () => {
  const missing = must(roundResults(FRAME, [ballot('d1', [100, 100], [[90, 20], [null, 40], [0, 200]])], []))
  expect(optionLines(missing.evaluation).map(({ option, rank, coverage, low, high }) => ({ option, rank, coverage, low, high }))).toEqual([
    { option: 'a', rank: null, coverage: 1, low: 90, high: 90 },
    { option: 'b', rank: null, coverage: 0.5, low: 40, high: 90 },
    { option: 'o', rank: '3', coverage: 1, low: 0, high: 0 },
  ])
})

test('[C5] an option that fails a gate is in no line; one left is not ranked', () => {
  const gates = [{ id: 'law', verdicts: [{ optionId: 'b', isPassed: false, reason: '没有依据' }, { optionId: 'a', isPassed: true, reason: '' }] }]
  const gated = must(roundResults(FRAME, [ballot('d1', [50, 100], [[50, 20], [90, 120], [10, 0]])], gates))
  expect(optionLines(gated.evaluation).map(({ option }) => option)).toEqual(['a', 'o'])
  expect(drawRequest(gated.input)).toEqual({ options: ['a', 'o'], scorings: [[[50, 90], [10, 100]]], weightings: [[1 / 3, 2 / 3]] })
  const one = must(roundResults(FRAME, [ballot('d1', [50, 100], [[50, 20], [90, 120], [10, 0]])], [{ id: 'law', verdicts: ['b', 'o'].map((optionId) => ({ optionId, isPassed: false, reason: 'x' })) }]))
  expect([optionLines(one.evaluation).map(({ rank }) => rank), leaders(one.evaluation)]).toEqual([[null], []])
})

describe('weights', () => {
  test('[C5] one moves, the others keep their proportions', () => {
    expect(weightsAt([0.5, 0.3, 0.2], 0, 0.75).map((weight) => Math.round(weight * 1000) / 1000)).toEqual([0.75, 0.15, 0.1])
    expect(weightsAt([1, 0, 0], 0, 0.5)).toEqual([0.5, 0.25, 0.25])
    expect(weightsAt([1], 0, 0.2)).toEqual([1])
  })

  test('[C5] who overtakes at which weight is who is first beyond it', () => {
    const [safety] = turningPoints(plain.input.table, plain.evaluation.stability)
    // a = 90 − 40t, b = 40 + 50t, o = 100 − 90t: o is first below 0.2, b above 5/9.
    expect(safety).toMatchObject({ criterion: 'safety', below: { first: ['o'] }, above: { first: ['b'] } })
    expect([safety?.weight, safety?.below?.share, safety?.above?.share].map((share) => Math.round(1000 * (share ?? 0)))).toEqual([333, 200, 556])
    for (const [share, first] of [[0.19, 'o'], [0.21, 'a'], [0.55, 'a'], [0.56, 'b']] as const) expect(leaders(withWeights(plain, weightsAt(plain.input.table.weights, 0, share)).evaluation)).toEqual([first])
  })

  test('[C5] where a weight changes nothing, nothing turns', () => {
    const clear = must(roundResults(FRAME, [ballot('d1', [50, 50], [[90, 10], [50, 120], [10, 190]])], []))
    expect(turningPoints(clear.input.table, clear.evaluation.stability).map(({ below, above }) => [below, above])).toEqual([[null, null], [null, null]])
    expect(optionLines(clear.evaluation).map(({ dominatedBy }) => dominatedBy)).toEqual([[], ['a'], ['a', 'b']])
  })
})

describe('agreement', () => {
  const three = must(roundResults(FRAME, [
    ballot('d1', [50, 50], [[90, 20], [50, 100], [10, 180]]),
    ballot('d2', [50, 50], [[80, 20], [60, 100], [20, 180]]),
    ballot('d3', [50, 50], [[10, 180], [60, 100], [90, 20]]),
    ballot('d4', [], [], 'abstain'),
  ], []))

  test('[C5] counts first; shape and W only for three who scored', () => {
    const { scorers, options, kendall } = agreementOf(three.input)
    expect({ scorers, first: options.map(({ firstFor }) => firstFor), bands: options[0]?.bands, raters: kendall?.raters, W: Math.round(1000 * (kendall?.W ?? 0)) }).toEqual({ scorers: 3, first: [2, 0, 1], bands: [1, 0, 0, 0, 2], raters: 3, W: 111 })
    expect(options.every(({ consensus }) => consensus !== null && consensus >= 0 && consensus <= 1)).toBe(true)
    const alone = agreementOf(plain.input)
    expect({ consensus: alone.options.map(({ consensus }) => consensus), kendall: alone.kendall }).toEqual({ consensus: [null, null, null], kendall: null })
  })

  test('[C5] dots have no names, stand in ascending order and are there for three only', () => {
    expect(cellDots(three.input)[0]).toEqual({ option: 'a', criterion: 'safety', count: 3, values: [10, 80, 90] })
    expect(cellDots(plain.input).map(({ count, values }) => [count, values])).toEqual(Array.from({ length: 6 }, () => [1, []]))
  })
})

test('[C5] the shift of a second round: each option’s value and rank in both, and none for a new one', () => {
  const later: Frame = { ...FRAME, options: [...FRAME.options, { id: 'n', title: '新', isDoNothing: false }] }
  const second = must(roundResults(later, [{ ...ballot('d1', [50, 100], [[50, 20], [90, 20], [10, 0]]), scores: [...ballot('d1', [], [[50, 20], [90, 20], [10, 0]]).scores, { optionId: 'n', criterionId: 'safety', value: 0 }, { optionId: 'n', criterionId: 'cost', value: 200 }] }], []))
  expect(roundShift(plain, second).map(({ option, before, after }) => [option, before?.rank ?? null, after.rank])).toEqual([['b', '3', '1'], ['a', '1', '2'], ['o', '2', '3'], ['n', null, '4']])
})

test('[C5] the second opinion sums to nothing, and is none where a score is missing', () => {
  const opinion = secondOpinion(plain.input.table)
  expect(Math.abs(opinion?.flows.reduce((sum, { net }) => sum + net, 0) ?? 1)).toBeLessThan(1e-12)
  expect(opinion?.places.flatMap(({ options }) => options).toSorted()).toEqual(['a', 'b', 'o'])
  expect(secondOpinion({ ...plain.input.table, values: [[null, 1], [1, 1], [2, 2]] })).toBe(null)
})
