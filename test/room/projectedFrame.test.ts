import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addAgendaItem, endAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import { recordAttendance } from '../../shared/model/attendance.ts'
import { adoptResolution } from '../../shared/model/countersigning.ts'
import { requestFloor, giveFloor } from '../../shared/model/floor.ts'
import { addGate, addOption, judgeGate } from '../../shared/model/frame.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { settleCondition, statePosition } from '../../shared/model/positions.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import type { Projector } from '../../shared/schema/floor.ts'
import { PROJECTOR_VIEWS } from '../../shared/schema/floor.ts'
import { frozenFrame, projectedFrame, projectionRecords } from '../../shared/room/projector/projectedFrame.ts'
import { ProjectedFrameSchema } from '../../shared/room/projector/ProjectedFrameSchema.ts'
import { contextOf, must, startMeeting } from '../support/startMeeting.ts'

const AT = { at: '2026-03-05T14:40:00Z', by: 'chair' }
const DEPARTMENTS = [
  { id: 'd1', order: 'a0', name: '城管委' },
  { id: 'd2', order: 'a1', name: '住建局' },
]

/** One item with everything, and beside what may be shown a secret wherever a text can be. */
function meetingWithSecrets() {
  const meeting = startMeeting()
  const chair = contextOf('chair')
  const itemId = must(addAgendaItem(meeting, { title: '油烟扰民', ask: '是否统一改造', minutesAllotted: 15, presenterDepartmentId: 'd1' }, chair))
  const other = must(addAgendaItem(meeting, { title: 'SECRET-other-item', ask: 'SECRET-other-ask' }, chair))
  must(openAgendaItem(meeting, itemId, chair))
  noteBody(meeting, itemId)?.push([new Y.XmlText('SECRET-note')])
  must(recordAttendance(meeting, { id: 'p1', name: 'SECRET-attendee', role: 'delegate', departmentId: 'd1' }, 'present', chair))
  const speaker = must(requestFloor(meeting, { itemId, kind: 'speak', name: '王芳', departmentId: 'd1' }, chair))
  must(requestFloor(meeting, { itemId, kind: 'point-of-order', name: '李建国', departmentId: 'd2' }, chair))
  must(requestFloor(meeting, { itemId: other, kind: 'speak', name: 'SECRET-other-speaker', departmentId: 'd2' }, chair))
  must(giveFloor(meeting, speaker, 'started', chair))
  const optionId = must(addOption(meeting, { itemId, title: '统一改造', detail: 'SECRET-detail', doNothing: '维持现状' }, chair))
  const gateId = must(addGate(meeting, itemId, '预算', chair))
  const doNothing = meeting.options.list().find(({ isDoNothing }) => isDoNothing)?.id ?? ''
  must(judgeGate(meeting, { gateId, optionId: doNothing, isPassed: false, reason: '违反条例' }, chair))
  meeting.criteria.insert({ id: 'k1', order: 'a0', itemId, name: 'SECRET-criterion', unit: '', worst: 0, best: 100 })
  const rule = { id: itemId, entitledDepartmentIds: ['d1', 'd2'], supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than' as const, of: 'entitled' as const, conditionalCounts: 'no' as const, vetoDepartmentIds: [], isChairDeciding: false }
  meeting.itemRules.insert(rule)
  const frame = JSON.stringify({ options: [{ id: optionId, title: '统一改造', isDoNothing: false }, { id: doNothing, title: '维持现状', isDoNothing: true }], criteria: [{ id: 'k1', name: 'k', unit: '', worst: 0, best: 100 }], rule })
  const round = { itemId, frame, entitledDepartmentIds: ['d1', 'd2'], votedDepartmentIds: ['d1'], openedAt: AT.at, openedBy: 'chair' }
  meeting.rounds.insert({ id: 'r1', number: 1, ...round, revealedAt: AT.at, revealedBy: 'chair', voidedAt: null })
  meeting.rounds.insert({ id: 'r2', number: 2, ...round, revealedAt: null, revealedBy: null, voidedAt: null })
  const ballot = (id: string, roundId: string, value: number) =>
    meeting.ballots.insert({ id, roundId, departmentId: 'd1', kind: 'scored', weights: [{ criterionId: 'k1', value: 100 }], scores: [{ optionId, criterionId: 'k1', value }, { optionId: doNothing, criterionId: 'k1', value: 10 }], remark: `SECRET-remark-${id}`, castAt: AT.at, castBy: 'SECRET-voter' })
  ballot('b1', 'r1', 70)
  ballot('b2', 'r2', 33.25)
  const resolutionId = must(draftResolution(meeting, { itemId, text: '6月底前完成改造' }, chair))
  must(draftResolution(meeting, { itemId: other, text: 'SECRET-other-resolution' }, chair))
  const positionId = must(statePosition(meeting, { subjectId: resolutionId, departmentId: 'd1', kind: 'conditional', reason: 'SECRET-reason', conditions: [{ text: 'SECRET-condition', ownerDepartmentId: 'd2', dueOn: null }, { text: 'SECRET-condition', ownerDepartmentId: null, dueOn: null }] }, chair))
  must(settleCondition(meeting, { positionId, conditionId: meeting.positions.get(positionId)?.conditions[0]?.id ?? '', isMet: true, note: 'SECRET-met' }, chair))
  return { meeting, itemId, chair }
}

type Shown = Omit<Projector, 'id'>
const SHOWN: Shown = { itemId: null, view: 'item', isFrozen: false, isBlank: false }

function frameOf({ meeting }: ReturnType<typeof meetingWithSecrets>, changes: Partial<Shown> = {}) {
  const records = projectionRecords(meeting, DEPARTMENTS)
  if (!records) throw new Error('no meeting')
  return projectedFrame(records, { ...SHOWN, ...changes })
}

test('[C7] each view shows what it is for, in words', () => {
  const scene = meetingWithSecrets()
  const view = (name: Projector['view']): unknown => frameOf(scene, { view: name }).content?.view
  const wang = { name: '王芳', department: '城管委', kind: 'speak' }
  expect(frameOf(scene)).toMatchObject({ title: 'Night market noise', isFrozen: false, content: { item: { number: 1, count: 2, title: '油烟扰民' }, clock: { spent: 0, planned: 900_000 } } })
  expect(view('item')).toEqual({ view: 'item', ask: '是否统一改造', presenter: '城管委', speaker: wang })
  expect(view('speakers')).toEqual({ view: 'speakers', speaker: wang, speakingSince: expect.any(Number), queue: [{ name: '李建国', department: '住建局', kind: 'point-of-order' }] })
  expect(view('options')).toEqual({ view: 'options', options: [{ title: '统一改造', isDoNothing: false, failures: [] }, { title: '维持现状', isDoNothing: true, failures: [{ gate: '预算', reason: '违反条例' }] }] })
  expect(view('results')).toEqual({ view: 'results', round: 1, scored: 1, entitled: 2, rows: [{ title: '统一改造', score: 70, rank: 1, coverage: 1 }, { title: '维持现状', score: null, rank: null, coverage: 0 }] })
  expect(view('positions')).toEqual({
    view: 'positions', subject: '6月底前完成改造', result: 'not-passed',
    rows: [{ department: '城管委', stance: 'conditional', conditions: 2, openConditions: 1 }, { department: '住建局', stance: null, conditions: 0, openConditions: 0 }],
  })
  expect(view('resolution')).toEqual({ view: 'resolution', resolutions: [{ text: '6月底前完成改造', outcome: 'adopted' }] })
})

test.each(PROJECTOR_VIEWS)('[C7][M13] no frame of the view %s holds a note, a sealed ballot, a remark, a reason, an attendee or another item', (view) => {
  const text = JSON.stringify(frameOf(meetingWithSecrets(), { view }))
  expect(text).not.toMatch(/SECRET|33\.25|"d1"|"p1"/)
  expect(ProjectedFrameSchema.safeParse(JSON.parse(text)).success).toBe(true)
})

test('[C7][M13] what an attacker puts into a record besides its fields comes into no frame', () => {
  const { meeting } = meetingWithSecrets()
  const records = projectionRecords(meeting, DEPARTMENTS)
  if (!records) throw new Error('no meeting')
  const spiked = Object.fromEntries(Object.entries(records).map(([key, value]: [string, unknown]) => [key, Array.isArray(value) ? value.map((record: object) => ({ ...record, SECRET: 'SECRET' })) : { ...(value as object), SECRET: 'SECRET' }]))
  fc.assert(
    fc.property(fc.constantFrom(...PROJECTOR_VIEWS), fc.boolean(), fc.boolean(), (view, isFrozen, isBlank) => {
      expect(JSON.stringify(projectedFrame(spiked as unknown as typeof records, { itemId: null, view, isFrozen, isBlank }))).not.toContain('SECRET')
    }),
  )
})

test('[C7] blank shows nothing but the meeting’s name; so does a meeting before its first item', () => {
  const scene = meetingWithSecrets()
  const name = { title: 'Night market noise', isFrozen: false, isBlank: false, content: null }
  expect(frameOf(scene, { isBlank: true })).toEqual({ ...name, isBlank: true })
  const records = projectionRecords(startMeeting(), [])
  expect(records && projectedFrame(records, undefined)).toEqual(name)
})

test('[C7][C6] positions are shown about the draft the item is at; once it is adopted about what was stated last', () => {
  const scene = meetingWithSecrets()
  const { meeting, itemId, chair } = scene
  const [optionId = ''] = meeting.options.list().map(({ id }) => id)
  const subject = (): unknown => {
    const view = frameOf(scene, { view: 'positions' }).content?.view
    return view?.view === 'positions' ? view.subject : view
  }
  const seen = [subject()]
  must(statePosition(meeting, { subjectId: optionId, departmentId: 'd2', kind: 'support' }, chair))
  seen.push(subject())
  const redrafted = must(draftResolution(meeting, { itemId, text: '7月底前完成改造' }, chair))
  seen.push(subject())
  const frozen = { result: null, reason: '', snapshot: '{}', snapshotSha256: 'a'.repeat(64), methodVersion: 1, seed: 1 }
  for (const { id } of meeting.resolutions.list().filter((resolution) => resolution.itemId === itemId)) must(adoptResolution(meeting, { resolutionId: id, outcome: 'adopted', ...frozen }, chair))
  seen.push(subject())
  expect([seen, meeting.resolutions.get(redrafted)?.text]).toEqual([['6月底前完成改造', '6月底前完成改造', '7月底前完成改造', '统一改造'], '7月底前完成改造'])
})

test('[C7] another item than the room’s can be shown; a frozen frame’s clock stands, an ended item’s too', () => {
  const scene = meetingWithSecrets()
  const { meeting, itemId, chair } = scene
  const second = meeting.agenda.list()[1]?.id ?? ''
  expect(frameOf(scene, { itemId: second }).content?.item).toEqual({ number: 2, count: 2, title: 'SECRET-other-item' })
  expect(frameOf(scene, { itemId: 'gone' })).toEqual(frameOf(scene))
  const running = frameOf(scene)
  const since = running.content?.clock.runningSince ?? 0
  expect(since).toBeGreaterThan(0)
  expect(frozenFrame(running, since + 5000)).toEqual({ ...running, isFrozen: true, content: { ...running.content, clock: { spent: 5000, runningSince: null, planned: 900_000 } } })
  must(endAgendaItem(meeting, itemId, { kind: 'shelved' }, chair))
  expect(frameOf(scene).content?.clock.runningSince).toBeNull()
})
