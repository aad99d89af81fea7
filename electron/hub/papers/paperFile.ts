import { createHash } from 'node:crypto'
import * as nodeFiles from 'node:fs/promises'

/** One file of bytes; its name says what they are. */
export interface PaperFile {
  /** 64 hexadecimal digits. */
  readonly sha256: string
  readonly bytes: number
}

/** What is used of `node:fs/promises`; a test passes a disk that is full. */
export type PaperFiles = Pick<typeof nodeFiles, 'open' | 'rename' | 'rm' | 'statfs'>

/** In hexadecimal, read a little at a time; null if there is no such file, or the disk does not give it. */
export async function hashOf(path: string): Promise<string | null> {
  const handle = await nodeFiles.open(path, 'r').catch(() => null)
  if (!handle) return null
  const hash = createHash('sha256')
  try {
    for await (const chunk of handle.createReadStream({ autoClose: false })) hash.update(chunk as Buffer)
    return hash.digest('hex')
  } catch {
    return null
  } finally {
    await handle.close()
  }
}
