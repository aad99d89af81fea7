import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../shared/lib/canonicalJson.ts'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { recordAttendance, recordProxy } from '../../shared/model/attendance.ts'
import { addCriterion, addGate, addOption, judgeGate, setItemRule } from '../../shared/model/frame.ts'
import { freezeDecision } from '../../shared/room/freezeDecision.ts'
import { decisionRecords, itemDecision } from '../../shared/room/itemDecision.ts'
import { presentDepartments } from '../../shared/room/quorumOf.ts'
import type { MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { frameToOpen } from '../../shared/model/rounds.ts'
import { settleCondition, statePosition } from '../../shared/model/positions.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import type { ItemRule } from '../../shared/schema/frame.ts'
import { contextOf, copyOf, exchange, must, startMeeting } from '../support/startMeeting.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const AT = { at: '2026-03-05T14:40:00Z', by: 'wang' } as const

/** Three members, all here; two of three carry it, conditional support counts once its conditions are met. */
function withRule(change: Partial<ItemRule> = {}) {
  const meeting = startMeeting()
  const context = contextOf('wang')
  const itemId = must(addAgendaItem(meeting, { title: 'Noise' }, context))
  const subjectId = must(draftResolution(meeting, { itemId, text: 'Quiet after 22:00' }, context))
  const rule: ItemRule = {
    id: itemId, entitledDepartmentIds: ['housing', 'police', 'urban'], supportNumerator: 2, supportDenominator: 3, supportOperator: 'at-least', of: 'entitled',
    conditionalCounts: 'asSupportWhenResolved', vetoDepartmentIds: [], isChairDeciding: false, ...change,
  }
  must(setItemRule(meeting, rule, context))
  meeting.bodies.insert({
    id: 'b1', order: 'a0', name: 'Joint conference', memberDepartmentIds: ['housing', 'police', 'urban'], quorumNumerator: 1, quorumDenominator: 2, quorumOperator: 'more-than',
    noticeHours: 24, paperHours: 72, countersignHours: 48,
  })
  for (const department of rule.entitledDepartmentIds)
    must(recordAttendance(meeting, { id: `${department}-lead`, name: department, role: 'delegate', departmentId: department }, 'present', context))
  return { meeting, context, itemId, subjectId, decide: () => itemDecision(decisionRecords(meeting), itemId, subjectId) }
}

function state(meeting: MeetingDocument, subjectId: string, departmentId: string, kind: 'support' | 'oppose' | 'conditional', context = contextOf(`${departmentId}-lead`)): string {
  const conditions = kind === 'conditional' ? [{ text: 'After the market week', ownerDepartmentId: null, dueOn: null }] : []
  return must(statePosition(meeting, { subjectId, departmentId, kind, reason: 'because', conditions }, context))
}

test('[C3][C6] a rule changed offline while scoring began elsewhere comes too late: it decides nothing, and no second round goes by it', () => {
  const { meeting, context, itemId, subjectId, decide } = withRule()
  must(addOption(meeting, { itemId, title: 'Close at 22:00', doNothing: 'Nothing' }, context))
  must(addCriterion(meeting, { itemId, name: 'Complaints', unit: '', worst: 60, best: 0 }, context))
  const away = copyOf(meeting)
  must(setItemRule(away, { ...must(frameToOpen(away, itemId)).rule, supportNumerator: 3 }, contextOf('sun')))
  const frame = must(frameToOpen(meeting, itemId))
  const round = { itemId, number: 1, frame: JSON.stringify(frame), entitledDepartmentIds: frame.rule.entitledDepartmentIds, votedDepartmentIds: [], openedAt: AT.at, openedBy: 'wang', revealedAt: AT.at, revealedBy: 'wang', voidedAt: null }
  meeting.rounds.insert({ ...round, id: 'r1' })
  exchange(meeting, away)
  expect(meeting.itemRules.get(itemId)?.supportNumerator).toBe(3)
  for (const departmentId of ['housing', 'urban']) state(meeting, subjectId, departmentId, 'support')
  expect(decide().outcome).toMatchObject({ outcome: 'passed', reason: { needed: { numerator: 2 } } })
  expect(must(frameToOpen(meeting, itemId)).rule.supportNumerator).toBe(2)
  // A round that was given up fixed nothing.
  meeting.rounds.patch('r1', { voidedAt: AT.at })
  expect(decide().outcome?.outcome).toBe('not-passed')
})

test('[C6] a met condition flips the outcome by the stored rule, and back', () => {
  const { meeting, subjectId, decide } = withRule()
  state(meeting, subjectId, 'housing', 'support')
  const positionId = state(meeting, subjectId, 'urban', 'conditional')
  const conditionId = meeting.positions.get(positionId)?.conditions[0]?.id ?? ''
  const context = contextOf('li')
  const seen = [decide().outcome]
  for (const isMet of [true, false]) {
    must(settleCondition(meeting, { positionId, conditionId, isMet, note: '' }, context))
    seen.push(decide().outcome)
  }
  const needed = { numerator: 2, denominator: 3, operator: 'at-least' }
  const missed = { outcome: 'not-passed', reason: { kind: 'share-missed', supporting: 1, of: 3, needed } }
  expect(seen).toEqual([missed, { outcome: 'passed', reason: { kind: 'share-reached', supporting: 2, of: 3, needed } }, missed])
  expect(decide().count).toMatchObject({ support: ['housing'], conditional: ['urban'], notStated: ['police'], withOpenConditions: ['urban'] })
})

test('[C6][M8] quorum is the body’s, the veto the named departments’, and the chair decides where the rule says so', () => {
  const { meeting, itemId, subjectId, decide } = withRule({ vetoDepartmentIds: ['police'], isChairDeciding: true })
  state(meeting, subjectId, 'housing', 'support')
  state(meeting, subjectId, 'urban', 'support')
  const kinds = [decide().outcome?.outcome]
  state(meeting, subjectId, 'police', 'oppose')
  kinds.push(decide().outcome?.outcome)
  const reasons = [decide().outcome?.reason]
  for (const id of ['police-lead', 'urban-lead']) meeting.itemAttendance.insert({ id: `ia-${id}`, itemId, personId: id, status: 'leave', ...AT })
  reasons.push(decide().outcome?.reason)
  expect(kinds).toEqual(['chair-decision', 'not-passed'])
  expect(reasons).toEqual([
    { kind: 'vetoed', by: ['police'] },
    { kind: 'quorum-missing', present: 1, of: 3, needed: { numerator: 1, denominator: 2, operator: 'more-than' } },
  ])
})

test('[C6] without a rule there are positions and no outcome; asked are the body’s members, else whoever is here', () => {
  const { meeting, itemId, subjectId, decide, context } = withRule()
  meeting.itemRules.remove(itemId)
  state(meeting, subjectId, 'urban', 'support')
  const asked = (): readonly unknown[] => [decide().rule, decide().outcome, decide().entitled.map(({ id }) => id).toSorted()]
  const withBody = asked()
  meeting.bodies.remove('b1')
  must(recordAttendance(meeting, { id: 'police-lead', name: 'police', role: 'delegate', departmentId: 'police' }, 'leave', context))
  expect([withBody, asked()]).toEqual([[null, null, ['housing', 'police', 'urban']], [null, null, ['housing', 'urban']]])
})

test('[M8] a department is here by its own people or a proxy, never by observers; an item may differ from the meeting', () => {
  const meeting = startMeeting()
  const context = contextOf('wang')
  const sign = (id: string, departmentId: string | null, status: 'present' | 'leave' | 'in-attendance', role: 'delegate' | 'observer' = 'delegate') =>
    must(recordAttendance(meeting, { id, name: id, role, departmentId }, status, context))
  sign('a', 'urban', 'present')
  sign('b', 'housing', 'leave')
  sign('c', 'police', 'in-attendance')
  sign('d', 'school', 'present', 'observer')
  sign('e', null, 'present')
  must(recordProxy(meeting, { id: 'f', name: 'f', role: 'delegate', departmentId: 'water' }, 'fire', context))
  const here = (itemId: string | null) => [...presentDepartments(meeting.attendance.list(), meeting.itemAttendance.list(), itemId)].toSorted()
  const whole = here(null)
  for (const [personId, status] of [['a', 'leave'], ['b', 'present'], ['f', 'leave']] as const) meeting.itemAttendance.insert({ id: `i1-${personId}`, itemId: 'i1', personId, status, ...AT })
  meeting.itemAttendance.insert({ id: 'i1-a2', itemId: 'i1', personId: 'a', status: 'present', at: '2026-03-05T14:50:00Z', by: 'wang' })
  expect([whole, here('i1'), here('i2')]).toEqual([['fire', 'urban', 'water'], ['housing', 'urban'], ['fire', 'urban', 'water']])
})

test('[C6] what a decision rested on is frozen whole: rule, ballots, positions, results, version, seed and hash', () => {
  const { meeting, itemId, subjectId, context } = withRule()
  const optionId = must(addOption(meeting, { itemId, title: 'Ban', doNothing: 'Do nothing' }, context))
  const gateId = must(addGate(meeting, itemId, 'Lawful', context))
  must(judgeGate(meeting, { gateId, optionId, isPassed: false, reason: 'Not yet' }, context))
  must(judgeGate(meeting, { gateId, optionId, isPassed: true, reason: '' }, context))
  const options = meeting.options.list().map(({ id, title, isDoNothing }) => ({ id, title, isDoNothing }))
  const criterion = { id: 'k1', name: 'Noise', unit: 'dB', worst: 70, best: 40 }
  const rule = meeting.itemRules.get(itemId)
  const round = { itemId, entitledDepartmentIds: ['urban'], votedDepartmentIds: ['urban'], openedAt: AT.at, openedBy: 'wang', revealedBy: 'wang', frame: JSON.stringify({ options, criteria: [criterion], rule }) }
  meeting.rounds.insert({ ...round, id: 'rd1', number: 1, revealedAt: AT.at, voidedAt: null })
  meeting.rounds.insert({ ...round, id: 'rd2', number: 2, revealedAt: null, revealedBy: null, voidedAt: null })
  const scores = options.map(({ id, isDoNothing }) => ({ optionId: id, criterionId: 'k1', value: isDoNothing ? 70 : 55 }))
  meeting.ballots.insert({ id: 'bl1', roundId: 'rd1', departmentId: 'urban', kind: 'scored', weights: [{ criterionId: 'k1', value: 100 }], scores, remark: '\ud800', castAt: AT.at, castBy: 'li' })
  state(meeting, subjectId, 'housing', 'support')
  state(meeting, subjectId, 'urban', 'support')
  const frozen = freezeDecision(meeting, subjectId, { now: () => AT.at }, sha256)
  if (!frozen) throw new Error('nothing frozen')
  const snapshot = JSON.parse(frozen.snapshot) as Record<string, unknown>
  expect(frozen).toMatchObject({ result: 'passed', methodVersion: 1, seed: 20_260_305, snapshotSha256: sha256(frozen.snapshot) })
  expect(canonicalJson(snapshot as never)).toBe(frozen.snapshot)
  expect(snapshot).toMatchObject({
    at: AT.at,
    seed: 20_260_305,
    methodVersion: 1,
    appVersion: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    resolution: { id: subjectId, text: 'Quiet after 22:00' },
    gateVerdicts: [{ optionId, isPassed: true }],
    rounds: [{ number: 1, ballots: [{ id: 'bl1', remark: '\ufffd' }], evaluation: { scores: [{ option: optionId, score: 50 }, { score: 0 }], ranking: { places: [{ rank: 1, options: [optionId] }, { rank: 2 }] } } }],
    positions: [{ departmentId: 'housing' }, { departmentId: 'urban' }],
    decision: { present: ['housing', 'police', 'urban'], outcome: { outcome: 'passed' } },
  })
  expect((snapshot['rounds'] as unknown[]).length).toBe(1)
})

test('[C6] where nobody was asked, or nothing says what counts as passed, there is no result to adopt against', () => {
  const { meeting, itemId, subjectId } = withRule()
  const freeze = (id = subjectId) => freezeDecision(meeting, id, { now: () => AT.at }, sha256)
  const results = [freeze()?.result]
  state(meeting, subjectId, 'urban', 'oppose')
  results.push(freeze()?.result)
  meeting.itemRules.remove(itemId)
  results.push(freeze()?.result, freeze('gone')?.result)
  expect(results).toEqual([null, 'not-passed', null, undefined])
  meeting.rounds.insert({ id: 'rd1', itemId, number: 1, frame: 'damaged', entitledDepartmentIds: [], votedDepartmentIds: [], openedAt: AT.at, openedBy: 'w', revealedAt: AT.at, revealedBy: 'w', voidedAt: null })
  expect(JSON.parse(freeze()?.snapshot ?? '')).toMatchObject({ rounds: [{ frame: null, evaluation: null }] })
})
