import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { htmlPage } from './htmlLines.ts'
import { isIrcLog, readIrcLog, type IrcLog } from './ircLog.ts'
import { lineText, type Line } from './Line.ts'
import { markdownLines } from './markdownLines.ts'
import type { Minutes, MinutesNotice } from './Minutes.ts'
import { isDateLine, readDate, type MinutesDate } from './readDate.ts'
import { readHead, type Head } from './readHead.ts'
import { readTopics } from './readTopics.ts'
import { textLines } from './textLines.ts'
import { withFields } from './withFields.ts'
import { fieldOf, isPageHeading } from './words.ts'

export interface MinutesText {
  /** Path of the file, as the person knows it; its names may hold the date. */
  readonly name: string
  readonly text: string
  /** The raw log of the same meeting, if there is one. It tells times and nicknames; what was decided is in the minutes. */
  readonly log: string | null
  /** The person named this very file, so that it is read even if it is hardly minutes. */
  readonly isNamed: boolean
}

export interface ReadMinutes {
  readonly minutes: Minutes
  readonly notices: readonly MinutesNotice[]
}

export type MinutesRefusal = { readonly kind: 'not-minutes' } | { readonly kind: 'date-missing' } | { readonly kind: 'empty' }

interface Read {
  readonly lines: readonly Line[]
  readonly pageTitle: string
  readonly isMarked: boolean
  readonly isQuiet: boolean
  readonly log: IrcLog | null
}

/** Minutes in HTML, Markdown, plain text, or as nothing but the log of the chat. */
export function readMinutes(source: MinutesText): Result<ReadMinutes, MinutesRefusal> {
  if (source.text.trim() === '') return err({ kind: 'empty' })
  const read = readAs(source)
  const title = titleOf(read)
  const lines = read.isMarked || read.log?.lines === read.lines ? read.lines : withFields(read.lines, title.heading)
  const head = readHead(lines, read.log?.nicknames ?? new Map())
  const date = dateOf(lines, title, head)
  const dated = date ?? dateOfName(source.name) ?? dateOfLog(read.log)
  if (date === null && !isMinutes(lines, head) && !source.isNamed && /\.x?html?$/i.test(source.name)) return err({ kind: 'not-minutes' })
  if (dated === null && !source.isNamed) return err({ kind: 'date-missing' })
  const isChinese = /\p{Script=Han}/u.test(title.text + lines.slice(0, 40).map(textOf).join(''))
  const named = head.values('title')[0] ?? title.text
  const meetingTitle = named === '' || /^weekly$/i.test(named) ? fallbackTitle(source.name, dated, isChinese) : named
  const openingTitle = isChinese ? '议题之前' : 'Before the first topic'
  const topics = readTopics(lines, { names: head.names, isMarked: read.isMarked, isQuiet: read.isQuiet, openingTitle, wholeTitle: meetingTitle, lastOfHead: title.heading })
  const startsAt = dated && startOf(dated, read.log, isChinese)
  const minutes: Minutes = { title: meetingTitle, startsAt, place: head.values('place')[0] ?? '', people: head.people, about: head.about, topics }
  return ok({ minutes, notices: noticesOf(source, date, startsAt) })
}

function readAs({ name, text, log }: MinutesText): Read {
  if (/\.x?html?$/i.test(name) || /^\s*<(?:!doctype|html)\b/i.test(text)) {
    const { title, lines, isMarked } = htmlPage(text)
    return { lines, pageTitle: title, isMarked, isQuiet: false, log: log === null ? null : readIrcLog(log) }
  }
  if (/\.(?:md|markdown)$/i.test(name)) return { lines: markdownLines(text), pageTitle: '', isMarked: false, isQuiet: true, log: log === null ? null : readIrcLog(log) }
  if (isIrcLog(text)) {
    const own = readIrcLog(text)
    return { lines: own.lines, pageTitle: '', isMarked: false, isQuiet: true, log: own }
  }
  return { lines: textLines(text), pageTitle: '', isMarked: false, isQuiet: true, log: log === null ? null : readIrcLog(log) }
}

interface Title {
  readonly text: string
  /** The heading it came from; those before it are the site's. */
  readonly heading: Line | null
}

/** The heading above the one with the date; else the first that is no topic; else what the page calls itself. */
function titleOf({ lines, pageTitle }: Read): Title {
  const end = lines.findIndex((line) => line.kind === 'heading' && line.isTopic)
  const headings = lines.slice(0, end === -1 ? lines.length : end).filter((line) => line.kind === 'heading')
  const dated = headings.findIndex(({ text }) => isDateLine(text))
  const above = dated > 0 && dated < 6 ? headings[dated - 1] : undefined
  const first = headings.find(({ level, text }) => level <= 2 && !isPageHeading(text) && !isDateLine(text) && fieldOf(text) === null)
  const isAlone = first !== undefined && (first.level === 1 || headings.some(({ level }) => level > first.level))
  const heading = above ?? (isAlone ? first : undefined)
  const text = heading?.text ?? (pageTitle === '' ? '' : pageTitle)
  return { text: text.replaceAll(/[–—-]?\s*\[?DRAFT\]?\s*[–—-]?/g, ' ').replaceAll(/\s+/g, ' ').trim(), heading: heading ?? null }
}

function dateOf(lines: readonly Line[], title: Title, head: Head): MinutesDate | null {
  const top = lines.slice(0, 30).flatMap((line) => (line.kind === 'field' ? [] : [textOf(line)])).filter(isDateLine)
  const headings = lines.flatMap((line) => (line.kind === 'heading' && !line.isTopic && isDateLine(line.text) ? [line.text] : []))
  for (const text of [...head.values('date'), ...headings, title.text, ...top]) {
    const date = readDate(text)
    if (date) return date
  }
  return null
}

/** From the last name of the path that has one: `minutes/2020/2020-01-14-foo/index.html`. */
function dateOfName(name: string): MinutesDate | null {
  const parts = name.split('/')
  for (const part of parts.toReversed()) {
    const date = readDate(part.replaceAll('_', '-'))
    if (date) return { day: date.day, time: null }
  }
  // `2011/04/08-hcg-minutes.html`
  const path = /((?:19|20)\d\d)\/(\d\d)\/(\d\d)\D[^/]*$/.exec(name)
  return path ? readDate(`${path[1]}-${path[2]}-${path[3]}`) : null
}

function dateOfLog(log: IrcLog | null): MinutesDate | null {
  return log?.first == null ? null : readDate(log.first.slice(0, 10))
}

/**
 * Where a time of day is known it is kept: of Chinese minutes in China's zone, of others as UTC, as scribes write. An
 * unknown one is midnight.
 */
function startOf({ day, time }: MinutesDate, log: IrcLog | null, isChinese: boolean): string {
  if (time === null && log?.first?.startsWith(day) === true) return log.first
  return `${day}T${time ?? '00:00'}:00${isChinese ? '+08:00' : 'Z'}`
}

function noticesOf({ name }: MinutesText, date: MinutesDate | null, startsAt: string | null): readonly MinutesNotice[] {
  const byName = dateOfName(name)
  const differs = date !== null && byName !== null && byName.day !== date.day
  return [...(startsAt === null ? (['start-missing'] as const) : []), ...(differs ? (['date-differs-from-name'] as const) : [])]
}

/** Any page has headings; minutes say when it was, who was there, or what was said, resolved or charged. */
function isMinutes(lines: readonly Line[], head: Head): boolean {
  return head.people.length > 0 || lines.some((line) => (line.kind === 'heading' && line.isTopic) || (line.kind === 'text' && line.hint !== 'none'))
}

function fallbackTitle(name: string, date: MinutesDate | null, isChinese: boolean): string {
  const parts = name.split('/')
  const last = (parts.at(-1) ?? '').replace(/\.\w{1,8}$/, '')
  const own = /^(?:index|irc|minutes|readme|notes|transcript)$/i.test(last) ? (parts.at(-2) ?? '') : last
  const words = own.replace(/^(?:19|20)\d\d-?\d\d-?\d\d[-_ ]?/, '').trim()
  return words !== '' ? words : `${isChinese ? '会议纪要' : 'Minutes'}${date ? ` ${date.day}` : ''}`
}

function textOf(line: Line): string {
  return line.kind === 'text' ? lineText(line.runs) : line.kind === 'heading' ? line.text : ''
}
