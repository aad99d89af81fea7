import type { LinkedArchives } from './linkedArchives.ts'
import { frameArchive, type ArchiveFile, type ArchiveMessage } from './linkMessages.ts'

export interface ArchiveExchangeParts {
  readonly archives: LinkedArchives
  readonly tell: (message: ArchiveMessage) => void
  readonly send: (frame: Uint8Array) => void
  /** Something could not be written: is it the disk? */
  readonly probeDisk: () => void
  /** While a disk refuses nothing is asked for. */
  readonly isPaused: () => boolean
}

/** The records of closed meetings between two linked hubs, each whole and at once. @throws from each call the system's error */
export class ArchiveExchange {
  readonly #parts: ArchiveExchangeParts
  readonly #wanted = new Map<string, ArchiveFile>()

  constructor(parts: ArchiveExchangeParts) {
    this.#parts = parts
  }

  async tell(): Promise<void> {
    this.#parts.tell({ type: 'archives', files: [...(await this.#parts.archives.list())] })
  }

  async hear(message: ArchiveMessage): Promise<void> {
    if (message.type === 'archives') await this.#want(message.files)
    else await this.#send(message.file)
  }

  async take(sha256: string, bytes: Uint8Array): Promise<void> {
    const file = this.#wanted.get(sha256)
    if (!file) return
    this.#wanted.delete(sha256)
    const { archives, probeDisk } = this.#parts
    const isKept = await archives.keep(file, bytes).catch((error: unknown) => {
      probeDisk()
      throw error
    })
    if (!isKept) probeDisk()
  }

  async #want(files: readonly ArchiveFile[]): Promise<void> {
    if (this.#parts.isPaused()) return
    const here = new Set((await this.#parts.archives.list()).map(({ sha256 }) => sha256))
    for (const file of files) {
      if (here.has(file.sha256)) continue
      this.#wanted.set(file.sha256, file)
      this.#parts.tell({ type: 'archive-wanted', file })
    }
  }

  async #send(file: ArchiveFile): Promise<void> {
    const bytes = await this.#parts.archives.read(file)
    if (bytes) this.#parts.send(frameArchive(file.sha256, bytes))
  }
}
