import type { Language } from '../../../shared/schema/settings.ts'

/** What the importer itself writes between the texts of the file. */
export interface Words {
  readonly colon: string
  readonly comma: string
  readonly about: string
  readonly otherContent: string
  readonly ends: string
  readonly participants: string
  readonly number: string
  readonly weight: string
  readonly internalItem: string
  readonly partOf: string
  readonly minutes: string
  readonly tags: string
  readonly comment: string
  readonly decideMotion: string
  readonly holdElection: string
  readonly submitters: string
  readonly supporters: string
  readonly editors: string
  readonly spokespersons: string
  readonly state: string
  readonly recommendation: string
  readonly category: string
  readonly block: string
  readonly amends: string
  readonly created: string
  readonly motionText: string
  readonly reason: string
  readonly finalVersion: string
  readonly changeRecommendation: string
  readonly lines: string
  readonly rejected: string
  readonly openPosts: string
  readonly phase: string
  readonly candidates: string
  readonly motions: string
  readonly vote: string
  readonly yes: string
  readonly no: string
  readonly abstain: string
  readonly valid: string
  readonly invalid: string
  readonly cast: string
  readonly general: string
  readonly speakers: string
  readonly pointOfOrder: string
  readonly message: string
  readonly nobody: string
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    colon: ': ', comma: ', ', about: 'About the imported meeting', otherContent: 'Other content of the imported meeting', ends: 'Ends', participants: 'Participants',
    number: 'no.', weight: 'vote weight', internalItem: 'Not public in the system it came from', partOf: 'Part of', minutes: 'Minutes planned', tags: 'Tags', comment: 'Comment',
    decideMotion: 'Decide on the motion', holdElection: 'Elect, posts', submitters: 'Submitted by', supporters: 'Supported by', editors: 'Edited by', spokespersons: 'Spokespersons',
    state: 'State', recommendation: 'Recommendation', category: 'Category', block: 'Block', amends: 'Amends', created: 'Created', motionText: 'Text', reason: 'Reason',
    finalVersion: 'Final version', changeRecommendation: 'Recommended change', lines: 'lines', rejected: 'rejected', openPosts: 'Posts', phase: 'Phase', candidates: 'Candidates',
    motions: 'Motions', vote: 'Vote', yes: 'yes', no: 'no', abstain: 'abstain', valid: 'valid', invalid: 'invalid', cast: 'cast', general: 'general',
    speakers: 'Speakers', pointOfOrder: 'point of order', message: 'Message', nobody: 'unknown',
  },
  'zh-CN': {
    colon: '：', comma: '、', about: '导入会议的说明', otherContent: '导入会议的其他内容', ends: '结束', participants: '参会人员',
    number: '编号', weight: '表决权重', internalItem: '原系统中不公开', partOf: '上级议题', minutes: '计划分钟数', tags: '标签', comment: '备注',
    decideMotion: '审议动议', holdElection: '选举，名额', submitters: '提出人', supporters: '附议人', editors: '起草人', spokespersons: '发言代表',
    state: '状态', recommendation: '建议', category: '类别', block: '动议组', amends: '修正对象', created: '创建于', motionText: '正文', reason: '理由',
    finalVersion: '最终文本', changeRecommendation: '修改建议', lines: '行', rejected: '未采纳', openPosts: '名额', phase: '阶段', candidates: '候选人',
    motions: '动议', vote: '表决', yes: '赞成', no: '反对', abstain: '弃权', valid: '有效', invalid: '无效', cast: '投票', general: '总体',
    speakers: '发言', pointOfOrder: '程序问题', message: '消息', nobody: '不详',
  },
}
