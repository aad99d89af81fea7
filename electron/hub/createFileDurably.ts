import { randomUUID } from 'node:crypto'
import * as nodeFiles from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { errorCode, syncFolder } from './disk.ts'
import { writeFileAtomic, type AtomicFiles } from './writeFileAtomic.ts'

/** What is used of `node:fs/promises`; a test passes one that fails. */
export type DurableFiles = AtomicFiles & Pick<typeof nodeFiles, 'access' | 'chmod' | 'link' | 'readFile'>

/**
 * - `exists`: there is a file of that name already; it stays as it is.
 * - `refused`: `check` said no to what the disk gave back; nothing was created.
 */
export type CreateOutcome = 'created' | 'exists' | 'refused'

/**
 * Creates a read-only file that is complete, durable and checked from the moment it has its name; an existing file is
 * never replaced. `check` gets the bytes as read back from the disk. The folder must exist.
 * @throws the system's error (`ENOSPC`, `EROFS`, …); nothing is left behind then.
 */
export async function createFileDurably(
  path: string,
  bytes: Uint8Array,
  check: (readBack: Uint8Array) => boolean | Promise<boolean>,
  files: DurableFiles = nodeFiles,
): Promise<CreateOutcome> {
  const staged = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    await writeFileAtomic(staged, bytes, { mode: 0o644, files })
    if (!(await check(await files.readFile(staged)))) return 'refused'
    if (!(await giveName(files, staged, path, bytes))) return 'exists'
  } finally {
    await files.rm(staged, { force: true }).catch(() => undefined)
  }
  // After the temporary name is gone: on Windows a read-only file can't lose a name.
  await files.chmod(path, 0o444).catch(() => undefined)
  await syncFolder(dirname(path), files)
  return 'created'
}

/** A link fails if the name is taken, even by somebody who was faster; renaming would replace their file. */
async function giveName(files: DurableFiles, staged: string, path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await files.link(staged, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
  }
  // USB sticks and some network folders have no links, and say so in many ways.
  const isTaken = await files.access(path).then(() => true, (error: unknown) => errorCode(error) !== 'ENOENT')
  if (isTaken) return false
  await writeFileAtomic(path, bytes, { mode: 0o644, files })
  return true
}
