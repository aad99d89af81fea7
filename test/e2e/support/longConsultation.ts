import { sha256Hex } from '../../../electron/hub/sha256.ts'
import type { Role } from '../../../shared/lib/roles.ts'
import { addAgendaItem, openAgendaItem } from '../../../shared/model/agenda.ts'
import { recordAttendance } from '../../../shared/model/attendance.ts'
import { adoptResolution, countersign, requestCountersigns } from '../../../shared/model/countersigning.ts'
import { addCriterion, addGate, addOption, judgeGate, setItemRule } from '../../../shared/model/frame.ts'
import { answerPosition, statePosition } from '../../../shared/model/positions.ts'
import { draftResolution } from '../../../shared/model/resolutions.ts'
import { freezeDecision } from '../../../shared/room/freezeDecision.ts'
import type { Frame } from '../../../shared/schema/round.ts'
import type { BrowserApp } from '../../support/browserApp.ts'
import { enterMeeting, type RemoteMeeting } from '../../support/remoteMeeting.ts'
import { must } from '../../support/startMeeting.ts'

/** 40 characters, as the longest that offices, options and criteria have. */
export const OFFICE = '成都市锦江区住房和城乡建设交通运输综合行政执法大队第二执法中队春熙路街道派驻办公'
const OPTION = '由街道牵头统一安装油烟净化设备并接入区级在线监测平台后限期验收逾期未改的依法从严查处'
const CRITERION = '每月经核实的油烟噪声占道经营三类投诉总量（含十二三四五热线和微网实格巡查上报）件数'
const DISSENT = '监测由谁负责没有写明，我局不能承担。\n商户承担一半过重，住建口径测算每户 1.8 万元，建议由区财政承担七成，并由牵头单位按月向各单位通报安装进度和投诉变化。'

interface Seat {
  readonly id: string
  readonly token: string
  readonly departmentId: string | null
  readonly name: string
}

export interface LongConsultation {
  readonly meetingId: string
  readonly departmentIds: readonly string[]
  /** Nothing in it; a round that runs and a draft that breaks every rule; gone through to the countersignatures. */
  readonly items: { readonly empty: string; readonly open: string; readonly decided: string }
}

async function seat(app: BrowserApp, name: string, role: Role, departmentId: string | null): Promise<Seat> {
  const { token, person } = (await app.ask('POST', '/api/join', { invite: await app.invite({ role, departmentId }), name }, '')) as { token: string; person: { id: string } }
  return { id: person.id, token, departmentId, name }
}

/** A meeting of six departments with the longest names there are, `first` and five new ones, at three items of which each is somewhere else. */
export async function longConsultation(app: BrowserApp, first: string): Promise<LongConsultation> {
  const others = await Promise.all(Array.from({ length: 5 }, async (_, n) => ((await app.ask('POST', '/api/departments', { name: `${OFFICE}${n + 2}` })) as { id: string }).id))
  const departmentIds = [first, ...others]
  const body = { name: '锦江区大城管综合会商联席会议', memberDepartmentIds: departmentIds, quorumNumerator: 2, quorumDenominator: 3, quorumOperator: 'at-least', noticeHours: 24, paperHours: 48, countersignHours: 48 }
  const { id: bodyId } = (await app.ask('POST', '/api/bodies', body)) as { id: string }
  const meetingId = await app.newMeeting({ title: '锦江区2026年第3次大城管综合会商联席会议', startsAt: new Date().toISOString(), bodyId })
  const chair = await seat(app, '周主任', 'chair', null)
  const delegates = await Promise.all(departmentIds.map((departmentId, n) => seat(app, `李建国${n + 1}`, 'delegate', departmentId)))
  const desk = await enterMeeting(app.url, meetingId, chair.token, { personId: chair.id, role: 'chair', departmentId: null })
  const { meeting, context } = desk
  for (const person of delegates) must(recordAttendance(meeting, { ...person, role: 'delegate' }, 'present', context))
  const add = (title: string): string => must(addAgendaItem(meeting, { title, ask: '议定净化设备由谁出资、何时装完、由谁验收', minutesAllotted: 20, presenterDepartmentId: departmentIds[0] ?? null }, context))
  const items = { decided: add('关于春熙路、盐市口等重点商圈餐饮门店夜间油烟扰民集中投诉问题的联合整治方案'), open: add('北门夜市限时经营和疏导点设置'), empty: add('下月巡查安排') }
  must(openAgendaItem(meeting, items.decided, context))
  for (const itemId of [items.decided, items.open]) frameItem(desk, itemId, departmentIds)
  await score(app, desk, meetingId, chair, delegates, items)
  decide(desk, items.decided, departmentIds)
  draft(desk, items.open, departmentIds)
  await desk.leave()
  return { meetingId, departmentIds, items }
}

function frameItem({ meeting, context }: RemoteMeeting, itemId: string, departmentIds: readonly string[]): void {
  const options = ['甲', '乙', '丙', '丁'].map((name) => must(addOption(meeting, { itemId, title: `${name}案：${OPTION}`, detail: '商户和街道各承担一半，四月底前完成', doNothing: '维持现状' }, context)))
  const gates = ['符合法律、法规和上位规划', '年度预算内有来源'].map((name) => must(addGate(meeting, itemId, name, context)))
  for (const gateId of gates) for (const [n, optionId] of options.entries()) must(judgeGate(meeting, { gateId, optionId, isPassed: n < 3, reason: n < 3 ? '' : '规划用途不允许，且没有法律依据，须先由规划部门调整后再议' }, context))
  must(addCriterion(meeting, { itemId, name: CRITERION, unit: '件', worst: 60, best: 0 }, context))
  must(addCriterion(meeting, { itemId, name: '市区两级财政三年内累计支出', unit: '万元', worst: 300, best: 0 }, context))
  must(addCriterion(meeting, { itemId, name: '消防安全', unit: '', worst: 0, best: 100 }, context))
  must(setItemRule(meeting, { id: itemId, entitledDepartmentIds: [...departmentIds], supportNumerator: 2, supportDenominator: 3, supportOperator: 'at-least', of: 'entitled', conditionalCounts: 'asSupportWhenResolved', vetoDepartmentIds: departmentIds.slice(0, 1), isChairDeciding: true }, context))
}

/** Two rounds revealed of the one item, of the other one that waits for all but two. */
async function score(app: BrowserApp, { meeting }: RemoteMeeting, meetingId: string, chair: Seat, delegates: readonly Seat[], items: LongConsultation['items']): Promise<void> {
  for (const [turn, itemId] of [items.decided, items.decided, items.open].entries()) {
    const { id } = (await app.ask('POST', `/api/meetings/${meetingId}/rounds`, { itemId }, chair.token)) as { id: string }
    while (!meeting.rounds.get(id)) await new Promise((resolve) => setTimeout(resolve, 20))
    const frame = JSON.parse(meeting.rounds.get(id)?.frame ?? '') as Frame
    const voters = turn === 2 ? delegates.slice(2) : delegates.slice(0, 5)
    for (const [n, { token }] of voters.entries()) await app.ask('PUT', `/api/rounds/${id}/ballot`, paper(frame, n, turn), token)
    if (turn < 2) await app.ask('POST', `/api/rounds/${id}/reveal`, {}, chair.token)
  }
}

function paper({ options, criteria }: Frame, n: number, turn: number): unknown {
  if (n === 4) return { kind: 'abstain', weights: [], scores: [], remark: '' }
  const weights = criteria.map(({ id }, at) => ({ criterionId: id, value: at === n % 3 ? 100 : 40 + 10 * at }))
  const scores = options.flatMap((option, row) =>
    criteria.map(({ id, worst, best }, at) => ({ optionId: option.id, criterionId: id, value: option.isDoNothing && at === 2 && n === 0 ? null : worst + ((best - worst) * ((row * 37 + n * (turn ? 11 : 29) + at * 23) % 100)) / 100 })),
  )
  return { kind: 'scored', weights, scores, remark: n === 1 ? '投诉量按去年同月估计，费用按市里口径，未含后期运维' : '' }
}

function decide({ meeting, context }: RemoteMeeting, itemId: string, [first = '', second = '', third = '', fourth = '', fifth = '', sixth = '']: readonly string[]): void {
  const text = `由${OFFICE}1牵头，${OFFICE}2配合，2027年4月30日前春熙路、盐市口38家商户全部安装油烟净化设备并接入在线监测。`
  const resolutionId = must(draftResolution(meeting, { itemId, text }, context))
  for (const departmentId of [first, fourth]) must(statePosition(meeting, { subjectId: resolutionId, departmentId, kind: 'support' }, context))
  must(statePosition(meeting, { subjectId: resolutionId, departmentId: second, kind: 'conditional', conditions: [{ text: '监测点位由牵头单位提供用电，并在设备进场前完成线路改造', ownerDepartmentId: first, dueOn: '2027-03-31' }, { text: '监测数据按月公开', ownerDepartmentId: null, dueOn: null }] }, context))
  const dissent = must(statePosition(meeting, { subjectId: resolutionId, departmentId: third, kind: 'oppose', reason: DISSENT }, context))
  must(statePosition(meeting, { subjectId: resolutionId, departmentId: fifth, kind: 'abstain', reason: '' }, context))
  must(answerPosition(meeting, dissent, '困难商户另行申请补贴，由街道审核。', context))
  const frozen = freezeDecision(meeting, resolutionId, context, sha256Hex)
  if (!frozen) throw new Error('nothing to freeze')
  must(adoptResolution(meeting, { ...frozen, resolutionId, outcome: 'adopted', reason: '费用比例半年后复核' }, context))
  const requestId = must(requestCountersigns(meeting, { resolutionId, departmentIds: [first, second, third, fourth, sixth], deadline: new Date(Date.now() + 48 * 3_600_000).toISOString() }, context))
  must(countersign(meeting, { requestId, departmentId: first, kind: 'agree', remark: '' }, context))
  must(countersign(meeting, { requestId, departmentId: second, kind: 'agree-with-remark', remark: '小区部分请放在第二批' }, context))
  must(countersign(meeting, { requestId, departmentId: third, kind: 'disagree', remark: '保留会上意见' }, context))
}

function draft({ meeting, context }: RemoteMeeting, itemId: string, [first = '', second = '']: readonly string[]): void {
  const resolutionId = must(draftResolution(meeting, { itemId, text: '各部门要加强巡查，尽快见效' }, context))
  must(statePosition(meeting, { subjectId: resolutionId, departmentId: first, kind: 'oppose', reason: DISSENT }, context))
  must(statePosition(meeting, { subjectId: resolutionId, departmentId: second, kind: 'support' }, context))
}
