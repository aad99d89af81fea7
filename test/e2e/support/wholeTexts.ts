// What is written and said in `wholeConsultation.spec.ts`.
export const CITY = '城市管理委员会'
export const HOUSING = '住房和城乡建设局'
export const ECOLOGY = '生态环境局'
export const MEETING = '第4次综合会商'
export const ITEM = '北门夜市油烟扰民治理'
export const [SHARED, MOVED, CLOSED, NOTHING] = ['统一安装净化设备', '整体搬到疏导点', '全部关停', '维持现状'] as const
export const [COMPLAINTS, COST, SAFETY] = ['每月投诉量', '财政支出', '消防安全'] as const
export const RESOLUTION = `由${CITY}牵头，${HOUSING}配合，2027年4月30日前北门夜市38家商户全部安装油烟净化设备。`
export const GATE_REASON = '没有法律依据'

export const NOTE = '街道反映商户观望'
export const NOTE_AWAY = '离线时补记：物业已同意接电'
export const PAPER = '监测数据初稿.txt'
export const REMARK = '投诉量按去年同月估计'
export const REMARK_AGAIN = '听了讨论，费用改按市里口径'
/** Not one that Yjs could write shorter than a double, nor one that stands in an instant. */
export const SCORED = 41.3719
export const CONDITION = 'The street pays for the filters out of its own budget'
export const DISSENT = '监测由谁负责没有写明，\n我局不能承担。'
export const COUNTERSIGN_REMARK = 'Housing estates come second'

/** What the big screen never gets: notes, papers, what single departments scored and said. */
export const NEVER_SHOWN = [NOTE, NOTE_AWAY, PAPER, REMARK, REMARK_AGAIN, SCORED, CONDITION, ...DISSENT.split('\n'), COUNTERSIGN_REMARK]
