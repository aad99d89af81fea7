import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { errorCode, syncFolder } from '../disk.ts'
import { lockFolder } from '../lockFolder.ts'
import { RECOVERY_NAME, RECOVERY_TO_COME } from '../Recovery.ts'
import { ASIDE_PREFIX, LOCK_NAME, type BackupContents, type Progress } from './backupFormat.ts'
import { readPart, TarDamaged } from './tar.ts'
import { verifyBackup, type BackupReadError, type VerifiedBackup } from './verifyBackup.ts'

export interface RestoreOptions {
  readonly from: string
  readonly dataDir: string
  /** Whether what is in the folder may be put aside. */
  readonly mayReplace: boolean
  readonly now: () => Date
  /** Told of every MB that was checked or written; each is both. */
  readonly onProgress?: Progress
}

export type RestoreError =
  | BackupReadError
  | { readonly kind: 'not-empty'; readonly path: string }
  | { readonly kind: 'in-use'; readonly path: string }
  | { readonly kind: 'disk-full'; readonly path: string }
  | { readonly kind: 'not-writable'; readonly path: string; readonly code: string }

export interface Restored extends BackupContents {
  /** Name of the folder, inside the workspace's, with what was there before; null if it was empty. */
  readonly keptAside: string | null
}

/**
 * Puts a workspace back as a backup holds it. Nothing is written before every checksum has been compared, and nothing of
 * what was there is deleted. The hub that starts on it is in recovery, see `Recovery`.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Result<Restored, RestoreError>> {
  const { from, dataDir, mayReplace, onProgress } = options
  const verified = await verifyBackup(from, onProgress)
  if (!verified.ok) return verified
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    if (!mayReplace && (await readdir(dataDir)).length > 0) return err({ kind: 'not-empty', path: dataDir })
    const lock = lockFolder(dataDir)
    if (!lock.ok) return lock
    try {
      return ok({ ...verified.value.contents, keptAside: await putBack(options, verified.value) })
    } finally {
      lock.value.release()
    }
  } catch (error) {
    if (error instanceof TarDamaged) return err({ kind: 'damaged', path: from, where: error.message })
    const code = errorCode(error)
    if (code === '') throw error
    return err(code === 'ENOSPC' || code === 'EDQUOT' ? { kind: 'disk-full', path: dataDir } : { kind: 'not-writable', path: dataDir, code })
  }
}

/** Everything is written beside, durably, before the first name changes. */
async function putBack({ from, dataDir, now, onProgress }: RestoreOptions, { entries }: VerifiedBackup): Promise<string | null> {
  const staged = join(dataDir, `.restore-${randomUUID()}.tmp`)
  const source = await open(from, 'r')
  try {
    // What an attempt that was killed left behind.
    for (const name of await readdir(dataDir)) if (isStaged(name)) await rm(join(dataDir, name), { recursive: true, force: true })
    await mkdir(staged, { mode: 0o700 })
    for (const entry of entries) await extract(source, entry, join(staged, entry.path), onProgress)
    await writeFile(join(staged, RECOVERY_NAME), RECOVERY_TO_COME, { flush: true })
    const keptAside = await putAside(dataDir, `${ASIDE_PREFIX}${now().toISOString().replaceAll(/[:.]/g, '-')}`)
    for (const name of await readdir(staged)) await rename(join(staged, name), join(dataDir, name))
    await syncFolder(dataDir)
    return keptAside
  } finally {
    await source.close()
    await rm(staged, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function extract(source: FileHandle, { path, position, size, sha256 }: VerifiedBackup['entries'][number], to: string, onProgress: Progress = () => undefined): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const target = await open(to, 'wx', 0o600)
  const hash = createHash('sha256')
  try {
    for await (const part of readPart(source, position, size)) {
      hash.update(part)
      for (let offset = 0; offset < part.length; ) offset += (await target.write(part, offset)).bytesWritten
      onProgress(part.length)
    }
    await target.sync()
  } finally {
    await target.close()
  }
  // Somebody changed the backup meanwhile.
  if (hash.digest('hex') !== sha256) throw new TarDamaged(path)
  await syncFolder(dirname(to))
}

/** @returns the folder's name, or null if there was nothing to put aside. */
async function putAside(dataDir: string, name: string): Promise<string | null> {
  const before = (await readdir(dataDir)).filter((found) => found !== LOCK_NAME && !isStaged(found) && !found.startsWith(ASIDE_PREFIX))
  if (before.length === 0) return null
  await mkdir(join(dataDir, name), { mode: 0o700 })
  for (const found of before) await rename(join(dataDir, found), join(dataDir, name, found))
  return name
}

function isStaged(name: string): boolean {
  return name.startsWith('.restore-') && name.endsWith('.tmp')
}
