import type { MeetingSnapshot } from '../../shared/schema/snapshot.ts'

type Kept = 'info' | 'departments' | 'attendance' | 'agenda' | 'agendaEvents' | 'notes' | 'columns' | 'issues' | 'resolutions' | 'actions' | 'actionEvents' | 'skipped'

/** What the sample meeting left of its consultation: at least one row in every table. */
export function sampleConsultation(): Omit<MeetingSnapshot, Kept> {
  const [d1, d2] = ['d1', 'd2']
  const at = '2026-03-05T14:40:00+08:00'
  return {
    bodies: [
      { id: 'b1', order: 'a0', name: '城市管理联席会议', memberDepartmentIds: [d1, d2], quorumNumerator: 1, quorumDenominator: 2, quorumOperator: 'at-least', noticeHours: 24, paperHours: 72, countersignHours: 48 },
    ],
    itemAttendance: [{ id: 'ia1', itemId: 'a2', personId: 'p2', status: 'leave', at, by: 'p1' }],
    dossiers: [
      { id: 'a1', submissionId: 's1', departmentId: d1, background: '38件诉求', basis: '噪声污染防治法', disagreement: '停业时间', matterClass: '噪声', place: '建设路', submittedAt: at, submittedBy: 'p2', acceptedAt: at, acceptedBy: 'p1', note: '' },
    ],
    papers: [{ id: 'pp1', ownerId: 'a1', departmentId: d1, name: '监测报告.pdf', version: 2, type: 'application/pdf', bytes: 48_211, sha256: 'b'.repeat(64), at, by: 'p2' }],
    stageEvents: [{ id: 'st1', itemId: 'a1', stage: 'positions', at, by: 'p1' }],
    clockEvents: [{ id: 'ck1', itemId: 'a1', kind: 'started', at, by: 'p1' }],
    speakerRequests: [{ id: 'sp1', itemId: 'a1', kind: 'speak', withdrawsId: null, name: '李强', departmentId: d1, at, by: 'p2' }],
    floorEvents: [{ id: 'fl1', requestId: 'sp1', kind: 'started', at, by: 'p1' }],
    options: [
      { id: 'o1', order: 'a0', itemId: 'a1', title: '22时停用扩音设备', detail: '', isDoNothing: false },
      { id: 'o2', order: 'a1', itemId: 'a1', title: '维持现状', detail: '', isDoNothing: true },
    ],
    gates: [{ id: 'g1', order: 'a0', itemId: 'a1', name: '合法' }],
    gateVerdicts: [{ id: 'gv1', gateId: 'g1', optionId: 'o1', isPassed: true, reason: '', at, by: 'p1' }],
    criteria: [{ id: 'k1', order: 'a0', itemId: 'a1', name: '夜间噪声', unit: 'dB', worst: 72.5, best: 45 }],
    itemRules: [
      { id: 'a1', entitledDepartmentIds: [d1, d2], supportNumerator: 2, supportDenominator: 3, supportOperator: 'at-least', of: 'entitled', conditionalCounts: 'asSupportWhenResolved', vetoDepartmentIds: [d2], isChairDeciding: false },
    ],
    rounds: [
      { id: 'rd1', itemId: 'a1', number: 1, frame: '{}', entitledDepartmentIds: [d1, d2], votedDepartmentIds: [d1], openedAt: at, openedBy: 'p1', revealedAt: at, revealedBy: 'p1', voidedAt: null },
    ],
    ballots: [{ id: 'bl1', roundId: 'rd1', departmentId: d1, kind: 'scored', remark: '', castAt: at, castBy: 'p2' }],
    weights: [{ ballotId: 'bl1', criterionId: 'k1', value: 100 }],
    scores: [
      { ballotId: 'bl1', optionId: 'o1', criterionId: 'k1', value: 52.3 },
      { ballotId: 'bl1', optionId: 'o2', criterionId: 'k1', value: null },
    ],
    positions: [
      { id: 'ps1', itemId: 'a1', subjectId: 'r1', departmentId: d1, kind: 'conditional', reason: '', at, by: 'p2' },
      { id: 'ps2', itemId: 'a1', subjectId: 'r1', departmentId: d2, kind: 'oppose', reason: '夜间监测人手不足', at, by: 'p1' },
    ],
    conditions: [{ id: 'cd1', positionId: 'ps1', text: '先划定集中经营区', ownerDepartmentId: d2, dueOn: '2026-03-20' }],
    conditionEvents: [{ id: 'ce1', positionId: 'ps1', conditionId: 'cd1', isMet: true, note: '已划定', at, by: 'p2' }],
    positionAnswers: [{ id: 'an1', positionId: 'ps2', text: '由街道协助', at, by: 'p1' }],
    adoptions: [
      { id: 'ad1', itemId: 'a1', resolutionId: 'r1', outcome: 'adopted', text: '22时后停止使用扩音设备', result: 'passed-with-dissent', reason: '', snapshot: '{}', snapshotSha256: 'c'.repeat(64), methodVersion: 1, seed: 42, at, by: 'p1' },
    ],
    countersignRequests: [{ id: 'cr1', resolutionId: 'r1', departmentIds: [d1, d2], deadline: '2026-03-05T15:50:00+08:00', at, by: 'p1' }],
    countersigns: [{ id: 'cs1', requestId: 'cr1', departmentId: d1, kind: 'agree', remark: '', at, by: 'p2' }],
  }
}

/** A meeting that had no consultation. */
export function noConsultation(): Omit<MeetingSnapshot, Kept> {
  return Object.fromEntries(Object.keys(sampleConsultation()).map((section) => [section, []])) as unknown as Omit<MeetingSnapshot, Kept>
}
