export interface MinutesDate {
  /** `2024-03-05` */
  readonly day: string
  /** `14:30`, where it was written. */
  readonly time: string | null
}

/**
 * The first date in the text: `2011-7-26`, `2024/3/5`, `20240305`, `12 March 2021`, `March 12th, 2021`, `12-Mar-2009`,
 * `2024年3月5日`, `二〇二四年三月五日`, each with a time of day behind it if there is one. `3/5/2024` is not read: it may
 * be March or May.
 */
export function readDate(text: string): MinutesDate | null {
  const found = FORMS.flatMap(({ pattern, read }) => [...text.matchAll(pattern)].map((match) => ({ at: match.index, end: match.index + match[0].length, day: read(match) })))
  const [first] = found.filter(({ day }) => day !== null).toSorted((a, b) => a.at - b.at)
  return first?.day ? { day: first.day, time: readTime(text.slice(first.end, first.end + 40)) } : null
}

/** `Minutes for 2011-7-26`, `12 March 2021`: a date and hardly a word besides. */
export function isDateLine(text: string): boolean {
  if (text.length > 80 || readDate(text) === null) return false
  const besides = FORMS.reduce((rest, { pattern }) => rest.replaceAll(pattern, ' '), text)
  const words = besides.match(/[\p{L}]{2,}/gu) ?? []
  return words.every((word) => /^(?:minutes|transcript|meeting|notes|for|from|of|the|on|draft|date|时间|日期|会议时间|会议日期|st|nd|rd|th|utc|gmt|est|edt|cet|cest|\p{Script=Han}|\p{L}{3,9}day|mon|tue|wed|thu|fri|sat|sun|上午|下午|星期.|周.)$/iu.test(word))
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\\.?'
const CHINESE_DIGITS = '〇零○一二三四五六七八九'

const FORMS: readonly { readonly pattern: RegExp; readonly read: (match: RegExpMatchArray) => string | null }[] = [
  { pattern: /(?<!\d)((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/g, read: ([, year, , month, date]) => dayOf(year, month, date) },
  { pattern: /(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/g, read: ([, year, month, date]) => dayOf(year, month, date) },
  { pattern: /(?<!\d)((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]/g, read: ([, year, month, date]) => dayOf(year, month, date) },
  {
    pattern: new RegExp(`([${CHINESE_DIGITS}]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]`, 'g'),
    read: ([, year = '', month = '', date = '']) => dayOf([...year].map(chineseDigit).join(''), chineseNumber(month), chineseNumber(date)),
  },
  { pattern: new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+${MONTH}[\\s,-]+((?:19|20)\\d\\d)(?!\\d)`, 'gi'), read: ([, date, month, year]) => dayOf(year, monthNumber(month), date) },
  { pattern: new RegExp(`\\b${MONTH}[\\s-]+(\\d{1,2})(?:st|nd|rd|th)?[\\s,-]+((?:19|20)\\d\\d)(?!\\d)`, 'gi'), read: ([, month, date, year]) => dayOf(year, monthNumber(month), date) },
]

function dayOf(year: string | undefined, month: string | undefined, date: string | undefined): string | null {
  const text = `${year}-${String(Number(month)).padStart(2, '0')}-${String(Number(date)).padStart(2, '0')}`
  const parsed = new Date(`${text}T00:00:00Z`)
  // 30 February would be read as 1 March.
  return Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(text) ? null : text
}

function monthNumber(name = ''): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1)
}

function chineseDigit(digit: string): string {
  return String(Math.max(0, CHINESE_DIGITS.indexOf(digit) - 2))
}

/** 三, 十, 十二, 二十, 三十一 */
function chineseNumber(text: string): string {
  const [tens = '', ones] = text.includes('十') ? text.split('十') : ['0', text]
  return String((tens === '' ? 1 : tens === '0' ? 0 : Number(chineseDigit(tens))) * 10 + (ones === undefined || ones === '' ? 0 : Number(chineseDigit(ones))))
}

/** `14:30`, `9：00`, `下午3:00`, `下午3点半`, `3:05 pm`, right behind a date. */
function readTime(text: string): string | null {
  const match = /^[^\d:：]{0,12}?(上午|下午|晚上|中午|凌晨)?\s*(\d{1,2})\s*(?:[:：](\d\d)|[点时](半|\d{1,2}分)?)\s*([ap])?\.?m?/i.exec(text)
  if (!match) return null
  const [, part, hourText, minuteText, rest, half] = match
  const minute = minuteText ?? (rest === '半' ? '30' : (rest?.replace('分', '').padStart(2, '0') ?? '00'))
  const isLater = part === '下午' || part === '晚上' || half?.toLowerCase() === 'p'
  const hour = Number(hourText) + (isLater && Number(hourText) < 12 ? 12 : 0)
  return hour < 24 && Number(minute) < 60 ? `${String(hour).padStart(2, '0')}:${minute}` : null
}
