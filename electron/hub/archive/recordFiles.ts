import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../disk.ts'
import { sha256Hex } from '../sha256.ts'

/** Every file below `records` that has the name of a record, `2026/20260305-m1.sqlite`, in order. No folder, no records. */
export async function recordFiles(recordsDir: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const year of await names(recordsDir, /^\d{4}$/)) for (const name of await names(join(recordsDir, year), /^[^.].*\.sqlite$/)) found.push(`${year}/${name}`)
  return found
}

/** SHA-256 of a whole file; null if it is not there, and `unreadable`, which is no hash, if it cannot be read. */
export function fileHash(path: string): Promise<string | null> {
  return readFile(path).then(sha256Hex, (error: unknown) => (errorCode(error) === 'ENOENT' ? null : 'unreadable'))
}

async function names(folder: string, pattern: RegExp): Promise<readonly string[]> {
  const found = await readdir(folder).catch(() => [])
  return found.filter((name) => pattern.test(name)).toSorted()
}
