import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { errorCode } from '../disk.ts'
import { ABOUT_NAME, AboutSchema, BACKUP_FORMAT, contentsOf, isLeftOut, isSafePath, parseSums, SUMS_NAME, type BackupAbout, type BackupContents, type Progress } from './backupFormat.ts'
import { readPart, TarDamaged, tarEntries, type TarEntry } from './tar.ts'

export type BackupReadError =
  | { readonly kind: 'not-readable'; readonly path: string; readonly code: string }
  | { readonly kind: 'not-a-backup'; readonly path: string }
  | { readonly kind: 'newer-format'; readonly path: string }
  /** `where`: the file inside the backup whose checksum does not match, or what else is wrong. */
  | { readonly kind: 'damaged'; readonly path: string; readonly where: string }

export interface VerifiedBackup {
  readonly contents: BackupContents
  /** The workspace's files, with their checksums. */
  readonly entries: readonly (TarEntry & { readonly sha256: string })[]
}

/** Reads a backup from beginning to end and compares every checksum. */
export async function verifyBackup(path: string, onProgress?: Progress): Promise<Result<VerifiedBackup, BackupReadError>> {
  const opened = await open(path, 'r').catch((error: unknown) => errorCode(error) || 'unknown error')
  if (typeof opened === 'string') return err({ kind: 'not-readable', path, code: opened })
  try {
    return await verify(opened, path, onProgress)
  } catch (error) {
    if (error instanceof TarDamaged) return err({ kind: 'damaged', path, where: error.message })
    const code = errorCode(error)
    if (code === '') throw error
    return err({ kind: 'not-readable', path, code })
  } finally {
    await opened.close()
  }
}

async function verify(handle: FileHandle, path: string, onProgress?: Progress): Promise<Result<VerifiedBackup, BackupReadError>> {
  const entries: VerifiedBackup['entries'][number][] = []
  const first: { about: BackupAbout | null } = { about: null }
  try {
    for await (const entry of tarEntries(handle)) {
      if (!first.about) {
        const about = entry.path === ABOUT_NAME && entry.size < 64 * 1024 ? readAbout(await textOf(handle, entry)) : undefined
        if (!about) return err({ kind: 'not-a-backup', path })
        if (about.format > BACKUP_FORMAT) return err({ kind: 'newer-format', path })
        first.about = about
      }
      entries.push({ ...entry, sha256: await sumOf(handle, entry, onProgress) })
    }
  } catch (error) {
    if (first.about === null && error instanceof TarDamaged) return err({ kind: 'not-a-backup', path })
    throw error
  }
  const { about } = first
  const last = entries.at(-1)
  if (!about) return err({ kind: 'not-a-backup', path })
  if (!last || last.path !== SUMS_NAME) throw new TarDamaged('the checksums at the end are missing')
  compare(entries.slice(0, -1), parseSums(await textOf(handle, last)))
  const files = entries.slice(1, -1)
  return ok({ contents: contentsOf(about, files), entries: files })
}

/** @throws TarDamaged */
function compare(entries: VerifiedBackup['entries'], sums: ReadonlyMap<string, string> | undefined): void {
  if (!sums || sums.size !== entries.length || new Set(entries.map(({ path }) => path.toLowerCase())).size !== entries.length) throw new TarDamaged(SUMS_NAME)
  for (const { path, sha256 } of entries) if (sums.get(path) !== sha256 || !isSafePath(path) || isLeftOut(path)) throw new TarDamaged(path)
}

function readAbout(text: string): BackupAbout | undefined {
  try {
    return AboutSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

async function textOf(handle: FileHandle, { position, size }: TarEntry): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of readPart(handle, position, size)) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}

async function sumOf(handle: FileHandle, { position, size }: TarEntry, onProgress: Progress = () => undefined): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of readPart(handle, position, size)) {
    hash.update(part)
    onProgress(part.length)
  }
  return hash.digest('hex')
}
