import { expect, test } from 'vitest'
import { evaluateOptions } from '../../../shared/decision/value/evaluateOptions.ts'
import { roundInput } from '../../../shared/decision/value/roundInput.ts'
import type { Ballot, Frame } from '../../../shared/schema/round.ts'

const FRAME: Frame = {
  options: [{ id: 'ban', title: 'Ban', isDoNothing: false }, { id: 'none', title: 'Do nothing', isDoNothing: true }],
  criteria: [{ id: 'noise', name: 'Noise', unit: 'dB', worst: 70, best: 40 }, { id: 'trade', name: 'Trade', unit: '', worst: 0, best: 100 }],
  rule: { id: 'i1', entitledDepartmentIds: [], supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'entitled', conditionalCounts: 'no', vetoDepartmentIds: [], isChairDeciding: false },
}

/** `noise` and `trade` of the ban; doing nothing scores 70 dB and 100. */
function ballot(weights: readonly [number, number], noise: number | null, trade: number): Pick<Ballot, 'kind' | 'weights' | 'scores'> {
  const scores = [['ban', 'noise', noise], ['ban', 'trade', trade], ['none', 'noise', 70], ['none', 'trade', 100]] as const
  return {
    kind: 'scored',
    weights: [{ criterionId: 'noise', value: weights[0] }, { criterionId: 'trade', value: weights[1] }],
    scores: scores.map(([optionId, criterionId, value]) => ({ optionId, criterionId, value })),
  }
}

test('[C5] a revealed round is evaluated on the mean of what departments gave, costs turned round, weights by proportion', () => {
  const input = roundInput(FRAME, [ballot([100, 50], 40, 20), ballot([30, 60], 55, 60), { kind: 'abstain', weights: [], scores: [] }])
  expect(input?.table).toEqual({ options: ['ban', 'none'], criteria: ['noise', 'trade'], weights: [expect.closeTo(0.5, 9), expect.closeTo(0.5, 9)], values: [[75, 40], [0, 100]] })
  expect(input?.scorings).toEqual([[[100, 20], [0, 100]], [[50, 60], [0, 100]]])
  expect(input?.weightings).toEqual([[expect.closeTo(2 / 3, 9), expect.closeTo(1 / 3, 9)], [expect.closeTo(1 / 3, 9), expect.closeTo(2 / 3, 9)]])
  expect(input && evaluateOptions({ ...input, draws: 50 }).scores.map(({ option, score }) => [option, score])).toEqual([['ban', expect.closeTo(57.5, 9)], ['none', expect.closeTo(50, 9)]])
})

test('[C5] a missing score stays missing, weights of zero say nothing, and what fails a gate is not ranked', () => {
  const input = roundInput(FRAME, [ballot([0, 0], null, 20)], [
    { id: 'lawful', verdicts: [{ optionId: 'ban', isPassed: false, reason: 'No law allows it' }, { optionId: 'none', isPassed: true, reason: '' }] },
  ])
  expect(input).toMatchObject({ table: { weights: [0.5, 0.5], values: [[null, 20], [0, 100]] }, weightings: [], gates: [{ id: 'lawful', failures: [{ option: 'ban', reason: 'No law allows it' }] }] })
})

test('[C5] without options, criteria or anybody who scored there is nothing to evaluate', () => {
  expect([
    roundInput({ ...FRAME, options: [] }, [ballot([1, 1], 40, 1)]),
    roundInput({ ...FRAME, criteria: [] }, [ballot([1, 1], 40, 1)]),
    roundInput(FRAME, [{ kind: 'recused', weights: [], scores: [] }]),
  ]).toEqual([null, null, null])
})
