import type { MeetingSnapshot } from '../../shared/schema/snapshot.ts'
import { sampleConsultation } from './sampleConsultation.ts'

/** A small closed meeting with at least one row in every table. */
export function sampleSnapshot(changes: Partial<MeetingSnapshot> = {}): MeetingSnapshot {
  return {
    info: {
      id: 'm1',
      schemaVersion: 1,
      title: '夜市噪声综合会商',
      startsAt: '2026-03-05T14:30:00+08:00',
      place: '三楼会议室',
      template: 'joint-consultation',
      currentItemId: 'a2',
      closedAt: '2026-03-05T16:05:00+08:00',
    },
    departments: [
      { id: 'd1', order: 'a0', name: '城市管理局' },
      { id: 'd2', order: 'a1', name: '生态环境局' },
    ],
    attendance: [
      { id: 'p1', name: '王芳', role: 'secretary', departmentId: null, status: 'present', proxyForDepartmentId: null, at: '2026-03-05T14:28:00+08:00' },
      { id: 'p2', name: '李强', role: 'delegate', departmentId: 'd1', status: 'present', proxyForDepartmentId: null, at: '2026-03-05T14:29:00+08:00' },
    ],
    agenda: [
      { id: 'a1', order: 'a0', title: '建设路夜市噪声', ask: '议定牵头单位和时限', minutesAllotted: 40, presenterDepartmentId: 'd1', status: 'resolved', nextOn: null },
      { id: 'a2', order: 'a1', title: '摊位布局', ask: '', minutesAllotted: 10, presenterDepartmentId: null, status: 'deferred', nextOn: '2026-04-02' },
    ],
    agendaEvents: [
      { id: 'e1', itemId: 'a1', kind: 'opened', nextOn: null, at: '2026-03-05T14:31:00+08:00', by: 'p1' },
      { id: 'e2', itemId: 'a1', kind: 'resolved', nextOn: null, at: '2026-03-05T15:20:00+08:00', by: 'p1' },
      { id: 'e3', itemId: 'a2', kind: 'deferred', nextOn: '2026-04-02', at: '2026-03-05T16:00:00+08:00', by: 'p1' },
    ],
    notes: [{ id: 'a1', text: '22时后噪声超标\n居民连续投诉', html: '<p>22时后噪声超标</p><p>居民连续投诉</p>' }],
    columns: [{ id: 'c1', order: 'a0', name: '会商中', limit: 5 }],
    issues: [{ id: 'i1', order: 'a0', columnId: 'c1', title: '噪声', detail: '38件', priority: 'high', leadDepartmentId: 'd1', agendaItemIds: ['a2', 'a1'] }],
    resolutions: [{ id: 'r1', order: 'a0', itemId: 'a1', text: '22时后停止使用扩音设备', outcome: 'adopted', needsFollowUp: true }],
    actions: [
      {
        id: 'x1',
        order: 'a0',
        task: '签订承诺书并夜间巡查',
        itemId: 'a1',
        resolutionId: 'r1',
        leadDepartmentId: 'd1',
        supportingDepartmentIds: ['d2'],
        dueOn: '2026-03-31',
        closingCriterion: '连续14日22时后不超过55分贝',
        evidenceKinds: ['report', 'site-check'],
        status: 'dispatched',
      },
    ],
    actionEvents: [{ id: 'v1', actionId: 'x1', kind: 'dispatched', at: '2026-03-05T16:01:00+08:00', by: 'p1' }],
    skipped: { issues: 1 },
    ...sampleConsultation(),
    ...changes,
  }
}
