import { expect, test } from 'vitest'
import { cellKey, draftOf, EMPTY_DRAFT, readDraft } from '../../renderer/src/features/meeting/scoring/ballotDraft.ts'
import { pairKey } from '../../renderer/src/features/meeting/scoring/weights/pairWeights.ts'
import { paperProblem } from '../../shared/model/rounds.ts'
import type { BallotDraft } from '../../renderer/src/sync/keptBallot.ts'
import type { Frame } from '../../shared/schema/round.ts'

const FRAME: Frame = {
  options: [{ id: 'a', title: '甲', isDoNothing: false }, { id: 'o', title: '维持现状', isDoNothing: true }],
  criteria: [{ id: 'noise', name: '噪声', unit: 'dB', worst: 70, best: 45 }, { id: 'cost', name: '费用', unit: '万元', worst: 300, best: 0 }],
  rule: { id: 'i', entitledDepartmentIds: ['d'], supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'entitled', conditionalCounts: 'no', vetoDepartmentIds: [], isChairDeciding: false },
}

const filled: BallotDraft = { ...EMPTY_DRAFT, top: 'noise', weights: { cost: '４０' }, scores: { [cellKey('a', 'noise')]: '50', [cellKey('a', 'cost')]: '120.5', [cellKey('o', 'noise')]: '72', [cellKey('o', 'cost')]: null }, remark: '以现场为准' }

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

const [noise, cost] = FRAME.criteria as [Frame['criteria'][number], Frame['criteria'][number]]
const safety = { id: 'safety', name: '安全', unit: '', worst: 0, best: 100 }
const THREE: Frame = { ...FRAME, criteria: [noise, cost, safety] }
const paired: BallotDraft = { ...filled, weighing: 'pairs', leans: { [pairKey('noise', 'cost')]: 1, [pairKey('noise', 'safety')]: 3, [pairKey('cost', 'safety')]: 1 } }

test('[C4][C5] weights that come of pairs are weights like others: the greatest is 100, and of the pairs nothing is in the paper', () => {
  const { paper, openPairs } = readDraft(THREE, paired)
  expect({ openPairs, weights: paper?.weights, keys: Object.keys(paper ?? {}).toSorted(), problem: paper && paperProblem(THREE, paper) }).toEqual({
    openPairs: 0,
    weights: [{ criterionId: 'noise', value: 100 }, { criterionId: 'cost', value: 50 }, { criterionId: 'safety', value: 25 }],
    keys: ['kind', 'remark', 'scores', 'weights'],
    problem: null,
  })
})

test('[C5] a pair that was not compared is counted and made up by nothing: there is no paper until it is', () => {
  const { [pairKey('cost', 'safety')]: _left, ...leans } = paired.leans
  expect(readDraft(THREE, { ...paired, leans })).toMatchObject({ paper: null, openPairs: 1 })
  expect(readDraft(THREE, { ...paired, leans: {} })).toMatchObject({ paper: null, openPairs: 3 })
  // What swings were given before stays, and counts again when they are chosen.
  expect(readDraft(FRAME, { ...paired, leans, weighing: 'swing' }).paper?.weights).toEqual([{ criterionId: 'noise', value: 100 }, { criterionId: 'cost', value: 40 }])
})

test('[C5] contradictions are told and in nobody’s way', () => {
  const leans = { ...paired.leans, [pairKey('noise', 'safety')]: -8 }
  expect(readDraft(THREE, { ...paired, leans }).paper?.weights).toHaveLength(3)
})

test('[C5] one criterion has no pairs and eight too many: then weights are swings, whatever was chosen', () => {
  const eight = Array.from({ length: 8 }, (_, i) => ({ ...safety, id: `c${i}` }))
  const { weights } = readDraft({ ...FRAME, criteria: [noise] }, paired).paper ?? {}
  expect([weights, readDraft({ ...FRAME, criteria: eight }, { ...paired, top: null, scores: { [cellKey('a', 'c0')]: '1' } })]).toEqual([[{ criterionId: 'noise', value: 100 }], expect.objectContaining({ openPairs: 0 })])
})
