import { VAGUE } from './vagueWords.ts'

/** Who is named as lead, when, by what it will be measured; and words that only sound decided. */
export type FindingKind = 'lead-missing' | 'two-leads' | 'date-missing' | 'criterion-missing' | 'vague-verb' | 'vague-time' | 'vague-owner'

export interface Finding {
  readonly kind: FindingKind
  /** The action it is about; null for the resolution's own text. */
  readonly actionId: string | null
  /** Where in the resolution's text, or in the action's task, in UTF-16 units; both are its length for what is missing. */
  readonly start: number
  readonly end: number
  /** The words found there; empty for what is missing. */
  readonly quote: string
}

export interface LintedAction {
  readonly id: string
  readonly task: string
  readonly leadDepartmentId: string | null
  readonly dueOn: string | null
  readonly closingCriterion: string
}

export interface LintedResolution {
  readonly text: string
  readonly needsFollowUp: boolean
  /** Without those that were withdrawn. */
  readonly actions: readonly LintedAction[]
  /** Names of the workspace's departments, by which two leads are told from one with a long name. */
  readonly departments: readonly string[]
}

/**
 * [C6] What people will quarrel about once a resolution is to be carried out, in Chinese and English. Advice only: it
 * keeps nobody from adopting anything. Lead, date and measure may stand in the text or in the actions, where these are.
 */
export function lintResolution({ text, needsFollowUp, actions, departments }: LintedResolution): readonly Finding[] {
  if (!text.trim()) return []
  const own = needsFollowUp && actions.length === 0 ? missingIn(text, isMeasurable(text)).map((kind) => missing(kind, text, null)) : []
  return [...jointLeads(text, departments, null), ...vagueWords(text, null), ...own, ...actions.flatMap(lintAction)]
}

function lintAction({ id, task, leadDepartmentId, dueOn, closingCriterion }: LintedAction): readonly Finding[] {
  const gaps: readonly (readonly [FindingKind, boolean])[] = [
    ['lead-missing', leadDepartmentId === null],
    ['date-missing', dueOn === null],
    ['criterion-missing', !isMeasurable(closingCriterion)],
  ]
  return gaps.filter(([, isGap]) => isGap).map(([kind]) => missing(kind, task, id))
}

function missingIn(text: string, hasMeasure: boolean): readonly FindingKind[] {
  const gaps: readonly (readonly [FindingKind, boolean])[] = [
    ['lead-missing', !LEAD.test(text)],
    ['date-missing', text.search(DATE) < 0],
    ['criterion-missing', !hasMeasure],
  ]
  return gaps.filter(([, isGap]) => isGap).map(([kind]) => kind)
}

function missing(kind: FindingKind, text: string, actionId: string | null): Finding {
  return { kind, actionId, start: text.length, end: text.length, quote: '' }
}

const LEAD = /牵头|负责|主办|承办|责任单位|\blead(?:s|ing)?\b|\bled by\b|\bresponsible\b|\bin charge\b/i

const NUMERAL = '[\\d〇零一二两三四五六七八九十百]+'
const MONTHS = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const DATE = new RegExp(
  [
    `(?:${NUMERAL}年)?${NUMERAL}月(?:${NUMERAL}[日号]|底|上旬|中旬|下旬|份)?`,
    `${NUMERAL}[日号](?:前|之前|以前)`,
    `${NUMERAL}个?(?:工作日|小时|天|日|周|星期|月|年)(?:内|之内|以内)`,
    '(?:今年|明年|本年|年|月|季度|本周|下周|本月|下月)(?:底|末)前?|(?:本|下)(?:周|月|季度)(?:内|前)?|第[一二三四]季度',
    '\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}|\\d{1,2}[-./]\\d{1,2}[-./]\\d{4}',
    '\\d{1,2}[./]\\d{1,2}(?:前|之前|以前)|(?:今|本)?年度?(?:内|以内)',
    `\\b(?:${MONTHS} \\d{1,2}(?:st|nd|rd|th)?|\\d{1,2}(?:st|nd|rd|th)? ${MONTHS}|(?:by|before|until|in|end of|end-) ?${MONTHS})(?:,? \\d{4})?`,
    '\\bwithin (?:\\w+ ){1,2}(?:hours?|days?|weeks?|months?|years?)\\b',
    '\\bby (?:the end of )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|next \\w+|this \\w+|(?:the )?year|q[1-4])\\b',
  ].join('|'),
  'gi',
)

/** A measure is a number that is no date, or a word for all, none or a bound. */
const MEASURE = /\d|[零一二两三四五六七八九十百]+(?:个|件|处|户|条|次|家|套|台|项|座|间|名|份|吨|成|%|％|倍)|百分之|全部|清零|为零|归零|不超过|不少于|不低于|不高于|以上|以下|翻番|\b(?:all|every|none|zero|no more than|no fewer than|no less than|at least|at most|below|under|above|half|double)\b/i

function isMeasurable(text: string): boolean {
  return MEASURE.test(text.replaceAll(DATE, ' '))
}

function vagueWords(text: string, actionId: string | null): readonly Finding[] {
  const found = [...matches(text, VERB, 'vague-verb', actionId), ...matches(text, TIME, 'vague-time', actionId), ...matches(text, OWNER, 'vague-owner', actionId)]
  return found.toSorted((a, b) => a.start - b.start || b.end - a.end)
}

const [VERB, TIME, OWNER] = [VAGUE.verb, VAGUE.time, VAGUE.owner].map((words) => new RegExp(words.map((word) => (/^[(a-z]/i.test(word) && !/[一-鿿]/.test(word) ? `\\b(?:${word})\\b` : word)).join('|'), 'gi')) as [RegExp, RegExp, RegExp]

function matches(text: string, pattern: RegExp, kind: FindingKind, actionId: string | null): readonly Finding[] {
  return [...text.matchAll(pattern)].map(({ index, 0: quote }) => ({ kind, actionId, start: index, end: index + quote.length, quote }))
}

/** Two in one breath (A、B牵头, A and B lead), or one here and another there. */
function jointLeads(text: string, departments: readonly string[], actionId: string | null): readonly Finding[] {
  const clauses = [...text.matchAll(LEAD_CLAUSE)].map(({ index, 0: quote }) => ({ start: index, end: index + quote.length, quote }))
  const named = clauses.map(({ quote }) => namesIn(quote, departments))
  const joint = clauses.filter(({ quote }, i) => JOINT.test(quote) || (named[i]?.length ?? 0) > 1 || isList(quote, departments))
  const all = new Set(named.flat())
  const found = joint.length > 0 ? joint : all.size > 1 ? clauses.slice(1) : []
  return found.map((place) => ({ kind: 'two-leads', actionId, ...place }))
}

/** The longest first: 区住建局 is no 住建局 beside it. */
function namesIn(quote: string, departments: readonly string[]): readonly string[] {
  let rest = quote
  return departments.filter((name) => name !== '').toSorted((a, b) => b.length - a.length).filter((name) => {
    const isNamed = rest.includes(name)
    rest = rest.replaceAll(name, ' ')
    return isNamed
  })
}

/** Up to the word, from the last stop before it; or what stands after it as on a form (牵头单位：, Lead:). */
const LEAD_CLAUSE = /[^，。；;,.\n]*(?:(?:牵头|主办)(?:单位|部门)\s*[：:][^，。；;,.\n]*|牵头|主办|(?:共同|联合)负责)|\bleads?(?: departments?)?:[^.;\n]*|[^.;\n]*?\b(?:co-leads?|leads?|lead the|take the lead|jointly responsible)\b/gi
const JOINT = /(?:共同|联合)(?:牵头|主办|负责)|双牵头|分别牵头|\bco-leads?\b|\bjoint(?:ly)? (?:lead|responsible)/i
const UNIT = '[\\p{Script=Han}]{2,}(?:局|委|办|厅|部|处|街道|中心|公司|镇|区)'
/** Names not known to the workspace: an enumeration right before the word, or after it on a form. */
const LISTED = new RegExp(`${UNIT}(?:、|和|与|及)${UNIT}(?:牵头|主办)?$`, 'u')
const ENGLISH_UNIT = '\\b(?:department|bureau|office|commission)\\b'
const LISTED_IN_ENGLISH = new RegExp(`${ENGLISH_UNIT}.*\\band\\b.*${ENGLISH_UNIT}(?:.*\\blead)?$`, 'i')

/** Of a known name what looks like a list (住房和城乡建设局) is none. */
function isList(quote: string, departments: readonly string[]): boolean {
  const text = namesIn(quote, departments).reduce((rest, name) => rest.replaceAll(name, '某某局'), quote)
  return LISTED.test(text) || LISTED_IN_ENGLISH.test(text)
}
