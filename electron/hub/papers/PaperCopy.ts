import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from '../disk.ts'
import { hashOf, type PaperFile, type PaperFiles } from './paperFile.ts'

export interface PaperCopyParts {
  /** Where the file is to be. */
  readonly path: string
  readonly file: PaperFile
  readonly files: PaperFiles
  /** Called once, at the end. */
  readonly onEnd: (isKept: boolean) => Promise<void>
}

/**
 * A file that comes in parts, in order. What has come stays on the disk, so that a broken link does not begin anew; it
 * gets its name only once all of it has been read back and is what the name says.
 */
export class PaperCopy {
  readonly #parts: PaperCopyParts
  readonly #handle: FileHandle
  #length: number
  #isEnded = false

  private constructor(parts: PaperCopyParts, handle: FileHandle, length: number) {
    this.#parts = parts
    this.#handle = handle
    this.#length = length
  }

  /** @throws the system's error */
  static async begin(parts: PaperCopyParts): Promise<PaperCopy> {
    const handle = await parts.files.open(partPath(parts.path), 'a', 0o600)
    const { size } = await handle.stat()
    const copy = new PaperCopy(parts, handle, size)
    // Of another file, or of one that is told of with another size now.
    if (size > parts.file.bytes) await copy.#beginAnew()
    return copy
  }

  get file(): PaperFile {
    return this.#parts.file
  }

  /** How much has come. */
  get length(): number {
    return this.#length
  }

  get isComplete(): boolean {
    return this.#length >= this.#parts.file.bytes
  }

  /** @throws the system's error; what had come before is there all the same. */
  async add(bytes: Uint8Array): Promise<void> {
    const before = this.#length
    try {
      for (let offset = 0; offset < bytes.length; ) offset += (await this.#handle.write(bytes, offset)).bytesWritten
      this.#length = before + bytes.length
    } catch (error) {
      await this.#handle.truncate(before).catch(() => undefined)
      throw error
    }
  }

  /** @returns whether the file is in its place; if not, what had come was something else and is gone. @throws the system's error */
  async finish(): Promise<boolean> {
    const { path, file, files } = this.#parts
    const staged = partPath(path)
    try {
      await this.#handle.sync()
      const isWhole = (await hashOf(staged)) === file.sha256
      if (!isWhole) await files.rm(staged, { force: true })
      // On Windows an open file can't be renamed.
      await this.#handle.close()
      if (isWhole) {
        await files.rename(staged, path)
        await syncFolder(dirname(path))
      }
      await this.#end(isWhole)
      return isWhole
    } catch (error) {
      await this.#end(false)
      throw error
    }
  }

  /** What has come stays for the next attempt. */
  end(): Promise<void> {
    return this.#end(false)
  }

  async #end(isKept: boolean): Promise<void> {
    if (this.#isEnded) return
    this.#isEnded = true
    await this.#handle.close().catch(() => undefined)
    await this.#parts.onEnd(isKept)
  }

  async #beginAnew(): Promise<void> {
    await this.#handle.truncate(0)
    this.#length = 0
  }
}

/** A backup leaves it out, see `isLeftOut`. */
function partPath(path: string): string {
  return `${path}.part.tmp`
}
