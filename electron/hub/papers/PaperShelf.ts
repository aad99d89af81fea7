import * as nodeFiles from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { errorCode, syncFolder } from '../disk.ts'
import { keepAside } from '../keepAside.ts'
import { sha256Hex } from '../sha256.ts'
import { writeFileAtomic } from '../writeFileAtomic.ts'
import { PaperCopy } from './PaperCopy.ts'
import { hashOf, type PaperFile, type PaperFiles } from './paperFile.ts'

export type PaperReadError =
  /** The bytes are not on this machine. */
  | { readonly kind: 'paper-missing' }
  /** What lay under that name was something else; it is put aside, and another hub that has the bytes may send them again. */
  | { readonly kind: 'paper-damaged' }

/** For the journals, which must go on: a paper never takes the last of the disk. */
const SPARE_BYTES = 16 * 1024 * 1024
const NAME = /^[0-9a-f]{64}$/

/** The bytes of a workspace's papers, each a file under its SHA-256. */
export class PaperShelf {
  readonly #folder: string
  readonly #files: PaperFiles
  readonly #listeners = new Set<() => void>()
  readonly #copying = new Set<string>()
  #known: Promise<Map<string, number>> | null = null

  constructor(dataDir: string, files: PaperFiles = nodeFiles) {
    this.#folder = join(dataDir, 'papers')
    this.#files = files
  }

  /** What is here: sizes by SHA-256, by the names of the files alone. */
  here(): Promise<ReadonlyMap<string, number>> {
    return this.#index()
  }

  /** Keeps the bytes durably; what is there whole stays, what is there damaged is replaced. @returns the SHA-256 */
  async keep(bytes: Uint8Array): Promise<Result<string, { readonly kind: 'not-saving' }>> {
    const sha256 = sha256Hex(bytes)
    try {
      await this.#makeFolder()
      if ((await this.find(sha256)).ok) return ok(sha256)
      if (!(await this.fits(bytes.length))) return err({ kind: 'not-saving' })
      await writeFileAtomic(this.#path(sha256), bytes, { mode: 0o600, files: this.#files })
      await this.#note({ sha256, bytes: bytes.length })
      return ok(sha256)
    } catch (error) {
      if (errorCode(error) === '') throw error
      return err({ kind: 'not-saving' })
    }
  }

  /** The file with these bytes, once it has been read and is what its name says. */
  async find(sha256: string): Promise<Result<{ readonly path: string }, PaperReadError>> {
    const path = this.#path(sha256)
    const found = await hashOf(path)
    if (found === sha256) return ok({ path })
    if (found !== null) await this.#putAside(path)
    if ((await this.#index()).delete(sha256)) this.#tell()
    return err({ kind: found === null ? 'paper-missing' : 'paper-damaged' })
  }

  /** A part of a file as it lies there; undefined if there is none. */
  async part(sha256: string, from: number, most: number): Promise<Uint8Array | undefined> {
    const handle = await nodeFiles.open(this.#path(sha256), 'r').catch(() => undefined)
    if (!handle) return undefined
    try {
      const bytes = Buffer.alloc(most)
      const { bytesRead } = await handle.read(bytes, 0, most, from)
      return bytes.subarray(0, bytesRead)
    } catch {
      return undefined
    } finally {
      await handle.close()
    }
  }

  /** Whether so many bytes more leave enough for everything else. */
  async fits(bytes: number): Promise<boolean> {
    try {
      const { blocks, bavail, bsize } = await this.#files.statfs(dirname(this.#folder))
      return blocks === 0 || bavail * bsize >= bytes + SPARE_BYTES
    } catch {
      return true
    }
  }

  /**
   * Begins to take in a file in parts, or goes on where an earlier attempt ended. Null while somebody else does.
   * @throws the system's error
   */
  async copy(file: PaperFile): Promise<PaperCopy | null> {
    if (this.#copying.has(file.sha256)) return null
    this.#copying.add(file.sha256)
    const onEnd = async (isKept: boolean): Promise<void> => {
      this.#copying.delete(file.sha256)
      if (isKept) await this.#note(file)
      else this.#tell()
    }
    try {
      await this.#makeFolder()
      return await PaperCopy.begin({ path: this.#path(file.sha256), file, files: this.#files, onEnd })
    } catch (error) {
      this.#copying.delete(file.sha256)
      throw error
    }
  }

  /** Called when what is here, or is being copied, may have changed. @returns stops */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #path(sha256: string): string {
    return join(this.#folder, sha256)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  async #note({ sha256, bytes }: PaperFile): Promise<void> {
    const known = await this.#index()
    known.set(sha256, bytes)
    this.#tell()
  }

  #index(): Promise<Map<string, number>> {
    this.#known ??= this.#readNames()
    return this.#known
  }

  async #readNames(): Promise<Map<string, number>> {
    const names = await nodeFiles.readdir(this.#folder).catch(() => [])
    const sizes = await Promise.all(names.filter((name) => NAME.test(name)).map(async (name) => [name, await nodeFiles.stat(this.#path(name)).then(({ size }) => size, () => null)] as const))
    return new Map(sizes.flatMap(([name, size]) => (size === null ? [] : [[name, size] as const])))
  }

  async #makeFolder(): Promise<void> {
    const created = await nodeFiles.mkdir(this.#folder, { recursive: true, mode: 0o700 })
    if (created !== undefined) await syncFolder(dirname(this.#folder))
  }

  /** Where the disk takes no copy of it, it stays: nobody is given it either way. */
  async #putAside(path: string): Promise<void> {
    const isKept = await keepAside(path).then(() => true, () => false)
    if (isKept) await this.#files.rm(path, { force: true }).catch(() => undefined)
  }
}
