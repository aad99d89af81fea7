import * as Y from 'yjs'
import { sha256Hex } from '../../electron/hub/sha256.ts'
import { canonicalJson, type CanonicalValue } from '../../shared/lib/canonicalJson.ts'
import { addAgendaItem, endAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import { recordAttendance } from '../../shared/model/attendance.ts'
import { adoptResolution, countersign, requestCountersigns } from '../../shared/model/countersigning.ts'
import { closeMeeting, createMeeting } from '../../shared/model/createMeeting.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { giveFloor, requestFloor, turnClock } from '../../shared/model/floor.ts'
import { addCriterion, addGate, addOption, judgeGate, setItemRule } from '../../shared/model/frame.ts'
import { openMeetingDocument, transact, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { answerPosition, settleCondition, statePosition } from '../../shared/model/positions.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { frameToOpen } from '../../shared/model/rounds.ts'
import { freezeDecision } from '../../shared/room/freezeDecision.ts'
import type { Department } from '../../shared/schema/directory.ts'
import { contextOf, must } from './startMeeting.ts'

export const CONSULTED: readonly Department[] = ['城市管理局', '生态环境局', '住房和城乡建设局', '公安局'].map((name, index) => ({ id: `d${index + 1}`, order: `a${index}`, name }))
const IDS = CONSULTED.map(({ id }) => id)
const DEADLINE = '2026-03-05T15:00:00Z'

/**
 * A closed meeting of one item that went through everything: submission, frame, a revealed round, positions, adoption,
 * countersignatures, floor and clock. What the hub alone writes is written in the hub's name.
 */
export function consultedMeeting(): MeetingDocument {
  const meeting = openMeetingDocument(new Y.Doc())
  const context = contextOf('p1')
  const hub = contextOf('hub')
  createMeeting(meeting, { id: 'm1', title: '第3次综合会商', startsAt: '2026-03-05T14:30:00+08:00', template: 'joint-consultation', language: 'zh-CN' }, context)
  transact(meeting, hub, () =>
    meeting.bodies.insert({ id: 'b1', order: 'a0', name: '综合会商联席会议', memberDepartmentIds: [...IDS], quorumNumerator: 1, quorumDenominator: 2, quorumOperator: 'more-than', noticeHours: 24, paperHours: 72, countersignHours: 48 }),
  )
  for (const [index, name] of ['王芳', '李强', '陈静', '赵磊'].entries())
    must(recordAttendance(meeting, { id: `p${index + 1}`, name, role: index === 0 ? 'secretary' : 'delegate', departmentId: IDS[index] ?? null }, 'present', context))
  const itemId = must(addAgendaItem(meeting, { title: '夜市油烟扰民治理', ask: '议定净化设备安装标准和费用', minutesAllotted: 20, presenterDepartmentId: 'd1' }, context))
  submit(meeting, itemId, hub)
  must(openAgendaItem(meeting, itemId, context))
  must(turnClock(meeting, itemId, 'started', context))
  for (const [name, departmentId] of [['李强', 'd2'], ['陈静', 'd3']] as const) must(giveFloor(meeting, must(requestFloor(meeting, { itemId, name, departmentId, kind: 'speak' }, context)), 'started', context))
  const [shared] = frameItem(meeting, itemId, context)
  scoreRound(meeting, itemId, hub)
  must(statePosition(meeting, { subjectId: shared, departmentId: 'd4', kind: 'support', reason: '便于夜间执法' }, context))
  decide(meeting, itemId, context)
  must(endAgendaItem(meeting, itemId, { kind: 'resolved' }, context))
  closeMeeting(meeting, '2026-03-05T23:05:00+08:00', context)
  return meeting
}

function submit(meeting: MeetingDocument, itemId: string, hub: CommandContext): void {
  const at = hub.now()
  transact(meeting, hub, () => {
    meeting.dossiers.insert({
      id: itemId, submissionId: 's1', departmentId: 'd1', background: '去年夜市油烟投诉 412 件，八成集中在建设路。', basis: '《大气污染防治法》第八十一条', disagreement: '净化设备费用由谁承担',
      matterClass: '油烟扰民', place: '建设路夜市', submittedAt: at, submittedBy: 'p2', acceptedAt: at, acceptedBy: 'p1', note: '跨部门事项，同意上会',
    })
    meeting.papers.insert({ id: 'paper1', ownerId: itemId, departmentId: 'd2', name: '油烟监测报告.pdf', version: 2, type: 'application/pdf', bytes: 48_211, sha256: 'b'.repeat(64), at, by: 'p2' })
  })
}

function frameItem(meeting: MeetingDocument, itemId: string, context: CommandContext): readonly [string, string] {
  const shared = must(addOption(meeting, { itemId, title: '统一安装净化设备，费用各半', detail: '商户和街道各承担一半，四月底前完成', doNothing: '维持现状' }, context))
  const moved = must(addOption(meeting, { itemId, title: '整体搬迁', doNothing: '维持现状' }, context))
  const legal = must(addGate(meeting, itemId, '符合法规', context))
  must(judgeGate(meeting, { gateId: legal, optionId: shared, isPassed: true, reason: '' }, context))
  must(judgeGate(meeting, { gateId: legal, optionId: moved, isPassed: false, reason: '规划用途不允许' }, context))
  must(addCriterion(meeting, { itemId, name: '每月投诉量', unit: '件', worst: 60, best: 0 }, context))
  must(addCriterion(meeting, { itemId, name: '费用', unit: '万元', worst: 300, best: 20 }, context))
  must(setItemRule(meeting, { id: itemId, entitledDepartmentIds: [...IDS], supportNumerator: 1, supportDenominator: 2, supportOperator: 'at-least', of: 'entitled', conditionalCounts: 'asSupportWhenResolved', vetoDepartmentIds: ['d4'], isChairDeciding: false }, context))
  return [shared, moved]
}

function scoreRound(meeting: MeetingDocument, itemId: string, hub: CommandContext): void {
  const frame = must(frameToOpen(meeting, itemId))
  const roundId = hub.newId()
  transact(meeting, hub, () => {
    meeting.rounds.insert({
      id: roundId, itemId, number: 1, frame: canonicalJson(frame as unknown as CanonicalValue), entitledDepartmentIds: [...IDS], votedDepartmentIds: [...IDS], openedAt: hub.now(), openedBy: 'p1', revealedAt: hub.now(), revealedBy: 'p1', voidedAt: null,
    })
    for (const [index, departmentId] of IDS.entries()) {
      const isScored = index < 3
      const [first, second] = frame.criteria
      const scores = frame.options.flatMap(({ id, isDoNothing }) => [
        { optionId: id, criterionId: first?.id ?? '', value: isDoNothing ? 55 : 12 + index * 4 },
        { optionId: id, criterionId: second?.id ?? '', value: isDoNothing ? 20 : 150 + index * 22.5 },
      ])
      meeting.ballots.insert({
        id: hub.newId(), roundId, departmentId, kind: isScored ? 'scored' : 'abstain', weights: isScored ? frame.criteria.map(({ id }, at) => ({ criterionId: id, value: at === 0 ? 100 : 60 })) : [],
        scores: isScored ? scores : [], remark: index === 1 ? '投诉量按去年同月估计' : '', castAt: hub.now(), castBy: `p${index + 1}`,
      })
    }
  })
}

function decide(meeting: MeetingDocument, itemId: string, context: CommandContext): void {
  const resolutionId = must(draftResolution(meeting, { itemId, text: '四月底前建设路夜市一律安装油烟净化设备，费用由商户和街道各半。' }, context))
  const state = (departmentId: string, kind: 'support' | 'abstain' | 'oppose', reason = ''): string => must(statePosition(meeting, { subjectId: resolutionId, departmentId, kind, reason }, context))
  state('d1', 'support')
  state('d2', 'oppose', '没有说明监测由谁负责。')
  const positionId = must(statePosition(meeting, { subjectId: resolutionId, departmentId: 'd2', kind: 'conditional', conditions: [{ text: '监测点位由城市管理局提供用电', ownerDepartmentId: 'd1', dueOn: '2026-03-31' }, { text: '监测数据按月公开', ownerDepartmentId: null, dueOn: null }] }, context))
  const dissent = state('d3', 'oppose', '商户承担一半过重，住建口径测算每户 1.8 万元，\n建议由区财政承担七成。')
  must(answerPosition(meeting, dissent, '困难商户另行申请补贴，由街道审核。', context))
  for (const { id } of meeting.positions.get(positionId)?.conditions ?? []) must(settleCondition(meeting, { positionId, conditionId: id, isMet: true, note: '会上确认' }, context))
  const frozen = freezeDecision(meeting, resolutionId, context, sha256Hex)
  must(adoptResolution(meeting, { resolutionId, outcome: 'adopted', result: frozen?.result ?? null, reason: '费用比例半年后复核', snapshot: frozen?.snapshot ?? '', snapshotSha256: frozen?.snapshotSha256 ?? '', methodVersion: frozen?.methodVersion ?? 1, seed: frozen?.seed ?? 0 }, context))
  const requestId = must(requestCountersigns(meeting, { resolutionId, departmentIds: [...IDS], deadline: DEADLINE }, context))
  must(countersign(meeting, { requestId, departmentId: 'd1', kind: 'agree', remark: '' }, context))
  must(countersign(meeting, { requestId, departmentId: 'd3', kind: 'disagree', remark: '保留会上意见' }, context))
}
