import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readArchiveHeading } from '../../../shared/archive/readArchive.ts'
import type { ArchiveList } from '../../../shared/api.ts'
import { openSqlite, type SqlEngine } from '../sqlite.ts'
import { recordFiles } from './recordFiles.ts'

type Listed = Omit<ArchiveList['archives'][number], 'origin' | 'source'>
type Damaged = ArchiveList['damaged'][number]

/**
 * The archives in the workspace's `records` folder, by the time of the meeting, newest first. A file that can't be read
 * is listed with the kind of the reason: `not-an-archive`, `newer-version`, `damaged` or `not-readable`. No folder, no
 * archives. Where each came from is not in its heading, see `listWithOrigins`.
 */
export async function listRecords(recordsDir: string): Promise<{ readonly archives: Listed[]; readonly damaged: Damaged[] }> {
  const engine = await openSqlite()
  const archives: Listed[] = []
  const damaged: Damaged[] = []
  for (const file of await recordFiles(recordsDir)) {
    const record = await readHeading(engine, recordsDir, file)
    if ('reason' in record) damaged.push(record)
    else archives.push(record)
  }
  return { archives: archives.toSorted(newestFirst), damaged }
}

async function readHeading(engine: SqlEngine, recordsDir: string, file: string): Promise<Listed | Damaged> {
  const bytes = await readFile(join(recordsDir, file)).catch(() => undefined)
  if (bytes === undefined) return { file, reason: 'not-readable' }
  const db = engine.open(bytes)
  try {
    const heading = readArchiveHeading(db)
    return heading.ok ? { file, ...heading.value, size: bytes.length } : { file, reason: heading.error.kind }
  } finally {
    db.close()
  }
}

function newestFirst(a: Listed, b: Listed): number {
  return Date.parse(b.startsAt) - Date.parse(a.startsAt) || (a.file < b.file ? -1 : 1)
}
