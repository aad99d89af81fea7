import type { ProjectedFrame, ProjectedView } from '../../shared/room/projector/ProjectedFrameSchema.ts'

/** The longest that offices really have. */
const NAME = '成都市锦江区住房和城乡建设交通运输综合行政执法大队第二执法中队（春熙路街道派驻）办公室'
const ITEM = '关于春熙路、盐市口等重点商圈餐饮门店夜间油烟扰民集中投诉问题的联合整治方案及各单位职责分工（第二次审议）'
const SENTENCE = '今年6月底前完成春熙路商圈126家餐饮门店油烟净化设施改造，由城市管理委员会牵头，生态环境局、市场监督管理局、街道办事处配合，每月5日前通报进度。'

/** `length` characters of it. */
function long(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length)
}

const department = (n: number): string => `${long(NAME, 38)}${String(n).padStart(2, '0')}`
const speaker = (n: number, kind: 'speak' | 'point-of-order' = 'speak') => ({ name: `李建国${n}`, department: department(n), kind })

function frame(view: ProjectedView | null, changes: Partial<ProjectedFrame> = {}): ProjectedFrame {
  const content = view && { item: { number: 12, count: 60, title: ITEM }, clock: { spent: 754_000, runningSince: null, planned: 600_000 }, view }
  return { title: '锦江区2026年第3次大城管综合会商联席会议', isFrozen: false, isBlank: false, content, ...changes }
}

function results(options: number): ProjectedView {
  const rows = Array.from({ length: options }, (_, n) => ({ title: department(n + 1), score: 91.4 - 12.3 * n, rank: n + 1, coverage: n === 1 ? 0.72 : 1 }))
  return { view: 'results', round: 2, scored: 11, entitled: 12, rows: [...rows, { title: '维持现状，不采取任何新的措施', score: null, rank: null, coverage: 0 }] }
}

const STANCES = ['support', 'conditional', 'oppose', 'abstain', 'recused', null] as const
const item: ProjectedView = { view: 'item', ask: long(`请会议决定：${SENTENCE}`, 200), presenter: department(1), speaker: speaker(2, 'point-of-order') }
const failures = [{ gate: '不超出年度预算', reason: '超出区级年度预算1200万元，且无法在本年度内调剂' }, { gate: '合法合规', reason: '与《大气污染防治条例》第八十一条不符' }]

/** Every frame that the big screen can get, each with as much as there may be in it. */
export const PROJECTOR_FRAMES: Readonly<Record<string, ProjectedFrame>> = {
  'nothing yet': frame(null),
  'blank': frame(null, { isBlank: true }),
  'item': frame(item),
  'item frozen': frame(item, { isFrozen: true }),
  'item with a long ask': frame({ ...item, ask: long(SENTENCE, 800) }),
  'item with little': { ...frame({ view: 'item', ask: '是否统一改造', presenter: '', speaker: null }), title: '会商' },
  'nobody speaks': frame({ view: 'speakers', speaker: null, speakingSince: null, queue: [] }),
  'twelve wait to speak': frame({ view: 'speakers', speaker: speaker(1), speakingSince: 1_700_000_000_000, queue: Array.from({ length: 12 }, (_, n) => speaker(n + 2, n === 0 ? 'point-of-order' : 'speak')) }),
  'no options': frame({ view: 'options', options: [] }),
  'five options that fail': frame({ view: 'options', options: [...Array.from({ length: 5 }, (_, n) => ({ title: department(n + 1), isDoNothing: false, failures: n % 2 ? failures : [] })), { title: '维持现状', isDoNothing: true, failures }] }),
  'no results': frame({ view: 'results', round: null, scored: 0, entitled: 0, rows: [] }),
  'results of two': frame(results(2)),
  'results of three': frame(results(3)),
  'results of five': frame(results(5)),
  'no positions': frame({ view: 'positions', subject: '', rows: [], result: null }),
  'positions of twelve': frame({
    view: 'positions',
    subject: long(SENTENCE, 300),
    result: 'passed-with-dissent',
    rows: Array.from({ length: 12 }, (_, n) => ({ department: department(n + 1), stance: STANCES[n % STANCES.length] ?? null, conditions: n % 6 === 1 ? 3 : 0, openConditions: n % 6 === 1 ? 2 : 0 })),
  }),
  'no resolution': frame({ view: 'resolution', resolutions: [] }),
  'a resolution of 800 characters': frame({ view: 'resolution', resolutions: [{ text: long(SENTENCE, 800), outcome: 'amended' }] }),
  'four resolutions': frame({ view: 'resolution', resolutions: (['adopted', 'in-principle', 'deferred', 'not-adopted'] as const).map((outcome) => ({ text: long(SENTENCE, 160), outcome })) }),
}
