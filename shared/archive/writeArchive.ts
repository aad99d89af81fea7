/// <reference lib="es2024.string" preserve="true" />
import { assert } from '../lib/assert.ts'
import type { MeetingSnapshot } from '../schema/snapshot.ts'
import { APPLICATION_ID, PRESENT_FORMAT, tablesOf, type ArchiveFormat } from './formats.ts'
import type { Origin } from './ledger/entry.ts'
import type { ColumnKind, MemberTable, RecordTable } from './RecordTable.ts'
import type { SqlDatabase, SqlValue } from './SqlDatabase.ts'
import { wellFormed } from './wellFormed.ts'

/** The meeting's document itself, so that nothing a snapshot leaves out is lost. */
export interface DocumentState {
  /** Yjs update, encoding version 1, that builds the whole document. */
  readonly update: Uint8Array
  /** Of `update`, in lower-case hexadecimal; computed by the caller, because this folder knows no hash. */
  readonly sha256: string
}

/** What a file says of itself beside the meeting. */
export interface ArchiveNote {
  readonly writtenAt: string
  readonly appVersion: string
  readonly origin: Origin
  /** The file that an imported meeting was read from; null of any other. */
  readonly source: { readonly name: string; readonly sha256: string } | null
  /** SHA-256 of the file that this one corrects. */
  readonly supersedes: string | null
  /** See `contentText`. */
  readonly contentDigest: string
}

/**
 * Writes a closed meeting into an empty database. The same input gives the same bytes; what `format` does not know is left out. Text with lone surrogates is
 * repaired and the file says so; everything else reads back as it was.
 * @throws Error if the meeting is open, an id occurs twice, or the database fails; it is of no use then.
 */
export function writeArchive(
  db: SqlDatabase,
  snapshot: MeetingSnapshot,
  documentState: DocumentState,
  meta: ArchiveNote,
  format: ArchiveFormat = PRESENT_FORMAT,
): void {
  assert(snapshot.info.closedAt !== null, 'only a closed meeting is archived')
  const { snapshot: meeting, isRepaired } = wellFormed(snapshot)
  db.exec(`PRAGMA page_size = 1024; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${format.version}`)
  db.exec('BEGIN')
  for (const sql of format.ddl) db.exec(sql)
  writeRecords(db, format.meeting, [meeting.info])
  for (const [section, table] of Object.entries(format.sections)) writeRecords(db, table, recordsOf(meeting, section))
  insert(db, 'skipped_record', ['section', 'count'], Object.entries(meeting.skipped).map(([section, count]) => [section, String(count)]))
  insert(db, 'document', ['position', 'encoding', 'state', 'sha256'], [['0', 'yjs-update-v1', documentState.update, documentState.sha256]])
  const counts = tablesOf(format).filter((table) => table !== 'meta').map((table) => [`rows.${table}`, rowCount(db, table)])
  insert(db, 'meta', ['key', 'value'], [
    ['app_version', meta.appVersion],
    ['content_digest', meta.contentDigest],
    ['origin', meta.origin],
    ...(meta.source ? [['source_name', meta.source.name.toWellFormed()], ['source_sha256', meta.source.sha256]] : []),
    ...(meta.supersedes === null ? [] : [['supersedes', meta.supersedes]]),
    ['text_repaired', isRepaired ? '1' : '0'],
    ['written_at', meta.writtenAt],
    ...counts,
  ])
  db.exec('COMMIT')
}

function writeRecords(db: SqlDatabase, table: RecordTable, records: readonly object[]): void {
  const fields = Object.entries(table.fields)
  const rows = records.map((record, position) => [String(position), ...fields.map(([field, [, kind]]) => cell(fieldOf(record, field), kind))])
  insert(db, table.table, ['position', ...fields.map(([, [column]]) => column)], rows)
  for (const [field, list] of Object.entries(table.lists)) writeMembers(db, list, field, records)
}

function writeMembers(db: SqlDatabase, { table, owner, member }: MemberTable, field: string, records: readonly object[]): void {
  const rows = records.flatMap((record) => {
    const members = fieldOf(record, field)
    assert(Array.isArray(members), `${field} is a list`)
    return members.map((value, position) => [cell(fieldOf(record, 'id'), 'text'), String(position), cell(value, 'text')])
  })
  insert(db, table, [owner, 'position', member], rows)
}

function insert(db: SqlDatabase, table: string, columns: readonly string[], rows: readonly SqlValue[][]): void {
  const statement = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
  for (const row of rows) statement.run(row)
  statement.free()
}

/**
 * Whole numbers are bound as text, which the column turns back into an integer exactly: sql.js binds what exceeds 32
 * bits as a floating-point number. Of the others the text would not come back as the same one.
 */
function cell(value: unknown, kind: ColumnKind): SqlValue {
  if (value === null) return null
  if (kind === 'real') return Number(value)
  if (kind === 'boolean') return value === true ? '1' : '0'
  return String(value)
}

function rowCount(db: SqlDatabase, table: string): string {
  return String(db.exec(`SELECT count(*) FROM ${table}`)[0]?.values[0]?.[0] ?? 0)
}

function recordsOf(meeting: MeetingSnapshot, section: string): readonly object[] {
  const records = fieldOf(meeting, section)
  assert(Array.isArray(records), `${section} is a list`)
  return records
}

function fieldOf(record: object, field: string): unknown {
  return (record as Readonly<Record<string, unknown>>)[field]
}
