import { MEETING_TABLE, SECTION_TABLES, type RecordTable } from './columns.ts'
import { ARCHIVE_DDL } from './tables.ts'

/** How one version of the files is read. A version that was written once stays here for ever. */
export interface ArchiveFormat {
  readonly ddl: readonly string[]
  readonly meeting: RecordTable
  /** Section of a snapshot → its table. */
  readonly sections: Readonly<Record<string, RecordTable>>
  /** A snapshot as that version knew it → as this program knows it: what came later is filled in. */
  readonly toPresent: (snapshot: Readonly<Record<string, unknown>>) => unknown
}

/** By `user_version`. A new version is one more entry, and what is written, see `writeArchive`. */
export const ARCHIVE_FORMATS: ReadonlyMap<number, ArchiveFormat> = new Map([
  [1, { ddl: ARCHIVE_DDL, meeting: MEETING_TABLE, sections: SECTION_TABLES, toPresent: (snapshot) => snapshot }],
])
