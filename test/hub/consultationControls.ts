import { adoptResolution, countersign, requestCountersigns } from '../../shared/model/countersigning.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { attendItem, callStage, giveFloor, project, requestFloor, turnClock } from '../../shared/model/floor.ts'
import { addCriterion, addGate, addOption, editCriterion, editOption, judgeGate, removeCriterion } from '../../shared/model/frame.ts'
import { transact, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { answerPosition, settleCondition, statePosition } from '../../shared/model/positions.ts'
import type { ItemRule } from '../../shared/schema/frame.ts'
import { must } from '../support/startMeeting.ts'
import { anybody, otherDepartment, otherOnItem, ownDepartment, type Control, type Scene } from './Control.ts'

const AT = '2026-03-05T14:40:00+08:00'
const NO_SNAPSHOT = { result: null, reason: '', snapshot: '{}', snapshotSha256: 'a'.repeat(64), methodVersion: 1, seed: 1 } as const

interface Ground {
  readonly itemId: string
  readonly own: string
  readonly others: string
  readonly resolutionId: string
}

/** What a consultation has when people begin to use its controls. */
export function setConsultation(
  meeting: MeetingDocument,
  { itemId, own, others, resolutionId }: Ground,
  context: CommandContext,
): Pick<Scene, 'optionId' | 'gateId' | 'criterionId' | 'speakerRequestId' | 'positions' | 'countersignRequestId'> {
  const optionId = must(addOption(meeting, { itemId, title: '方案一', doNothing: '维持现状' }, context))
  const stated = (departmentId: string): Scene['positions'][0] => {
    const positionId = must(statePosition(meeting, { subjectId: optionId, departmentId, kind: 'conditional', conditions: [{ text: '经费到位', ownerDepartmentId: null, dueOn: null }] }, context))
    return { positionId, conditionId: meeting.positions.get(positionId)?.conditions[0]?.id ?? '' }
  }
  must(adoptResolution(meeting, { resolutionId, outcome: 'adopted', ...NO_SNAPSHOT }, context))
  return {
    optionId,
    gateId: must(addGate(meeting, itemId, '合法', context)),
    criterionId: must(addCriterion(meeting, { itemId, name: '噪声', unit: 'dB', worst: 70, best: 45 }, context)),
    speakerRequestId: must(requestFloor(meeting, { itemId, kind: 'speak', name: '别人', departmentId: others }, context)),
    positions: [stated(own), stated(others)],
    countersignRequestId: must(requestCountersigns(meeting, { resolutionId, departmentIds: [own, others], deadline: '2026-03-07T12:00:00+08:00' }, context)),
  }
}

function ruleFor({ itemId, self, other }: Scene): ItemRule {
  return {
    id: itemId,
    entitledDepartmentIds: [self.departmentId ?? '', other.departmentId ?? ''],
    supportNumerator: 1,
    supportDenominator: 2,
    supportOperator: 'more-than',
    of: 'entitled',
    conditionalCounts: 'asSupportWhenResolved',
    vetoDepartmentIds: [],
    isChairDeciding: false,
  }
}

function floorOf(department: 'self' | 'other'): Control['use'] {
  return ({ meeting, context, scene }) => must(requestFloor(meeting, { itemId: scene.itemId, kind: 'speak', name: '某', departmentId: scene[department].departmentId }, context))
}

function positionOf(department: 'self' | 'other'): Control['use'] {
  return ({ meeting, context, scene }) => must(statePosition(meeting, { subjectId: scene.optionId, departmentId: scene[department].departmentId ?? '', kind: 'oppose', reason: '人手不足' }, context))
}

function settled(index: 0 | 1): Control['use'] {
  return ({ meeting, context, scene }) => must(settleCondition(meeting, { ...scene.positions[index], isMet: true, note: '' }, context))
}

function countersigned(department: 'self' | 'other'): Control['use'] {
  return ({ meeting, context, scene }) => must(countersign(meeting, { requestId: scene.countersignRequestId, departmentId: scene[department].departmentId ?? '', kind: 'agree', remark: '' }, context))
}

export const CONSULTATION_CONTROLS: readonly Control[] = [
  { section: 'bodies', name: 'set the body', owners: anybody, use: ({ meeting, context, scene }) => transact(meeting, context, () => meeting.bodies.insert({ id: context.newId(), order: 'a0', name: '联席会议', memberDepartmentIds: [scene.other.departmentId ?? ''], quorumNumerator: 1, quorumDenominator: 2, quorumOperator: 'at-least', noticeHours: 24, paperHours: 48, countersignHours: 48 })) },
  { section: 'itemAttendance', name: 'note who attends an item', owners: anybody, use: ({ meeting, context, scene }) => must(attendItem(meeting, scene.itemId, scene.other.personId, 'leave', context)) },
  { section: 'dossiers', name: 'attach a dossier', owners: anybody, use: ({ meeting, context, scene }) => transact(meeting, context, () => meeting.dossiers.insert({ id: scene.itemId, submissionId: 's1', departmentId: scene.other.departmentId ?? '', background: '', basis: '', disagreement: '', matterClass: '', place: '', submittedAt: AT, submittedBy: 'p', acceptedAt: AT, acceptedBy: 'p', note: '' })) },
  ...(['self', 'other'] as const).map((whose): Control => ({
    section: 'papers',
    name: `add a paper of ${whose}`,
    owners: whose === 'self' ? ownDepartment : otherDepartment,
    use: ({ meeting, context, scene }) => transact(meeting, context, () => meeting.papers.insert({ id: context.newId(), ownerId: scene.itemId, departmentId: scene[whose].departmentId, name: '报告', version: 1, type: 'text/plain', bytes: 3, sha256: 'b'.repeat(64), at: AT, by: context.actor.personId })),
  })),
  { section: 'stageEvents', name: 'call a stage', owners: anybody, use: ({ meeting, context, scene }) => must(callStage(meeting, scene.itemId, 'positions', context)) },
  { section: 'clockEvents', name: 'start the clock', owners: anybody, use: ({ meeting, context, scene }) => must(turnClock(meeting, scene.itemId, 'started', context)) },
  { section: 'speakerRequests', name: 'ask for the floor', owners: ownDepartment, use: floorOf('self') },
  { section: 'speakerRequests', name: 'ask for the floor for another', owners: otherDepartment, use: floorOf('other') },
  { section: 'floorEvents', name: 'give the floor', owners: anybody, use: ({ meeting, context, scene }) => must(giveFloor(meeting, scene.speakerRequestId, 'started', context)) },
  { section: 'options', name: 'add an option', owners: anybody, use: ({ meeting, context, scene }) => must(addOption(meeting, { itemId: scene.itemId, title: '方案二', doNothing: '维持现状' }, context)) },
  { section: 'options', name: 'edit an option', owners: anybody, use: ({ meeting, context, scene }) => must(editOption(meeting, scene.optionId, { detail: '细则' }, context)) },
  { section: 'gates', name: 'add a gate', owners: anybody, use: ({ meeting, context, scene }) => must(addGate(meeting, scene.itemId, '预算', context)) },
  { section: 'gateVerdicts', name: 'judge a gate', owners: anybody, use: ({ meeting, context, scene }) => must(judgeGate(meeting, { gateId: scene.gateId, optionId: scene.optionId, isPassed: false, reason: '超预算' }, context)) },
  { section: 'criteria', name: 'move an anchor', owners: anybody, use: ({ meeting, context, scene }) => must(editCriterion(meeting, scene.criterionId, { best: 40 }, context)) },
  { section: 'criteria', name: 'remove a criterion', owners: anybody, use: ({ meeting, context, scene }) => must(removeCriterion(meeting, scene.criterionId, context)) },
  // Through the collection: by now positions have been stated, and the command would not change the rule any more.
  { section: 'itemRules', name: 'fix the rule', owners: anybody, use: ({ meeting, context, scene }) => transact(meeting, context, () => meeting.itemRules.insert(ruleFor(scene))) },
  { section: 'rounds', name: 'open a round', owners: anybody, use: ({ meeting, context, scene }) => transact(meeting, context, () => meeting.rounds.insert({ id: context.newId(), itemId: scene.itemId, number: 1, frame: '{}', entitledDepartmentIds: [], votedDepartmentIds: [], openedAt: AT, openedBy: 'p', revealedAt: null, revealedBy: null, voidedAt: null })) },
  { section: 'ballots', name: 'write a ballot', owners: anybody, use: ({ meeting, context, scene }) => transact(meeting, context, () => meeting.ballots.insert({ id: context.newId(), roundId: 'r', departmentId: scene.self.departmentId ?? '', kind: 'abstain', weights: [], scores: [], remark: '', castAt: AT, castBy: scene.self.personId })) },
  { section: 'positions', name: 'state my department’s position', owners: ownDepartment, use: positionOf('self') },
  { section: 'positions', name: 'state another’s position', owners: otherOnItem, use: positionOf('other') },
  { section: 'conditionEvents', name: 'settle my department’s condition', owners: ownDepartment, use: settled(0) },
  { section: 'conditionEvents', name: 'settle another’s condition', owners: otherOnItem, use: settled(1) },
  { section: 'positionAnswers', name: 'answer a position', owners: anybody, use: ({ meeting, context, scene }) => must(answerPosition(meeting, scene.positions[1].positionId, '由街道协助', context)) },
  { section: 'adoptions', name: 'adopt a resolution', owners: anybody, use: ({ meeting, context, scene }) => transact(meeting, context, () => meeting.adoptions.insert({ id: context.newId(), itemId: scene.itemId, resolutionId: scene.resolutionId, outcome: 'adopted', text: '议定事项', ...NO_SNAPSHOT, at: AT, by: context.actor.personId })) },
  { section: 'countersignRequests', name: 'ask for countersignatures', owners: anybody, use: ({ meeting, context, scene }) => must(requestCountersigns(meeting, { resolutionId: scene.resolutionId, departmentIds: [scene.other.departmentId ?? ''], deadline: AT }, context)) },
  { section: 'countersigns', name: 'countersign', owners: ownDepartment, use: countersigned('self') },
  { section: 'countersigns', name: 'countersign for another', owners: otherOnItem, use: countersigned('other') },
  { section: 'projector', name: 'blank the projector', owners: anybody, use: ({ meeting, context }) => must(project(meeting, { isBlank: true }, context)) },
]
