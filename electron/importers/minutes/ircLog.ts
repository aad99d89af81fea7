import { lineText, textLine, type FieldValue, type Line } from './Line.ts'
import { fieldOf, isBot, readStatement, speakerOf } from './words.ts'

/** One line of a log. `at` is an instant where the log has whole dates. */
interface LogLine {
  readonly at: string | null
  readonly nick: string
  readonly text: string
}

export interface IrcLog {
  readonly lines: readonly Line[]
  /** Nickname → the name it gave itself as present. */
  readonly nicknames: ReadonlyMap<string, string>
  /** When it begins, where it has whole dates. */
  readonly first: string | null
}

const STAMP = /^\s*(?:\[([^\]]{0,40})\]|(\d{4}-\d\d-\d\d[T ][\d:.]{5,12}Z?|\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?))\s*/i
const NICK = /^(?:<\s*[@+%&~]?([^<>]{0,80})>|\[([^\]\s]{1,40})\])\s*/
/** The telephone bridge tells who is on the line. */
const CALLED_IN = /^.{0,40}?<?(?:voip[-\w]*|zakim)>?[:\t ]\s*(?:([^<>()\t]{2,60}?) \((?:SIP|TEL)[^)]*\) (?:is in|has joined) the conference\.?|\+(\p{Lu}[\p{L}_.'-]{2,60}))\s*$/iu
const FOR_BOTS = /^(?:zakim|rrsagent|trackbot|ghurlbot|gb|agendabot|voip[-\w]*)\s*[,:]|^(?:q[+\-?=]|queue\s*[=+-]|ack\b|agenda\s*[+-]|rrsagent\b|zakim\b|trackbot\b|present\?|voip:|\+1?q$)/i

/** True if most lines are `<nick> words`, with or without a time before. */
export function isIrcLog(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '').slice(0, 400)
  return lines.length > 0 && lines.filter((line) => NICK.test(line.replace(STAMP, ''))).length > lines.length / 2
}

/** The raw log of a meeting with the scribes' conventions (`Topic:`, `present+`, `RESOLVED:`, `s/old/new/`). */
export function readIrcLog(text: string): IrcLog {
  const rows = text.split('\n')
  const said = corrected(rows.flatMap(readLine))
  const reader = new LogReader()
  for (const line of said) reader.read(line)
  reader.connected(rows.flatMap((row) => CALLED_IN.exec(row)?.slice(1).find((name) => name !== undefined) ?? []))
  return { lines: reader.finish(), nicknames: reader.nicknames, first: said.find(({ at }) => at !== null)?.at ?? null }
}

/** Joins, parts and actions (`* ana waves`) are no words of the meeting; neither is what bots say. */
function readLine(line: string): readonly LogLine[] {
  const stamp = STAMP.exec(line)
  const rest = line.slice(stamp?.[0].length ?? 0)
  if (/^(?:\*|-!-|-->|<--|---|→|←)/.test(rest)) return []
  const nick = NICK.exec(rest)
  const name = (nick?.[1] ?? nick?.[2] ?? '').trim()
  const said = rest.slice(nick?.[0].length ?? 0).trim()
  if (said === '' || isBot(name) || (name === '' && /^(?:topic changed to|\S+ has (?:joined|left|quit|changed))/i.test(said))) return []
  return [{ at: instantOf(stamp?.[1] ?? stamp?.[2] ?? ''), nick: name, text: said }]
}

function instantOf(stamp: string): string | null {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)/.exec(stamp)
  if (!match) return null
  const instant = new Date(`${match[1]}T${match[2]}Z`)
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString()
}

/** Applies what was corrected while the meeting went on: `s/old/new/` to the last line that has it, with `g` to all before. */
function corrected(lines: readonly LogLine[]): readonly LogLine[] {
  const kept: LogLine[] = []
  let count = 0
  for (const line of lines) {
    const correction = count >= MAX_CORRECTIONS ? null : /^s([/|])(.+?)\1(.*?)(?:\1([gG]?)\s*)?$/.exec(line.text)
    const [, , wrong = '', right = '', flag = ''] = correction ?? []
    const hits = correction ? kept.flatMap((other, index) => (other.text.includes(wrong) ? [index] : [])) : []
    if (correction) count++
    if (hits.length === 0) {
      if (!correction) kept.push(line)
      continue
    }
    for (const index of flag === '' ? hits.slice(-1) : hits) {
      const other = kept[index]
      if (other) kept[index] = { ...other, text: flag === '' ? other.text.replace(wrong, () => right) : other.text.replaceAll(wrong, () => right) }
    }
  }
  return kept
}

/** Each looks through all lines before; no meeting has a hundredth of these. */
const MAX_CORRECTIONS = 2_000

class LogReader {
  readonly nicknames = new Map<string, string>()
  readonly #lines: Line[] = []
  readonly #fields = new Map<string, Map<string, FieldValue>>()
  readonly #speakers = new Set<string>()
  #scribe = ''

  read({ nick, text }: LogLine): void {
    const { words } = speakerOf(text)
    const topic = /^(sub-?)?topic\s*:\s*(.+)$/i.exec(words)
    if (topic) this.#lines.push({ kind: 'heading', level: topic[1] ? 4 : 3, text: (topic[2] ?? '').trim(), id: '', isTopic: true })
    else if (!this.#command(nick, words) && !FOR_BOTS.test(words)) this.#speech(nick, words)
  }

  /** Names from the telephone, for a meeting in which nobody said `present+`. */
  connected(names: readonly string[]): void {
    if (!this.#fields.has('present')) for (const name of names) this.#field('present', nameOf(name))
  }

  finish(): readonly Line[] {
    if (!this.#fields.has('present')) for (const nick of this.#speakers) this.#field('present', nameOf(nick))
    const fields = [...this.#fields].map(([name, values]): Line => ({ kind: 'field', name, values: [...values.values()] }))
    return [...fields, ...this.#lines]
  }

  /** `present+ Ana`, `Scribe: ana`, `Meeting: …`. @returns whether it was one. */
  #command(nick: string, text: string): boolean {
    const match = /^(meeting|title|date|agenda|chairs?|scribe(?:nick|s)?|present|regrets|guests?|organizers?)\s*(?:([+-])\s*:?|:)\s*(.*)$/i.exec(text)
    const misplaced = match ? null : /^(.{2,60}?)\s+(present)\s*\+$/i.exec(text)
    const [, name = '', sign = '', value = ''] = match ?? (misplaced ? ['', 'present', '+', misplaced[1] ?? ''] : [])
    const field = fieldOf(name)
    if (field === null) return false
    if (sign === '-') this.#fields.get(field)?.delete(nameOf(value === '' ? nick : value))
    else if (field === 'scribe') this.#scribes(value === '' ? nick : value)
    else if (field === 'present' || field === 'regrets' || field === 'chair' || field === 'guests') this.#people(field, nick, value)
    else if (value !== '') this.#field(field, value)
    return true
  }

  #people(field: string, nick: string, value: string): void {
    const called = value === '' ? [nick] : value.split(/\s*[,;]\s*/)
    for (const one of called) {
      const name = nameOf(/^(?:me|i)$/i.test(one) ? nick : one)
      if (name !== '') this.#field(field, name)
    }
    if (field === 'present' && called.length === 1 && nick !== '') this.nicknames.set(nick, nameOf(called[0] ?? ''))
  }

  #scribes(value: string): void {
    this.#scribe = value.trim()
    this.#field('scribe', nameOf(value))
  }

  #field(field: string, value: string): void {
    const values = this.#fields.get(field) ?? new Map<string, FieldValue>()
    this.#fields.set(field, values.set(value, { text: value, ref: '' }))
  }

  #speech(nick: string, text: string): void {
    const statement = readStatement(text)
    if (statement) {
      this.#lines.push(textLine(text, { hint: statement.kind }))
      return
    }
    const continued = /^(?:\.\.+|…)\s*(.+)$/.exec(text)
    if (continued) {
      this.#lines.push(textLine(text, { hint: 'continuation' }))
      return
    }
    // The scribe writes what others say: `ana: we should …`.
    const told = nick === '' || nick === this.#scribe || /^(?:scribe|transcriber)$/i.test(nick) ? /^([\p{L}][^\s:<>]{0,59}(?: \p{Lu}[^\s:<>]{0,30}){0,2})\s?:\s?(?!\/\/)(.+)$/u.exec(text) : null
    const speaker = told ? (told[1] ?? '') : nick
    if (nick !== '') this.#speakers.add(nick)
    const words = told ? (told[2] ?? '') : text
    const line = textLine(words, { hint: 'speech' })
    this.#lines.push(speaker === '' ? line : { ...line, runs: [{ text: nameOf(speaker), marks: ['bold'] }, { text: `: ${lineText(line.runs)}`, marks: [] }] })
  }
}

/** Nicknames have no spaces. */
function nameOf(nick: string): string {
  return nick.replaceAll('_', ' ').replaceAll(/\s+/g, ' ').trim()
}
