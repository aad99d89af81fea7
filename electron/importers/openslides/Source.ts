import { paragraph, type NoteBlock } from '../noteBlocks.ts'
import type { ImportReport } from '../importedMeeting.ts'
import type { AnyRow, KnownCollection, RowOf, Tables } from './readTables.ts'
import type { Words } from './words.ts'

/** One meeting of an export, with what reading it needs. */
export interface Source {
  readonly tables: Tables
  readonly meetingId: number
  readonly words: Words
  readonly report: ImportReport
  /** Rows by collection, field and value, built when first asked: a vote of thousands is looked up thousands of times. */
  readonly indexes: Map<string, ReadonlyMap<unknown, readonly AnyRow[]>>
}

/** Rows of this meeting whose `field` is `value`, by weight, then id. */
export function rowsOf<K extends KnownCollection>(source: Source, collection: K, field: string, value: number | string): readonly RowOf<K>[] {
  const name = `${collection} ${field}`
  const index = source.indexes.get(name) ?? buildIndex(source, collection, field)
  source.indexes.set(name, index)
  // The index holds rows of this collection only.
  return (index.get(value) ?? []) as readonly RowOf<K>[]
}

function buildIndex({ tables, meetingId }: Source, collection: KnownCollection, field: string): ReadonlyMap<unknown, readonly AnyRow[]> {
  const index = new Map<unknown, AnyRow[]>()
  const rows: readonly AnyRow[] = [...tables.rows(collection).values()]
  for (const row of rows.toSorted((a, b) => weightOf(a) - weightOf(b) || a.id - b.id)) {
    if ((row['meeting_id'] ?? meetingId) !== meetingId) continue
    const found = index.get(row[field])
    if (found) found.push(row)
    else index.set(row[field], [row])
  }
  return index
}

function weightOf(row: Readonly<Record<string, unknown>>): number {
  return typeof row['weight'] === 'number' ? row['weight'] : 0
}

/** Name of a participant, by the id of the meeting's user. */
export function participantName(source: Source, meetingUserId: number | null | undefined): string {
  const meetingUser = source.tables.rows('meeting_user').get(meetingUserId ?? 0)
  return userName(source, meetingUser?.user_id)
}

export function userName({ tables, words }: Source, userId: number | null | undefined): string {
  const user = tables.rows('user').get(userId ?? 0)
  if (!user) return words.nobody
  const name = [user.title, user.first_name, user.last_name].filter((part) => part != null && part.trim() !== '').join(' ')
  return oneLine(name || user.username || `#${user.id}`)
}

/** A label and what follows it, as one paragraph; nothing if nothing follows. */
export function labelled({ words }: Source, label: string, values: readonly (string | null | undefined)[]): readonly NoteBlock[] {
  const said = values.filter((value) => value != null && value.trim() !== '')
  return said.length === 0 ? [] : [{ kind: 'paragraph', runs: [{ text: `${label}${words.colon}`, marks: ['bold'] }, { text: said.join(words.comma), marks: [] }] }]
}

/** A titled section; nothing without content. */
export function section(title: string, blocks: readonly NoteBlock[]): readonly NoteBlock[] {
  return blocks.length === 0 ? [] : [paragraph(title, 'bold'), ...blocks]
}

/** `2.000000` as people write it. */
export function number(decimal: string | number | null | undefined): string {
  return decimal == null ? '' : String(Number(decimal))
}

/** ISO 8601 with offset, or null for what is no moment. */
export function instant(time: string | number | null | undefined): string | null {
  if (time == null) return null
  if (typeof time === 'string') return /^\d{4}-\d\d-\d\dT.+(?:Z|[+-]\d\d:\d\d)$/.test(time) && !Number.isNaN(Date.parse(time)) ? time : null
  const moment = new Date(time * 1000)
  return time > 0 && !Number.isNaN(moment.getTime()) ? moment.toISOString().replace('.000Z', 'Z') : null
}

/** Names and titles are one line of at most 500 characters, with no pair cut in two. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= MAX_LINE ? line : line.slice(0, MAX_LINE).replace(/[\ud800-\udbff]$/, '')
}

const MAX_LINE = 500
