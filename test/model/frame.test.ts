import { describe, expect, test } from 'vitest'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { addCriterion, addGate, addOption, editCriterion, editOption, isRuleInUse, judgeGate, moveCriterion, moveOption, optionRemovalRefusal, removeCriterion, removeGate, removeOption, renameGate, setItemRule } from '../../shared/model/frame.ts'
import { latestBy } from '../../shared/model/latestBy.ts'
import { transact, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { statePosition } from '../../shared/model/positions.ts'
import { frameToOpen } from '../../shared/model/rounds.ts'
import type { ItemRule } from '../../shared/schema/frame.ts'
import type { Round } from '../../shared/schema/round.ts'
import { contextOf, copyOf, exchange, must, startMeeting } from '../support/startMeeting.ts'

const NOTHING = '维持现状'
const context = contextOf('li')

function startItem(): { readonly meeting: MeetingDocument; readonly itemId: string } {
  const meeting = startMeeting()
  return { meeting, itemId: must(addAgendaItem(meeting, { title: '油烟扰民' }, context)) }
}

function withOptions(...titles: readonly string[]) {
  const { meeting, itemId } = startItem()
  const ids = titles.map((title) => must(addOption(meeting, { itemId, title, doNothing: NOTHING }, context)))
  return { meeting, itemId, ids }
}

const titles = (meeting: MeetingDocument, itemId: string) => meeting.options.list().filter((option) => option.itemId === itemId).map(({ title }) => title)
const nothingOf = (meeting: MeetingDocument) => meeting.options.list().find(({ isDoNothing }) => isDoNothing)?.id ?? ''

const ruleOf = (itemId: string, changes: Partial<ItemRule> = {}): ItemRule => ({
  id: itemId,
  entitledDepartmentIds: ['d1', 'd2'],
  supportNumerator: 1,
  supportDenominator: 2,
  supportOperator: 'more-than',
  of: 'entitled',
  conditionalCounts: 'asSupportWhenResolved',
  vetoDepartmentIds: [],
  isChairDeciding: false,
  ...changes,
})

function openRound(meeting: MeetingDocument, itemId: string, changes: Partial<Round> = {}): void {
  const round: Round = { id: context.newId(), itemId, number: 1, frame: '{}', entitledDepartmentIds: ['d1'], votedDepartmentIds: [], openedAt: context.now(), openedBy: 'li', revealedAt: null, revealedBy: null, voidedAt: null, ...changes }
  transact(meeting, context, () => meeting.rounds.insert(round))
}

describe('options', () => {
  test('[C3] doing nothing comes with the first option in one update, stays last, and goes with the last one', () => {
    const { meeting, itemId } = startItem()
    let updates = 0
    meeting.doc.on('update', () => updates++)
    const first = must(addOption(meeting, { itemId, title: ' 集中整治 ', doNothing: NOTHING }, context))
    expect(updates).toBe(1)
    must(addOption(meeting, { itemId, title: '疏导迁移', detail: '迁到北街', doNothing: NOTHING }, context))
    expect(meeting.options.list().map(({ title, detail, isDoNothing }) => ({ title, detail, isDoNothing }))).toEqual([
      { title: '集中整治', detail: '', isDoNothing: false },
      { title: '疏导迁移', detail: '迁到北街', isDoNothing: false },
      { title: NOTHING, detail: '', isDoNothing: true },
    ])
    must(removeOption(meeting, first, context))
    expect(titles(meeting, itemId)).toEqual(['疏导迁移', NOTHING])
    const [last] = meeting.options.list()
    must(removeOption(meeting, last?.id ?? '', context))
    expect(titles(meeting, itemId)).toEqual([])
  })

  test('[C3] an option moves among the others and never behind doing nothing', () => {
    const { meeting, itemId, ids } = withOptions('甲', '乙', '丙')
    must(moveOption(meeting, ids[0] ?? '', 9, context))
    expect(titles(meeting, itemId)).toEqual(['乙', '丙', '甲', NOTHING])
    must(moveOption(meeting, ids[0] ?? '', 0, context))
    expect(titles(meeting, itemId)).toEqual(['甲', '乙', '丙', NOTHING])
    must(editOption(meeting, ids[1] ?? '', { title: '乙二', detail: '两年内' }, context))
    expect(meeting.options.get(ids[1] ?? '')).toMatchObject({ title: '乙二', detail: '两年内' })
  })

  test('[C3] what was scored or has a position stays; a round given up holds nothing back', () => {
    const { meeting, itemId, ids } = withOptions('甲', '乙')
    const [a = '', b = ''] = ids
    openRound(meeting, itemId, { voidedAt: context.now() })
    expect(meeting.options.list().map((option) => optionRemovalRefusal(meeting, option))).toEqual([null, null, 'do-nothing-stays'])
    must(statePosition(meeting, { subjectId: a, departmentId: 'd1', kind: 'support' }, context))
    expect([removeOption(meeting, a, context), removeOption(meeting, nothingOf(meeting), context)]).toEqual([
      { ok: false, error: { kind: 'subject-in-use' } },
      { ok: false, error: { kind: 'do-nothing-stays' } },
    ])
    openRound(meeting, itemId, { number: 2 })
    expect(removeOption(meeting, b, context)).toEqual({ ok: false, error: { kind: 'subject-in-use' } })
  })

  test('[C3] two people who add the first option at once still have one list in the same order, and one of the two that do nothing may go', () => {
    const { meeting, itemId } = startItem()
    const other = copyOf(meeting)
    must(addOption(meeting, { itemId, title: '甲', doNothing: NOTHING }, context))
    must(addOption(other, { itemId, title: '乙', doNothing: NOTHING }, contextOf('wang')))
    exchange(meeting, other)
    expect(titles(meeting, itemId)).toEqual(titles(other, itemId))
    expect(titles(meeting, itemId).toSorted()).toEqual(['甲', '乙', NOTHING, NOTHING].toSorted())
    must(setItemRule(meeting, ruleOf(itemId), context))
    must(addCriterion(meeting, { itemId, name: '费用', unit: '万元', worst: 300, best: 0 }, context))
    const frame = frameToOpen(meeting, itemId)
    expect(frame.ok && frame.value.options.map(({ title }) => title).toSorted()).toEqual(['甲', '乙', NOTHING].toSorted())
    must(removeOption(meeting, nothingOf(meeting), context))
    expect(titles(meeting, itemId).toSorted()).toEqual(['甲', '乙', NOTHING].toSorted())
  })
})

describe('gates', () => {
  test('[C3] an option fails a gate only with a reason, the last verdict counts, earlier ones stay', () => {
    const { meeting, itemId, ids } = withOptions('甲')
    const [optionId = ''] = ids
    const gateId = must(addGate(meeting, itemId, ' 符合法规 ', context))
    must(renameGate(meeting, gateId, '合法', context))
    expect(judgeGate(meeting, { gateId, optionId, isPassed: false, reason: '  ' }, context)).toEqual({ ok: false, error: { kind: 'reason-missing' } })
    must(judgeGate(meeting, { gateId, optionId, isPassed: false, reason: '占用盲道' }, context))
    must(judgeGate(meeting, { gateId, optionId, isPassed: true, reason: '' }, context))
    const verdicts = meeting.gateVerdicts.list()
    expect({ name: meeting.gates.get(gateId)?.name, count: verdicts.length, last: latestBy(verdicts, (verdict) => verdict.gateId).get(gateId)?.isPassed }).toEqual({ name: '合法', count: 2, last: true })
    must(removeGate(meeting, gateId, context))
    expect(meeting.gates.list()).toEqual([])
  })

  test('[C3] a verdict after one whose clock was ahead still counts', () => {
    const { meeting, itemId, ids } = withOptions('甲')
    const gateId = must(addGate(meeting, itemId, '预算', context))
    const verdict = { gateId, optionId: ids[0] ?? '', reason: '' }
    must(judgeGate(meeting, { ...verdict, isPassed: true }, contextOf('fast', { lateBySeconds: -3600 })))
    must(judgeGate(meeting, { ...verdict, isPassed: false, reason: '超预算' }, contextOf('right')))
    expect(latestBy(meeting.gateVerdicts.list(), () => 'one').get('one')?.reason).toBe('超预算')
  })
})

describe('criteria', () => {
  test('[C3] a criterion keeps unit and anchors; they never fall together; it moves among its item’s', () => {
    const { meeting, itemId } = startItem()
    const other = must(addAgendaItem(meeting, { title: '另一项' }, context))
    const noise = must(addCriterion(meeting, { itemId, name: ' 噪声 ', unit: 'dB', worst: 70, best: 45 }, context))
    must(addCriterion(meeting, { itemId: other, name: '别的', unit: '', worst: 0, best: 100 }, context))
    const cost = must(addCriterion(meeting, { itemId, name: '费用', unit: '万元', worst: 300, best: 0 }, context))
    must(moveCriterion(meeting, cost, 0, context))
    must(editCriterion(meeting, noise, { best: 40 }, context))
    expect(meeting.criteria.list().filter((criterion) => criterion.itemId === itemId).map(({ name, unit, worst, best }) => ({ name, unit, worst, best }))).toEqual([
      { name: '费用', unit: '万元', worst: 300, best: 0 },
      { name: '噪声', unit: 'dB', worst: 70, best: 40 },
    ])
    expect(editCriterion(meeting, noise, { worst: 40 }, context)).toEqual({ ok: false, error: { kind: 'anchors-equal' } })
    must(removeCriterion(meeting, cost, context))
    expect(meeting.criteria.get(cost)).toBe(undefined)
  })
})

describe('the rule', () => {
  test('[C3] is set and changed until it is in use: a round or a position fixes it', () => {
    const { meeting, itemId, ids } = withOptions('甲')
    must(setItemRule(meeting, ruleOf(itemId), context))
    must(setItemRule(meeting, ruleOf(itemId, { supportNumerator: 2, supportDenominator: 3, supportOperator: 'at-least', vetoDepartmentIds: ['d2'] }), context))
    openRound(meeting, itemId, { voidedAt: context.now() })
    expect(isRuleInUse(meeting, itemId)).toBe(false)
    must(statePosition(meeting, { subjectId: ids[0] ?? '', departmentId: 'd1', kind: 'support' }, context))
    expect(setItemRule(meeting, ruleOf(itemId), context)).toEqual({ ok: false, error: { kind: 'rule-in-use' } })
    expect(meeting.itemRules.get(itemId)).toMatchObject({ supportNumerator: 2, supportDenominator: 3, vetoDepartmentIds: ['d2'] })
  })

  test('[C3] a round that is open fixes it too', () => {
    const { meeting, itemId } = withOptions('甲')
    openRound(meeting, itemId)
    expect(setItemRule(meeting, ruleOf(itemId), context)).toEqual({ ok: false, error: { kind: 'rule-in-use' } })
  })
})

test('[C3] what cannot be: refused with the state of the world, and nothing is written', () => {
  const { meeting, itemId, ids } = withOptions('甲', '乙', '丙', '丁', '戊')
  const [optionId = ''] = ids
  const gateId = must(addGate(meeting, itemId, '合法', context))
  for (const name of ['1', '2', '3', '4', '5', '6', '7']) must(addCriterion(meeting, { itemId, name, unit: '', worst: 0, best: 100 }, context))
  const plain = { unit: '', worst: 0, best: 100 }
  let updates = 0
  meeting.doc.on('update', () => updates++)
  expect([
    addOption(meeting, { itemId, title: '己', doNothing: NOTHING }, context),
    addOption(meeting, { itemId, title: ' ', doNothing: NOTHING }, context),
    addOption(meeting, { itemId: 'gone', title: '己', doNothing: NOTHING }, context),
    editOption(meeting, optionId, { title: ' ' }, context),
    editOption(meeting, optionId, { title: 'x'.repeat(501) }, context),
    editOption(meeting, 'gone', { title: 'x' }, context),
    moveOption(meeting, 'gone', 0, context),
    moveOption(meeting, nothingOf(meeting), 0, context),
    removeOption(meeting, 'gone', context),
    addGate(meeting, itemId, ' ', context),
    addGate(meeting, 'gone', '合法', context),
    renameGate(meeting, gateId, ' ', context),
    renameGate(meeting, 'gone', '合法', context),
    removeGate(meeting, 'gone', context),
    judgeGate(meeting, { gateId: 'gone', optionId, isPassed: true, reason: '' }, context),
    judgeGate(meeting, { gateId, optionId: 'gone', isPassed: true, reason: '' }, context),
    addCriterion(meeting, { itemId, name: '8', ...plain }, context),
    addCriterion(meeting, { itemId, name: ' ', ...plain }, context),
    addCriterion(meeting, { itemId, name: '8', unit: '', worst: 5, best: 5 }, context),
    editCriterion(meeting, 'gone', { name: 'x' }, context),
    moveCriterion(meeting, 'gone', 0, context),
    removeCriterion(meeting, 'gone', context),
    setItemRule(meeting, ruleOf('gone'), context),
    setItemRule(meeting, ruleOf(itemId, { entitledDepartmentIds: [] }), context),
    setItemRule(meeting, ruleOf(itemId, { supportDenominator: 0 }), context),
  ].map((result) => (result.ok ? result : result.error))).toEqual([
    { kind: 'too-many-options' },
    { kind: 'title-missing' },
    { kind: 'agenda-item-gone' },
    { kind: 'title-missing' },
    { kind: 'value-refused', field: 'title' },
    { kind: 'option-gone' },
    { kind: 'option-gone' },
    { kind: 'do-nothing-stays' },
    { kind: 'option-gone' },
    { kind: 'title-missing' },
    { kind: 'agenda-item-gone' },
    { kind: 'title-missing' },
    { kind: 'gate-gone' },
    { kind: 'gate-gone' },
    { kind: 'gate-gone' },
    { kind: 'option-gone' },
    { kind: 'too-many-criteria' },
    { kind: 'title-missing' },
    { kind: 'anchors-equal' },
    { kind: 'criterion-gone' },
    { kind: 'criterion-gone' },
    { kind: 'criterion-gone' },
    { kind: 'agenda-item-gone' },
    { kind: 'rule-empty' },
    { kind: 'value-refused', field: 'supportDenominator' },
  ])
  expect(updates).toBe(0)
})
