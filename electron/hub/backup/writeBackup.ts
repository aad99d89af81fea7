import { createHash, randomUUID } from 'node:crypto'
import { link, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { APP_VERSION } from '../../../shared/lib/appVersion.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { errorCode, syncFolder } from '../disk.ts'
import { ABOUT_NAME, BACKUP_FORMAT, contentsOf, formatSums, isLeftOut, SUMS_NAME, type BackupAbout, type BackupContents, type Progress } from './backupFormat.ts'
import { readPart, TAR_END, TarDamaged, tarHeader, tarPadding } from './tar.ts'
import { verifyBackup } from './verifyBackup.ts'
import { wholeRecords } from './wholeRecords.ts'

export interface BackupOptions {
  readonly dataDir: string
  readonly out: string
  readonly now: () => Date
  /** Told of every MB that was copied. */
  readonly onProgress?: Progress
}

export type BackupError =
  | { readonly kind: 'not-a-workspace'; readonly path: string }
  /** A file of that name is there; it stays as it is. */
  | { readonly kind: 'exists'; readonly path: string }
  | { readonly kind: 'disk-full'; readonly path: string }
  | { readonly kind: 'not-writable'; readonly path: string; readonly code: string }
  | { readonly kind: 'not-readable'; readonly path: string; readonly code: string }
  /** What the disk gives back is not what was written. */
  | { readonly kind: 'verification-failed'; readonly path: string }

/**
 * Writes one file with everything of a workspace, also while its hub runs: of every room all that anybody but its author
 * had seen when the backup began, and more. It gets its name once it has been read back whole; on any failure there is
 * no file.
 */
export async function writeBackup(options: BackupOptions): Promise<Result<BackupContents, BackupError>> {
  const { dataDir, out } = options
  if (!(await isWorkspace(dataDir))) return err({ kind: 'not-a-workspace', path: dataDir })
  if (await exists(out)) return err({ kind: 'exists', path: out })
  const temporary = join(dirname(out), `.${basename(out)}.${randomUUID()}.tmp`)
  try {
    const target = await open(temporary, 'wx', 0o600)
    const written = await writeAll(options, target).finally(() => target.close())
    if (!written.ok) return written
    const verified = await verifyBackup(temporary)
    if (!verified.ok) return err({ kind: 'verification-failed', path: out })
    if (!(await giveName(temporary, out))) return err({ kind: 'exists', path: out })
    await syncFolder(dirname(out))
    return ok(verified.value.contents)
  } catch (error) {
    return writeProblem(error, out)
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
}

function writeProblem(error: unknown, path: string): Result<never, BackupError> {
  const code = errorCode(error)
  if (code === '') throw error
  return err(code === 'ENOSPC' || code === 'EDQUOT' ? { kind: 'disk-full', path } : { kind: 'not-writable', path, code })
}

async function writeAll({ dataDir, now, onProgress }: BackupOptions, target: FileHandle): Promise<Result<BackupContents, BackupError>> {
  const about: BackupAbout = { format: BACKUP_FORMAT, app: APP_VERSION, createdAt: now().toISOString() }
  const sums = new Map<string, string>()
  const sizes: { path: string; size: number }[] = []
  await writeText(target, ABOUT_NAME, `${JSON.stringify(about)}\n`, now(), sums)
  for await (const path of pathsInOrder(dataDir)) {
    const source = await openIfPresent(join(dataDir, path))
    if (!source.ok) return source
    // Gone since its name was read: a temporary file of somebody's.
    if (source.value === null) continue
    try {
      const size = await copyInto(target, path, source.value, sums, onProgress)
      sizes.push({ path, size })
    } catch (error) {
      if (!(error instanceof TarDamaged)) throw error
      return err({ kind: 'not-readable', path: join(dataDir, path), code: 'it became shorter' })
    } finally {
      await source.value.close()
    }
  }
  await writeText(target, SUMS_NAME, formatSums(sums), now(), new Map())
  await write(target, TAR_END)
  await target.sync()
  return ok(contentsOf(about, sizes))
}

async function writeText(target: FileHandle, path: string, text: string, at: Date, sums: Map<string, string>): Promise<void> {
  const bytes = Buffer.from(text)
  await write(target, Buffer.concat([tarHeader(path, bytes.length, at), bytes, tarPadding(bytes.length)]))
  sums.set(path, createHash('sha256').update(bytes).digest('hex'))
}

async function copyInto(target: FileHandle, path: string, source: FileHandle, sums: Map<string, string>, onProgress: Progress = () => undefined): Promise<number> {
  const { size: found, mtime } = await source.stat()
  const size = /^rooms\/[^/]+\.(?:log|history)$/.test(path) ? await wholeRecords(source, found) : found
  const hash = createHash('sha256')
  await write(target, tarHeader(path, size, mtime))
  for await (const part of readPart(source, 0, size)) {
    hash.update(part)
    await write(target, part)
    onProgress(part.length)
  }
  await write(target, tarPadding(size))
  sums.set(path, hash.digest('hex'))
  return size
}

async function write(target: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length; ) offset += (await target.write(bytes, offset)).bytesWritten
}

/**
 * In an order in which whatever a file speaks of is in the backup too: the directory before the rooms that it lists, a
 * journal before the history that tells of it, archives afterwards, and at the end who may enter. Sealed ballots come
 * first: a ballot leaves its file only once a journal has it, and a round that is opened meanwhile has none yet.
 */
async function* pathsInOrder(dataDir: string): AsyncGenerator<string> {
  yield* await filesBelow(join(dataDir, BALLOTS), `${BALLOTS}/`)
  const directory = ['rooms/directory.log', 'rooms/directory.history']
  yield* directory
  const names = await filesBelow(join(dataDir, 'rooms'), 'rooms/')
  const logs = names.filter((path) => path.endsWith('.log') && !directory.includes(path))
  for (const path of logs) yield* [path, path.replace(/log$/, 'history')]
  const done = new Set([...directory, ...logs, ...logs.map((path) => path.replace(/log$/, 'history')), 'access.json'])
  for (const path of await filesBelow(dataDir, '')) if (!done.has(path) && !path.startsWith(`${BALLOTS}/`)) yield path
  yield 'access.json'
}

/** Sorted, with `/`, without what is left out. Links are not followed. */
async function filesBelow(folder: string, prefix: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const found: string[] = []
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${prefix}${entry.name}`
    if (isLeftOut(path)) continue
    if (entry.isDirectory()) found.push(...(await filesBelow(join(folder, entry.name), `${path}/`)))
    else if (entry.isFile()) found.push(path)
  }
  return found
}

async function openIfPresent(path: string): Promise<Result<FileHandle | null, BackupError>> {
  try {
    return ok(await open(path, 'r'))
  } catch (error) {
    const code = errorCode(error)
    if (code === '') throw error
    return code === 'ENOENT' ? ok(null) : err({ kind: 'not-readable', path, code })
  }
}

const BALLOTS = 'ballots'

async function isWorkspace(dataDir: string): Promise<boolean> {
  return (await exists(join(dataDir, 'access.json'))) && (await exists(join(dataDir, 'rooms')))
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false)
}

/** A link fails if the name is taken, even by somebody who was faster; renaming would replace their file. */
async function giveName(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
  }
  // USB sticks and some network folders have no links, and say so in many ways.
  if (await exists(to)) return false
  await rename(from, to)
  return true
}
