import { describe, expect, test } from 'vitest'
import { addAgendaItem, endAgendaItem, openAgendaItem, reopenAgendaItem } from '../../shared/model/agenda.ts'
import { openMatters } from '../../shared/model/closing.ts'
import { addCriterion, addGate, addOption, judgeGate, removeGate, setItemRule } from '../../shared/model/frame.ts'
import { frameToOpen, paperProblem, roundsOf, roundState } from '../../shared/model/rounds.ts'
import { frameOf } from '../../shared/schema/round.ts'
import type { BallotPaper, Frame, Round } from '../../shared/schema/round.ts'
import { contextOf, must, snapshotOf, startMeeting } from '../support/startMeeting.ts'

const at = '2026-03-05T14:40:00+08:00'
const sealed: Round = {
  id: 'r1', itemId: 'a', number: 1, frame: '{}', entitledDepartmentIds: ['d1'], votedDepartmentIds: [], openedAt: at, openedBy: 'li', revealedAt: null, revealedBy: null, voidedAt: null,
}

test('[C4] a round begins once rule, options and criteria are there, one at a time, and not on an item that has ended', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const itemId = must(addAgendaItem(meeting, { title: 'Noise' }, context))
  const seen: unknown[] = [frameToOpen(meeting, 'gone')]
  const step = (change: () => unknown): void => {
    change()
    const frame = frameToOpen(meeting, itemId)
    seen.push(frame.ok ? [frame.value.options.map(({ title, isDoNothing }) => [title, isDoNothing]), frame.value.criteria.map(({ name }) => name)] : frame.error.kind)
  }
  step(() => must(openAgendaItem(meeting, itemId, context)))
  const rule = { id: itemId, supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'voting', conditionalCounts: 'no', isChairDeciding: false } as const
  step(() => must(setItemRule(meeting, { ...rule, entitledDepartmentIds: ['d1'], vetoDepartmentIds: [] }, context)))
  const [quiet, pay] = ['Quiet hours', 'Compensation'].map((title) => must(addOption(meeting, { itemId, title, doNothing: 'Nothing' }, context)))
  step(() => must(addCriterion(meeting, { itemId, name: 'Noise at night', unit: 'dB', worst: 70, best: 45 }, context)))
  const gateId = must(addGate(meeting, itemId, 'Legal', context))
  const judge = (optionId = '', isPassed = false): void => void must(judgeGate(meeting, { gateId, optionId, isPassed, reason: 'No basis' }, context))
  step(() => judge(quiet))
  step(() => judge(pay))
  step(() => judge(pay, true))
  step(() => must(removeGate(meeting, gateId, context)))
  step(() => meeting.rounds.insert({ ...sealed, itemId }))
  const open = openMatters(snapshotOf(meeting), '2026-03-05T16:00:00Z')
  step(() => meeting.rounds.patch('r1', { revealedAt: at, revealedBy: 'li' }))
  step(() => must(endAgendaItem(meeting, itemId, { kind: 'shelved' }, context)))
  step(() => must(reopenAgendaItem(meeting, itemId, context)))
  const all = [[['Quiet hours', false], ['Compensation', false], ['Nothing', true]], ['Noise at night']]
  expect(seen).toEqual([
    { ok: false, error: { kind: 'agenda-item-gone' } },
    'rule-missing',
    'options-missing',
    all,
    [[['Compensation', false], ['Nothing', true]], ['Noise at night']],
    'options-missing',
    [[['Compensation', false], ['Nothing', true]], ['Noise at night']],
    all,
    'round-running',
    all,
    'item-ended',
    all,
  ])
  expect(open).toEqual([{ kind: 'agenda-item-open', id: itemId, title: 'Noise' }, { kind: 'round-open', id: itemId, title: 'Noise' }])
})

test('[C4] options without criteria are not enough', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const itemId = must(addAgendaItem(meeting, { title: 'Noise' }, context))
  must(setItemRule(meeting, { id: itemId, entitledDepartmentIds: ['d1'], supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'voting', conditionalCounts: 'no', vetoDepartmentIds: [], isChairDeciding: false }, context))
  must(addOption(meeting, { itemId, title: 'Quiet hours', doNothing: 'Nothing' }, context))
  expect(frameToOpen(meeting, itemId)).toEqual({ ok: false, error: { kind: 'criteria-missing' } })
})

test('[C4] voided rounds do not count, whatever else was said of them', () => {
  const revealed: Round = { ...sealed, id: 'r2', number: 1, revealedAt: at, revealedBy: 'li' }
  const both: Round = { ...revealed, id: 'r3', voidedAt: at }
  const rounds = [{ ...sealed, id: 'r4', number: 2 }, both, revealed, { ...sealed, id: 'r5', itemId: 'b' }]
  expect({ states: rounds.map(roundState), counting: roundsOf(rounds, 'a').map(({ id }) => id) }).toEqual({ states: ['open', 'voided', 'revealed', 'open'], counting: ['r2', 'r4'] })
})

const frame: Frame = {
  options: [{ id: 'o1', title: 'Quiet hours', isDoNothing: false }, { id: 'o2', title: 'Nothing', isDoNothing: true }],
  criteria: [{ id: 'k1', name: 'Noise', unit: 'dB', worst: 70, best: 45 }, { id: 'k2', name: 'Cost', unit: '', worst: 0, best: 100 }],
  rule: { id: 'a', entitledDepartmentIds: ['d1'], supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'voting', conditionalCounts: 'no', vetoDepartmentIds: [], isChairDeciding: false },
}

test('[C4] a frame reads back as it was frozen; what is none is none', () => {
  expect([JSON.stringify(frame), '{}', 'torn{'].map((text) => frameOf({ frame: text }))).toEqual([frame, undefined, undefined])
})

describe('[C4] a ballot is about its round', () => {
  const paper: BallotPaper = {
    kind: 'scored',
    weights: [{ criterionId: 'k1', value: 100 }, { criterionId: 'k2', value: 0 }],
    scores: [{ optionId: 'o1', criterionId: 'k1', value: 52.3 }, { optionId: 'o2', criterionId: 'k1', value: null }],
    remark: '夜间',
  }
  const [weight, score] = [paper.weights[0], paper.scores[0]] as [BallotPaper['weights'][0], BallotPaper['scores'][0]]
  test.each<[string, Partial<BallotPaper>, ReturnType<typeof paperProblem>]>([
    ['as it should be', {}, null],
    ['without weights', { weights: [] }, null],
    ['an abstention', { kind: 'abstain', weights: [], scores: [] }, null],
    ['an abstention with scores', { kind: 'abstain', weights: [] }, { field: 'scores', reason: 'surplus' }],
    ['a recusal with weights', { kind: 'recused', scores: [] }, { field: 'weights', reason: 'surplus' }],
    ['a weight of nothing', { weights: [weight, { criterionId: 'x', value: 1 }] }, { field: 'weights.1.criterionId', reason: 'unknown' }],
    ['a weight twice', { weights: [weight, weight] }, { field: 'weights.1', reason: 'twice' }],
    ['an option of elsewhere', { scores: [{ ...score, optionId: 'x' }] }, { field: 'scores.0.optionId', reason: 'unknown' }],
    ['a criterion of elsewhere', { scores: [score, { ...score, criterionId: 'x' }] }, { field: 'scores.1.criterionId', reason: 'unknown' }],
    ['a cell twice', { scores: [score, { ...score, value: 1 }] }, { field: 'scores.1', reason: 'twice' }],
    ['a number beyond all units', { scores: [{ ...score, value: -1e300 }] }, { field: 'scores.0.value', reason: 'too-large' }],
    ['no score at all', { scores: [{ ...score, value: null }] }, { field: 'scores', reason: 'missing' }],
    ['half a letter', { remark: '\ud83d' }, { field: 'remark', reason: 'not-text' }],
  ])('%s', (_name, changes, problem) => {
    expect(paperProblem(frame, { ...paper, ...changes })).toEqual(problem)
  })
})
