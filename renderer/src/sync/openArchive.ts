import { digest } from 'lib0/hash/sha256'
import wasmUrl from 'sql.js/dist/sql-wasm-browser.wasm?url'
import { readArchive, type ArchivedMeeting, type ArchiveReadError } from '../../../shared/archive/readArchive.ts'
import { err, type Result } from '../../../shared/lib/result.ts'

/**
 * Reads one archive in this window, without the hub. The SQLite engine is loaded by the first call and kept by the
 * module cache. `damaged` also when the document's bytes are not those that were hashed at closing.
 */
export async function openArchive(bytes: Uint8Array): Promise<Result<ArchivedMeeting, ArchiveReadError>> {
  const { default: initSqlJs } = await import('sql.js')
  const { Database } = await initSqlJs({ locateFile: () => wasmUrl })
  const db = new Database(bytes)
  try {
    const read = readArchive(db)
    if (!read.ok) return read
    const { update, sha256 } = read.value.documentState
    return hex(digest(update)) === sha256 ? read : err({ kind: 'damaged', what: 'values' })
  } finally {
    db.close()
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
