import { expect, test } from 'vitest'
import { cellKey, draftOf, EMPTY_DRAFT, readDraft } from '../../renderer/src/features/meeting/scoring/ballotDraft.ts'
import { paperProblem } from '../../shared/model/rounds.ts'
import type { Frame } from '../../shared/schema/round.ts'

const FRAME: Frame = {
  options: [{ id: 'a', title: '甲', isDoNothing: false }, { id: 'o', title: '维持现状', isDoNothing: true }],
  criteria: [{ id: 'noise', name: '噪声', unit: 'dB', worst: 70, best: 45 }, { id: 'cost', name: '费用', unit: '万元', worst: 300, best: 0 }],
  rule: { id: 'i', entitledDepartmentIds: ['d'], supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'entitled', conditionalCounts: 'no', vetoDepartmentIds: [], isChairDeciding: false },
}

const filled = { ...EMPTY_DRAFT, top: 'noise', weights: { cost: '４０' }, scores: { [cellKey('a', 'noise')]: '50', [cellKey('a', 'cost')]: '120.5', [cellKey('o', 'noise')]: '72', [cellKey('o', 'cost')]: null }, remark: '以现场为准' }

test('[C4] a filled draft is the paper that the hub takes: the top swing is 100, what can’t be said is null, beyond an anchor is told', () => {
  const { paper, wrong, outside, blank, isEmpty } = readDraft(FRAME, filled)
  expect(paper).toEqual({
    kind: 'scored',
    weights: [{ criterionId: 'noise', value: 100 }, { criterionId: 'cost', value: 40 }],
    scores: [
      { optionId: 'a', criterionId: 'noise', value: 50 },
      { optionId: 'a', criterionId: 'cost', value: 120.5 },
      { optionId: 'o', criterionId: 'noise', value: 72 },
      { optionId: 'o', criterionId: 'cost', value: null },
    ],
    remark: '以现场为准',
  })
  expect({ wrong: [...wrong], outside: [...outside], blank, isEmpty }).toEqual({ wrong: [], outside: [cellKey('o', 'noise')], blank: 0, isEmpty: false })
  expect(paper && paperProblem(FRAME, paper)).toBe(null)
  // And back, to go on with.
  expect(paper && readDraft(FRAME, draftOf(paper)).paper).toEqual(paper)
})

test('[C4] half a number and a missing weight are in the way and named; an empty cell is only counted', () => {
  const { paper, wrong, blank } = readDraft(FRAME, { ...filled, weights: {}, scores: { [cellKey('a', 'noise')]: '五十', [cellKey('a', 'cost')]: '10', [cellKey('o', 'noise')]: ' ' } })
  expect({ paper, wrong: [...wrong].toSorted(), blank }).toEqual({ paper: null, wrong: [cellKey('a', 'noise'), 'cost'].toSorted(), blank: 2 })
})

test.each(['-1', '101', 'x'])('[C4] a swing of %s against 100 is none', (weight) => {
  expect([...readDraft(FRAME, { ...filled, weights: { cost: weight } }).wrong]).toEqual(['cost'])
})

test('[C4] no weights are an answer, no score at all is none', () => {
  expect(readDraft(FRAME, { ...filled, top: null }).paper?.weights).toEqual([])
  expect(readDraft(FRAME, EMPTY_DRAFT)).toMatchObject({ paper: null, isEmpty: true, blank: 4 })
})

test.each(['abstain', 'recused'] as const)('[C4] who is %s sends no scores, whatever was filled in before', (kind) => {
  expect(readDraft(FRAME, { ...filled, kind }).paper).toEqual({ kind, weights: [], scores: [], remark: '以现场为准' })
})
