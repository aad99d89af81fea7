import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../disk.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { sha256Hex } from '../sha256.ts'
import { writeFileAtomic } from '../writeFileAtomic.ts'

const PAPERS_NAME = 'papers'

/** Where the bytes with this SHA-256 (64 hexadecimal digits) are, if they are here. */
export function paperPath(dataDir: string, sha256: string): string {
  return join(dataDir, PAPERS_NAME, sha256)
}

/** Keeps the bytes under their SHA-256, durably; what is there already stays. @returns the SHA-256 */
export async function keepPaper(dataDir: string, bytes: Uint8Array): Promise<Result<string, { readonly kind: 'not-saving' }>> {
  const sha256 = sha256Hex(bytes)
  const path = paperPath(dataDir, sha256)
  try {
    await mkdir(join(dataDir, PAPERS_NAME), { recursive: true, mode: 0o700 })
    const isThere = await stat(path).then(({ size }) => size === bytes.length, () => false)
    if (!isThere) await writeFileAtomic(path, bytes, { mode: 0o600 })
    return ok(sha256)
  } catch (error) {
    if (errorCode(error) === '') throw error
    return err({ kind: 'not-saving' })
  }
}
