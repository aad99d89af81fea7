import { MEETING_TABLE as MEETING_1, SECTION_TABLES as SECTIONS_1 } from './format1/columns.ts'
import { DDL as DDL_1 } from './format1/tables.ts'
import { MEETING_TABLE, SECTION_TABLES } from './format2/columns.ts'
import { DDL } from './format2/tables.ts'
import type { RecordTable } from './RecordTable.ts'

/** `HSAR` in the file header: what makes a SQLite file one of ours. */
export const APPLICATION_ID = 0x48534152
/** `user_version` of the files that are written. A file is never migrated: a reader knows every version up to its own. */
export const FORMAT_VERSION = 2

/** How one version of the files is read. A version that was written once stays here for ever. */
export interface ArchiveFormat {
  readonly version: number
  readonly ddl: readonly string[]
  readonly meeting: RecordTable
  /** Section of a snapshot → its table. */
  readonly sections: Readonly<Record<string, RecordTable>>
  /** What records of that version lack, by section: they are read as if they said this. */
  readonly lacking: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export const PRESENT_FORMAT: ArchiveFormat = { version: FORMAT_VERSION, ddl: DDL, meeting: MEETING_TABLE, sections: SECTION_TABLES, lacking: {} }

const FORMAT_1: ArchiveFormat = { version: 1, ddl: DDL_1, meeting: MEETING_1, sections: SECTIONS_1, lacking: { attendance: { proxyForDepartmentId: null } } }

/** By `user_version`. A new version is one more entry, and what is written. */
export const ARCHIVE_FORMATS: ReadonlyMap<number, ArchiveFormat> = new Map([FORMAT_1, PRESENT_FORMAT].map((format) => [format.version, format]))

/** The records as that version knew them → as this program knows them: what came later is filled in. */
export function toPresent({ sections, lacking }: ArchiveFormat, recorded: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const absent = Object.keys(SECTION_TABLES).filter((section) => !(section in sections))
  const filled = Object.entries(lacking).flatMap(([section, fields]) => {
    const records = recorded[section]
    return Array.isArray(records) ? [[section, records.map((record: object) => ({ ...fields, ...record }))]] : []
  })
  return { ...recorded, ...Object.fromEntries(absent.map((section) => [section, []])), ...Object.fromEntries(filled) }
}

/** The other way: what a file of that version holds of the records. */
export function asRecorded({ sections, lacking }: ArchiveFormat, snapshot: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const held = Object.entries(snapshot).filter(([section]) => section in sections || section === 'info' || section === 'skipped')
  return Object.fromEntries(held.map(([section, records]) => [section, withoutFields(records, Object.keys(lacking[section] ?? {}))]))
}

/** The names in `CREATE TABLE` statements. */
export function tablesOf({ ddl }: Pick<ArchiveFormat, 'ddl'>): readonly string[] {
  return ddl.map((sql) => sql.split(' ', 3)[2] ?? '')
}

function withoutFields(records: unknown, fields: readonly string[]): unknown {
  if (fields.length === 0 || !Array.isArray(records)) return records
  return records.map((record: object) => Object.fromEntries(Object.entries(record).filter(([field]) => !fields.includes(field))))
}
