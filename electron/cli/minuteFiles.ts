import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, readdir, readFile, rm, stat, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { errorCode } from '../hub/disk.ts'
import { readPart, TarDamaged, tarMembers } from '../hub/backup/tar.ts'
import { fileKind } from '../importers/minutes/groupFiles.ts'

/** A file that may hold minutes, in a folder or in a tar file. */
export interface MinuteFile {
  /** With `/`, from the name of the folder or tar file that the person gave. */
  readonly name: string
  readonly size: number
  read(): Promise<Uint8Array>
}

export interface SkippedFile {
  readonly name: string
  /** `damaged` is a finding, the others say why a file is none of ours. */
  readonly reason: 'other-kind' | 'too-large' | 'path-outside' | 'archive-in-archive' | 'damaged' | 'unpacks-too-large' | 'not-readable' | 'too-many-files'
}

export interface MinuteFiles {
  readonly files: readonly MinuteFile[]
  readonly skipped: readonly SkippedFile[]
  /** The person gave one file, not a folder. */
  readonly isNamed: boolean
  close(): Promise<void>
}

export interface Limits {
  /** Of one file of minutes, bytes. */
  readonly fileBytes: number
  /** Of everything in one tar file together, unpacked. */
  readonly unpackedBytes: number
  readonly files: number
}

const LIMITS: Limits = { fileBytes: 64 * 2 ** 20, unpackedBytes: 4 * 2 ** 30, files: 200_000 }

/**
 * The files below a folder, in a tar file (plain or gzip), or the one file with the log that lies beside it. Nothing is
 * unpacked under a name that somebody else chose, and links are not followed. Call `close` at the end.
 */
export async function openMinuteFiles(path: string, limits: Limits = LIMITS): Promise<Result<MinuteFiles, { readonly kind: 'not-readable'; readonly file: string }>> {
  const root = resolve(path)
  const found = await stat(root).catch(() => null)
  if (!found) return err({ kind: 'not-readable', file: path })
  const collected = new Collected(limits)
  if (found.isDirectory()) await collected.addFolder(root, basename(root))
  else if (isTar(root)) await collected.addTar(root, basename(root))
  else await collected.addNamed(root)
  const isNamed = !found.isDirectory() && !isTar(root)
  return ok({ files: collected.files, skipped: collected.skipped, isNamed, close: () => collected.close() })
}

function isTar(name: string): boolean {
  return /\.(?:tar|tar\.gz|tgz)$/i.test(name)
}

class Collected {
  readonly files: MinuteFile[] = []
  readonly skipped: SkippedFile[] = []
  readonly #limits: Limits
  readonly #closing: (() => Promise<unknown>)[] = []

  constructor(limits: Limits) {
    this.#limits = limits
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).toReversed()) await close()
  }

  async addFolder(root: string, name: string): Promise<void> {
    const entries = await readdir(root, { recursive: true, withFileTypes: true })
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    for (const path of paths.toSorted()) {
      const own = [name, ...relative(root, path).split(sep)].join('/')
      if (isHidden(own)) continue
      if (isTar(path)) await this.addTar(path, own)
      else await this.#addFile(path, own)
    }
  }

  /** With its folder's name, which often is the date, and the logs beside it. */
  async addNamed(path: string): Promise<void> {
    const folder = dirname(path)
    await this.#addFile(path, `${basename(folder)}/${basename(path)}`, 'text')
    const beside = await readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const entry of beside)
      if (entry.isFile() && fileKind(entry.name) === 'log' && entry.name !== basename(path)) await this.#addFile(join(folder, entry.name), `${basename(folder)}/${entry.name}`)
  }

  async addTar(path: string, name: string): Promise<void> {
    try {
      const handle = await this.#openTar(path)
      if (handle === null) this.skipped.push({ name, reason: 'unpacks-too-large' })
      else await this.#addMembers(handle, name)
    } catch (error) {
      const code = errorCode(error)
      if (!(error instanceof TarDamaged) && code === '') throw error
      this.skipped.push({ name, reason: error instanceof TarDamaged || code.startsWith('Z_') ? 'damaged' : 'not-readable' })
    }
  }

  /** Gzip is unpacked into a file of our own, because members are read later and out of order. Null if it is too large. */
  async #openTar(path: string): Promise<FileHandle | null> {
    if (path.toLowerCase().endsWith('.tar')) return this.#open(path)
    const folder = await mkdtemp(join(tmpdir(), 'huishang-minutes-'))
    this.#closing.push(() => rm(folder, { recursive: true, force: true }))
    const unpacked = join(folder, 'unpacked.tar')
    try {
      await pipeline(createReadStream(path), createGunzip(), limited(this.#limits.unpackedBytes), createWriteStream(unpacked, { mode: 0o600 }))
    } catch (error) {
      if (error instanceof TooLarge) return null
      throw error
    }
    return this.#open(unpacked)
  }

  async #open(path: string): Promise<FileHandle> {
    const handle = await open(path, 'r')
    this.#closing.push(() => handle.close())
    return handle
  }

  async #addMembers(handle: FileHandle, archive: string): Promise<void> {
    for await (const { path, size, position, isFile } of tarMembers(handle)) {
      const name = `${archive}/${path.replace(/^(?:\.\/)+/, '')}`
      if (!isFile || isHidden(name)) continue
      const read = async (): Promise<Uint8Array> => Buffer.concat(await chunksOf(readPart(handle, position, size)))
      if (isOutside(path)) this.skipped.push({ name, reason: 'path-outside' })
      else if (isTar(path)) this.skipped.push({ name, reason: 'archive-in-archive' })
      else this.#add({ name, size, read })
    }
  }

  async #addFile(path: string, name: string, unknown?: 'text'): Promise<void> {
    const found = await stat(path).catch(() => null)
    if (!found) this.skipped.push({ name, reason: 'not-readable' })
    else this.#add({ name, size: found.size, read: () => readFile(path) }, unknown)
  }

  #add(file: MinuteFile, unknown?: 'text'): void {
    if (fileKind(file.name) === 'other' && unknown === undefined) this.skipped.push({ name: file.name, reason: 'other-kind' })
    else if (file.size > this.#limits.fileBytes) this.skipped.push({ name: file.name, reason: 'too-large' })
    else if (this.files.length >= this.#limits.files) this.skipped.push({ name: file.name, reason: 'too-many-files' })
    else this.files.push(file)
  }
}

class TooLarge extends Error {}

function limited(max: number): Transform {
  let done = 0
  return new Transform({
    transform(chunk: Uint8Array, _encoding, callback) {
      done += chunk.length
      if (done > max) callback(new TooLarge())
      else callback(null, chunk)
    },
  })
}

async function chunksOf(chunks: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  const kept: Uint8Array[] = []
  // Each is only good until the next.
  for await (const chunk of chunks) kept.push(Uint8Array.from(chunk))
  return kept
}

/** Also `._index.html`, which macOS leaves beside every file of a tar. */
function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') && part !== '.' && part !== '..') || name.includes('/node_modules/') || name.includes('/__MACOSX/')
}

function isOutside(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:/i.test(path) || path.split(/[/\\]/).includes('..')
}
