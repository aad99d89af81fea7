import { z } from 'zod'
import { err, ok, type Result } from '../lib/result.ts'
import { BodySchema } from '../schema/body.ts'
import { MeetingInfoSchema } from '../schema/meeting.ts'
import { MeetingSnapshotSchema, type MeetingSnapshot } from '../schema/snapshot.ts'
import { InstantSchema } from '../schema/values.ts'
import { APPLICATION_ID, ARCHIVE_FORMATS, FORMAT_VERSION, tablesOf, toPresent, type ArchiveFormat } from './formats.ts'
import { OriginSchema, Sha256Schema, type Origin } from './ledger/entry.ts'
import type { ColumnKind, MemberTable, RecordTable } from './RecordTable.ts'
import { bodyOf } from './search/bodyName.ts'
import type { SearchedMeeting } from './search/rows.ts'
import type { SqlDatabase, SqlValue } from './SqlDatabase.ts'
import type { ArchiveNote, DocumentState } from './writeArchive.ts'

export interface ArchiveMeta {
  readonly writtenAt: string
  readonly appVersion: string
  /** True if half surrogate pairs in the meeting's text were replaced by U+FFFD. */
  readonly isTextRepaired: boolean
  /** `meeting` in files from before it was written down. */
  readonly origin: Origin
  readonly source: ArchiveNote['source']
  readonly supersedes: string | null
  /** As the file says; null in files from before it was written down. */
  readonly contentDigest: string | null
}

export interface ArchivedMeeting {
  readonly snapshot: MeetingSnapshot
  readonly documentState: DocumentState
  readonly meta: ArchiveMeta
  /** Of the file. */
  readonly format: ArchiveFormat
}

/** What a list of records shows of one archive. */
export interface ArchiveHeading {
  readonly meetingId: string
  readonly title: string
  readonly startsAt: string
  readonly closedAt: string
  readonly body: string
}

/**
 * `tables`: other tables, or triggers, views and indexes that we never make. `integrity`: SQLite's own check fails.
 * `rows`: some are missing or too many. `values`: one is not what its column holds. `unreadable`: SQLite gave up.
 */
export type ArchiveDamage = 'tables' | 'integrity' | 'rows' | 'values' | 'unreadable'

export type ArchiveReadError =
  | { readonly kind: 'not-an-archive' }
  | { readonly kind: 'newer-version'; readonly version: number }
  | { readonly kind: 'damaged'; readonly what: ArchiveDamage }

/**
 * The whole meeting or an error: any file may be given, and none makes it throw. It does not detect a changed letter;
 * only the hash of the whole file does. The caller compares the document state with its own `sha256`.
 */
export function readArchive(db: SqlDatabase): Result<ArchivedMeeting, ArchiveReadError> {
  return guarded(() => {
    const found = formatOf(db)
    if (!found.ok) return found
    const format = found.value
    if (!isSound(db)) return damaged('integrity')
    const meta = readMeta(db)
    const [info] = readRecords(db, format.meeting)
    const [document] = rowsOf(db, 'SELECT state, sha256 FROM document')
    if (!meta || !info || !document || !isComplete(db, format, meta.rows)) return damaged('rows')
    const sections = Object.entries(format.sections).map(([section, table]) => [section, readRecords(db, table)])
    const snapshot = MeetingSnapshotSchema.safeParse(toPresent(format, { info, ...Object.fromEntries(sections), skipped: readSkipped(db) }))
    const documentState = DocumentStateSchema.safeParse({ update: document[0], sha256: document[1] })
    if (!snapshot.success || !documentState.success) return damaged('values')
    return ok({ snapshot: snapshot.data, documentState: documentState.data, meta: meta.meta, format })
  })
}

/** Only what a list shows: the header, the table definitions and the meeting's own row. What follows may be damaged. */
export function readArchiveHeading(db: SqlDatabase): Result<ArchiveHeading, ArchiveReadError> {
  return guarded(() => {
    const format = formatOf(db)
    if (!format.ok) return format
    const { meeting, sections } = format.value
    const [row] = readRecords(db, meeting)
    if (!row) return damaged('rows')
    const info = MeetingInfoSchema.safeParse(row)
    if (!info.success || info.data.closedAt === null) return damaged('values')
    const { id, title, startsAt, closedAt } = info.data
    const bodies = z.array(BodySchema).safeParse(sections['bodies'] ? readRecords(db, sections['bodies']) : [])
    return ok({ meetingId: id, title, startsAt, closedAt, body: bodyOf({ info: info.data, bodies: bodies.data ?? [] }) })
  })
}

/**
 * Only what is searched, and no word about the rest: a meeting is found even if its document or another table is damaged.
 */
export function readSearchedMeeting(db: SqlDatabase): Result<{ readonly meeting: SearchedMeeting; readonly supersedes: string | null }, ArchiveReadError> {
  return guarded(() => {
    const found = formatOf(db)
    if (!found.ok) return found
    const { meeting, sections } = found.value
    const [info] = readRecords(db, meeting)
    if (!info) return damaged('rows')
    const read = Object.entries(sections).flatMap(([section, table]) => (section in SearchedMeetingSchema.shape ? [[section, readRecords(db, table)]] : []))
    const searched = SearchedMeetingSchema.safeParse(toPresent(found.value, { info, ...Object.fromEntries(read) }))
    return searched.success ? ok({ meeting: searched.data, supersedes: readMeta(db)?.meta.supersedes ?? null }) : damaged('values')
  })
}

const SearchedMeetingSchema = MeetingSnapshotSchema.pick({
  info: true, bodies: true, departments: true, attendance: true, agenda: true, dossiers: true, papers: true, speakerRequests: true, notes: true, issues: true, options: true, gates: true,
  gateVerdicts: true, criteria: true, rounds: true, ballots: true, positions: true, conditions: true, conditionEvents: true, positionAnswers: true, resolutions: true, adoptions: true,
  countersignRequests: true, countersigns: true, actions: true,
} satisfies Record<keyof SearchedMeeting, true>)

const DocumentStateSchema = z.object({ update: z.instanceof(Uint8Array), sha256: z.string().regex(/^[0-9a-f]{64}$/) })

function damaged(what: ArchiveDamage): Result<never, ArchiveReadError> {
  return err({ kind: 'damaged', what })
}

/** A file that is no database or breaks in the middle makes the engine throw, which says nothing about our code. */
function guarded<T>(read: () => Result<T, ArchiveReadError>): Result<T, ArchiveReadError> {
  try {
    return read()
  } catch (error) {
    return /not a database/.test(String(error)) ? err({ kind: 'not-an-archive' }) : damaged('unreadable')
  }
}

function formatOf(db: SqlDatabase): Result<ArchiveFormat, ArchiveReadError> {
  if (pragmaNumber(db, 'application_id') !== APPLICATION_ID) return err({ kind: 'not-an-archive' })
  const version = pragmaNumber(db, 'user_version')
  if (version > FORMAT_VERSION) return err({ kind: 'newer-version', version })
  const format = ARCHIVE_FORMATS.get(version)
  if (!format) return err({ kind: 'not-an-archive' })
  // A trigger, view or generated column of a stranger could show us other data than the tables hold.
  return isOurSchema(db, format) ? ok(format) : damaged('tables')
}

function isOurSchema(db: SqlDatabase, { ddl }: ArchiveFormat): boolean {
  const found = rowsOf(db, 'SELECT type, name, sql FROM sqlite_master')
  const ours = new Set(ddl)
  const tables = found.filter(([, , sql]) => sql !== null)
  const automatic = found.filter(([, , sql]) => sql === null)
  return (
    tables.length === ours.size &&
    tables.every(([type, , sql]) => type === 'table' && typeof sql === 'string' && ours.has(sql)) &&
    automatic.every(([type, name]) => type === 'index' && typeof name === 'string' && name.startsWith('sqlite_autoindex_'))
  )
}

function isSound(db: SqlDatabase): boolean {
  return rowsOf(db, 'PRAGMA integrity_check')[0]?.[0] === 'ok' && rowsOf(db, 'PRAGMA foreign_key_check').length === 0
}

function readMeta(db: SqlDatabase): { readonly meta: ArchiveMeta; readonly rows: ReadonlyMap<string, string> } | undefined {
  const entries = new Map(rowsOf(db, `SELECT ${textOf('key')}, ${textOf('value')} FROM meta`).map(([key, value]) => [text(key), text(value)]))
  const writtenAt = entries.get('written_at')
  const appVersion = entries.get('app_version')
  const repaired = entries.get('text_repaired')
  if (!InstantSchema.safeParse(writtenAt).success || writtenAt === undefined || appVersion === undefined || repaired === undefined) return undefined
  const about = AboutSchema.safeParse({
    origin: entries.get('origin'),
    source: entries.has('source_name') ? { name: entries.get('source_name'), sha256: entries.get('source_sha256') } : null,
    supersedes: entries.get('supersedes'),
    contentDigest: entries.get('content_digest'),
  })
  return about.success ? { meta: { writtenAt, appVersion, isTextRepaired: repaired === '1', ...about.data }, rows: entries } : undefined
}

const AboutSchema = z.object({
  origin: OriginSchema.default('meeting'),
  source: z.object({ name: z.string(), sha256: Sha256Schema }).nullable(),
  supersedes: Sha256Schema.nullable().default(null),
  contentDigest: Sha256Schema.nullable().default(null),
})

/** Every table holds as many rows as were written: half a meeting is none. */
function isComplete(db: SqlDatabase, format: ArchiveFormat, written: ReadonlyMap<string, string>): boolean {
  return tablesOf(format).every((table) => table === 'meta' || written.get(`rows.${table}`) === String(rowsOf(db, `SELECT count(*) FROM ${table}`)[0]?.[0]))
}

function readRecords(db: SqlDatabase, { table, fields, lists }: RecordTable): readonly Readonly<Record<string, unknown>>[] {
  const columns = Object.entries(fields)
  const selected = columns.map(([, [column, kind]]) => (kind === 'text' ? textOf(column) : column))
  const records = rowsOf(db, `SELECT ${selected.join(', ')} FROM ${table} ORDER BY position`).map((row) =>
    Object.fromEntries(columns.map(([field, [, kind]], index): [string, unknown] => [field, decoded(row[index] ?? null, kind)])),
  )
  const members = Object.entries(lists).map(([field, list]): [string, ReadonlyMap<unknown, readonly string[]>] => [field, readMembers(db, list)])
  return records.map((record) => ({ ...record, ...Object.fromEntries(members.map(([field, byOwner]) => [field, byOwner.get(record['id']) ?? []])) }))
}

function readSkipped(db: SqlDatabase): Readonly<Record<string, unknown>> {
  const rows = rowsOf(db, `SELECT ${textOf('section')}, count FROM skipped_record ORDER BY section`)
  return Object.fromEntries(rows.map(([section, count]): [string, unknown] => [text(section), count]))
}

function readMembers(db: SqlDatabase, { table, owner, member }: MemberTable): ReadonlyMap<unknown, readonly string[]> {
  const byOwner = new Map<string, string[]>()
  for (const [of, value] of rowsOf(db, `SELECT ${textOf(owner)}, ${textOf(member)} FROM ${table} ORDER BY ${owner}, position`)) {
    const members = byOwner.get(text(of))
    if (members) members.push(text(value))
    else byOwner.set(text(of), [text(value)])
  }
  return byOwner
}

function decoded(value: SqlValue, kind: ColumnKind): unknown {
  if (value === null) return null
  if (kind === 'text') return text(value)
  return kind === 'boolean' ? value === 1 : value
}

/** A letter before the text, which `text` takes off again: decoding swallows a byte order mark at the very beginning. */
function textOf(column: string): string {
  return `'x' || ${column}`
}

function text(value: SqlValue | undefined): string {
  return String(value).slice(1)
}

function pragmaNumber(db: SqlDatabase, name: string): number {
  return Number(rowsOf(db, `PRAGMA ${name}`)[0]?.[0])
}

function rowsOf(db: SqlDatabase, sql: string): readonly (readonly SqlValue[])[] {
  return db.exec(sql)[0]?.values ?? []
}
