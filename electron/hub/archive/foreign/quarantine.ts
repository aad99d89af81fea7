import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createFileDurably } from '../../createFileDurably.ts'
import { sha256Hex } from '../../sha256.ts'
import { writeFileAtomic } from '../../writeFileAtomic.ts'
import type { ForeignProblem } from './checkForeign.ts'
import type { ForeignArchive } from './readForeign.ts'

export const QUARANTINE_NAME = 'quarantine'

/**
 * Keeps what was not taken, with a note why, for somebody to look at; never opened by the program and never deleted. The
 * name is that of its content, so that the same file again changes nothing, and its ending is nobody's.
 * @returns the path below the workspace's folder.
 * @throws the system's error.
 */
export async function quarantine(dataDir: string, { name, bytes, proof }: ForeignArchive, reason: ForeignProblem, at: Date): Promise<string> {
  const folder = join(dataDir, QUARANTINE_NAME)
  const sha256 = sha256Hex(bytes)
  const path = `${QUARANTINE_NAME}/${sha256}.quarantined`
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await createFileDurably(join(dataDir, path), bytes, (readBack) => sha256Hex(readBack) === sha256)
  const note = join(folder, `${sha256}.json`)
  if (!(await stat(note).then(() => true, () => false))) await writeFileAtomic(note, `${JSON.stringify({ v: 1, name, sha256, size: bytes.length, at: at.toISOString(), reason, proof }, null, 2)}\n`, { mode: 0o600 })
  return path
}
