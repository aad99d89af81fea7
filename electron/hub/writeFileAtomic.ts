import { randomUUID } from 'node:crypto'
import * as nodeFiles from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { errorCode, syncFolder } from './disk.ts'

/** What is used of `node:fs/promises`; a test passes one that fails. */
export type AtomicFiles = Pick<typeof nodeFiles, 'open' | 'rename' | 'rm'>

export interface WriteOptions {
  /** Permissions of the new file; 0o600 for what only its owner may read. The umask applies. */
  readonly mode?: number
  readonly files?: AtomicFiles
}

/** Virus scanners and indexers on Windows hold a file for a moment; renaming onto it then fails with one of these. */
const HELD_BY_SOMEBODY = new Set(['EPERM', 'EACCES', 'EBUSY'])
const RETRY_DELAYS_MS = [5, 10, 20, 50, 100, 200, 400]

/**
 * Writes the whole file or nothing: afterwards `path` holds `bytes`, durably, and a crash or a failure at any moment
 * leaves what was there before. The folder must exist. Two calls for the same path may run at once; the last to finish
 * wins, so a caller whose order matters queues them.
 * @throws the system's error (`ENOSPC`, `EROFS`, `EACCES`, …); the temporary file is gone by then.
 */
export async function writeFileAtomic(path: string, bytes: Uint8Array | string, { mode = 0o666, files = nodeFiles }: WriteOptions = {}): Promise<void> {
  // In the same folder, because a rename across file systems is a copy.
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    await writeDurably(files, temporary, typeof bytes === 'string' ? Buffer.from(bytes) : bytes, mode)
    await renameOnto(files, temporary, path)
  } catch (error) {
    await files.rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
  await syncFolder(dirname(path), files)
}

async function writeDurably(files: AtomicFiles, path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const handle = await files.open(path, 'wx', mode)
  try {
    let offset = 0
    while (offset < bytes.length) {
      const { bytesWritten } = await handle.write(bytes, offset, bytes.length - offset)
      offset += bytesWritten
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function renameOnto(files: AtomicFiles, from: string, to: string): Promise<void> {
  for (const delay of RETRY_DELAYS_MS) {
    try {
      return await files.rename(from, to)
    } catch (error) {
      if (!HELD_BY_SOMEBODY.has(errorCode(error))) throw error
      await wait(delay)
    }
  }
  await files.rename(from, to)
}
