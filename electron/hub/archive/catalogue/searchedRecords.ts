import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readSearchedMeeting } from '../../../../shared/archive/readArchive.ts'
import { bodyOf } from '../../../../shared/archive/search/bodyName.ts'
import { searchableRows, type SearchableRow } from '../../../../shared/archive/search/rows.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import { recordFiles } from '../recordFiles.ts'
import type { SqlEngine } from '../../sqlite.ts'

/** A file of the records as it was when it was last looked at; the same stamp means the same content. */
export interface RecordFile {
  /** Of the folder that it is in. */
  readonly year: string
  readonly name: string
  readonly stamp: string
}

/** What the catalogue knows of one record. */
export interface SearchedRecord {
  /** Below the workspace's folder, with `/`. */
  readonly path: string
  readonly sha256: string
  /** Of the record that this one corrects. */
  readonly supersedes: string | null
  readonly meetingId: string
  readonly title: string
  readonly heldOn: string
  readonly body: string
  readonly rows: readonly SearchableRow[]
  readonly departmentNames: ReadonlyMap<string, string>
}

/** `not-an-archive`, `newer-version`, `damaged` or `not-readable`, as in the list of archives. */
export interface RecordProblem {
  readonly kind: string
}

/** All there are, newest first by name; none without the folder. */
export async function listSearchedFiles(recordsDir: string): Promise<readonly RecordFile[]> {
  const files: (RecordFile | undefined)[] = []
  const listed = (await recordFiles(recordsDir)).toReversed()
  // A few at a time: the hub's other files wait in the same queue.
  for (let at = 0; at < listed.length; at += 64) files.push(...(await Promise.all(listed.slice(at, at + 64).map((file) => stampedFile(recordsDir, ...parts(file))))))
  return files.filter((file) => file !== undefined)
}

function parts(file: string): readonly [year: string, name: string] {
  return [file.slice(0, 4), file.slice(5)]
}

/** Undefined if there is no such file. */
export async function stampedFile(recordsDir: string, year: string, name: string): Promise<RecordFile | undefined> {
  const stats = await stat(join(recordsDir, year, name)).catch(() => undefined)
  return stats?.isFile() ? { year, name, stamp: `${stats.size}-${Math.round(stats.mtimeMs)}` } : undefined
}

/** Reads what is searched of one record; a file that is damaged elsewhere still gives it. */
export async function readSearchedRecord(engine: SqlEngine, recordsDir: string, { year, name }: RecordFile): Promise<Result<SearchedRecord, RecordProblem>> {
  const bytes = await readFile(join(recordsDir, year, name)).catch(() => undefined)
  if (bytes === undefined) return err({ kind: 'not-readable' })
  const db = engine.open(bytes)
  try {
    const read = readSearchedMeeting(db)
    if (!read.ok) return read
    const { meeting, supersedes } = read.value
    const { info, departments } = meeting
    return ok({
      path: `records/${year}/${name}`,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      supersedes,
      meetingId: info.id,
      title: info.title,
      heldOn: info.startsAt.slice(0, 10),
      body: bodyOf(meeting),
      rows: searchableRows(meeting),
      departmentNames: new Map(departments.map((department) => [department.id, department.name])),
    })
  } finally {
    db.close()
  }
}

/** Whether the folder is one that records are kept in, be it without any yet. */
export async function hasRecords(dataDir: string): Promise<boolean> {
  const found = await Promise.all(['records', 'access.json'].map((name) => stat(join(dataDir, name)).then(() => true, () => false)))
  return found.includes(true)
}
