import { createHash } from 'node:crypto'
import type { ArchiveFormat } from '../../shared/archive/formats.ts'
import { readArchive } from '../../shared/archive/readArchive.ts'
import { writeArchive, type ArchiveNote } from '../../shared/archive/writeArchive.ts'
import type { MeetingSnapshot } from '../../shared/schema/snapshot.ts'
import { openSqlite, type MemoryDatabase } from '../../electron/hub/sqlite.ts'

const engine = await openSqlite()

export const META: ArchiveNote = { writtenAt: '2026-03-05T09:00:00.000Z', appVersion: '0.0.0-test', origin: 'meeting', source: null, supersedes: null, contentDigest: 'c'.repeat(64) }

export function stateOf(update: Uint8Array): { update: Uint8Array; sha256: string } {
  return { update, sha256: createHash('sha256').update(update).digest('hex') }
}

export function archiveBytes(snapshot: MeetingSnapshot, update: Uint8Array = new Uint8Array([0, 0]), note: ArchiveNote = META, format?: ArchiveFormat): Uint8Array {
  return withDatabase(undefined, (db) => {
    writeArchive(db, snapshot, stateOf(update), note, format)
    return db.export()
  })
}

export function readBytes(bytes: Uint8Array): ReturnType<typeof readArchive> {
  return withDatabase(bytes, readArchive)
}

/** The file as a stranger's tool leaves it after running `sql`. */
export function altered(bytes: Uint8Array, sql: string): Uint8Array {
  return withDatabase(bytes, (db) => {
    db.exec(sql)
    return db.export()
  })
}

export function withDatabase<T>(bytes: Uint8Array | undefined, work: (db: MemoryDatabase) => T): T {
  const db = engine.open(bytes)
  try {
    return work(db)
  } finally {
    db.close()
  }
}
