import { frameRecord, JOURNAL_HEADER } from './journalFormat.ts'
import type { JournalFiles } from './journalFiles.ts'

export interface JournalOptions {
  readonly path: string
  readonly files: JournalFiles
  /** Told when saving stops and when it works again; the line names no person and no content. */
  readonly log: (line: string) => void
  /** All that the journal's updates amount to, as one update. */
  readonly snapshot: () => Uint8Array
  /** How often a refusing disk is tried again; every second unless said. */
  readonly retryMs?: number | undefined
}

const SYNC_AFTER_MS = 50
const RETRY_MS = 1_000
/** A log this long, and this much longer than its last snapshot, is rewritten as a snapshot. */
const COMPACT_FROM_BYTES = 1024 * 1024
const COMPACT_GROWTH = 4

/**
 * The append-only log of one document's updates. An update is with the operating system when `append` returns, so that
 * it survives the end of this process, and on the disk within 50 ms.
 *
 * When the disk refuses, nothing is thrown: `isWritable` turns false, what could not be written is kept in order, and
 * is written as soon as the disk takes it again.
 */
export class Journal {
  readonly #options: JournalOptions
  #descriptor: number | null
  /** Where the next record goes; whatever stands behind it is what a failed write left. */
  #length: number
  #snapshotLength: number
  #unsaved: Uint8Array[] = []
  #isFailing = false
  /** After a failed sync nobody knows what the disk holds: only a full rewrite helps. */
  #needsRewrite = false
  #isSyncing = false
  #syncTimer: NodeJS.Timeout | null = null
  #retryTimer: NodeJS.Timeout | null = null

  /** `length` bytes of the file at `path` are known to be whole records; 0 if there is no file. */
  constructor(options: JournalOptions, length: number) {
    this.#options = options
    this.#length = length
    this.#snapshotLength = length
    const { files, path } = options
    this.#descriptor = files.open(path, length > 0 ? 'r+' : 'w')
    try {
      if (length > 0) files.truncate(this.#descriptor, length)
      else this.#write(JOURNAL_HEADER)
    } catch (error) {
      this.#release()
      throw error
    }
  }

  get isWritable(): boolean {
    return !this.#isFailing
  }

  append(update: Uint8Array): void {
    if (this.#isFailing) {
      this.#unsaved.push(update)
      return
    }
    try {
      this.#write(frameRecord(update))
      this.#syncLater()
    } catch (error) {
      this.#unsaved.push(update)
      this.#fail(error)
    }
  }

  /** Puts everything on the disk now. @returns false if it could not. */
  flush(): boolean {
    if (this.#isFailing) this.#recover()
    if (this.#isFailing || this.#descriptor === null) return false
    try {
      this.#options.files.sync(this.#descriptor)
      return true
    } catch (error) {
      this.#needsRewrite = true
      this.#fail(error)
      return false
    }
  }

  /** Flushes, and leaves a snapshot where a log was. The journal must not be used afterwards. */
  close(): void {
    const isSaved = this.flush()
    if (!isSaved) this.#options.log('closing without having saved everything')
    else if (this.#length > this.#snapshotLength) this.#tryCompacting()
    if (this.#syncTimer) clearTimeout(this.#syncTimer)
    if (this.#retryTimer) clearTimeout(this.#retryTimer)
    this.#release()
  }

  #write(bytes: Uint8Array): void {
    const { files } = this.#options
    if (this.#descriptor === null) throw new Error('the journal has no open file')
    writeAll(files, this.#descriptor, bytes, this.#length)
    this.#length += bytes.length
  }

  #syncLater(): void {
    if (this.#syncTimer) return
    this.#syncTimer = setTimeout(() => {
      this.#syncTimer = null
      this.#sync()
    }, SYNC_AFTER_MS)
    this.#syncTimer.unref()
  }

  #sync(): void {
    if (this.#isFailing || this.#descriptor === null) return
    if (this.#length > COMPACT_FROM_BYTES && this.#length > COMPACT_GROWTH * this.#snapshotLength && !this.#isSyncing) {
      this.#tryCompacting()
      return
    }
    if (this.#isSyncing) {
      this.#syncLater()
      return
    }
    this.#isSyncing = true
    const descriptor = this.#descriptor
    this.#options.files.syncSoon(descriptor, (error) => {
      this.#isSyncing = false
      if (this.#descriptor !== descriptor) this.#options.files.close(descriptor)
      else if (error) {
        this.#needsRewrite = true
        this.#fail(error)
      }
    })
  }

  #fail(error: unknown): void {
    if (!this.#isFailing) this.#options.log(`saving stopped: ${errorName(error)}`)
    this.#isFailing = true
    this.#retryLater()
  }

  #retryLater(): void {
    if (this.#retryTimer) return
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = null
      this.#recover()
      if (this.#isFailing) this.#retryLater()
    }, this.#options.retryMs ?? RETRY_MS)
    this.#retryTimer.unref()
  }

  /** Tries to write what is missing; on failure everything stays as it is. */
  #recover(): void {
    const { files, path, log } = this.#options
    try {
      if (this.#needsRewrite) this.#compact()
      else {
        this.#descriptor ??= files.open(path, 'r+')
        files.truncate(this.#descriptor, this.#length)
        this.#write(concatenate(this.#unsaved.map(frameRecord)))
        this.#needsRewrite = true
        files.sync(this.#descriptor)
      }
      this.#needsRewrite = false
      this.#unsaved = []
      this.#isFailing = false
      log('saving works again')
    } catch {
      // Said once, when it stopped; the next attempt follows.
    }
  }

  #tryCompacting(): void {
    try {
      this.#compact()
    } catch (error) {
      // The log as it is holds everything.
      this.#options.log(`compacting failed: ${errorName(error)}`)
      // Not again at every write: when it has grown as much once more.
      this.#snapshotLength = this.#length
      if (this.#descriptor === null) this.#fail(error)
      else this.#syncLater()
    }
  }

  #compact(): void {
    const { files, path, snapshot } = this.#options
    const temporary = `${path}.tmp`
    const bytes = concatenate([JOURNAL_HEADER, frameRecord(snapshot())])
    try {
      writeWhole(files, temporary, bytes)
      // Windows renames onto no open file.
      this.#release()
      files.rename(temporary, path)
    } catch (error) {
      tryTo(() => files.remove(temporary))
      if (this.#descriptor === null) tryTo(() => (this.#descriptor = files.open(path, 'r+')))
      throw error
    }
    this.#length = bytes.length
    this.#snapshotLength = bytes.length
    this.#descriptor = files.open(path, 'r+')
  }

  /** A sync under way closes the file when it is done. */
  #release(): void {
    const descriptor = this.#descriptor
    this.#descriptor = null
    if (descriptor !== null && !this.#isSyncing) this.#options.files.close(descriptor)
  }
}

/** A disk that fills up first takes a part without complaint. */
function writeAll(files: JournalFiles, descriptor: number, bytes: Uint8Array, position: number): void {
  let offset = 0
  while (offset < bytes.length) {
    const written = files.write(descriptor, bytes, offset, position + offset)
    if (written <= 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
    offset += written
  }
}

function writeWhole(files: JournalFiles, path: string, bytes: Uint8Array): void {
  const descriptor = files.open(path, 'w')
  try {
    writeAll(files, descriptor, bytes, 0)
    files.sync(descriptor)
  } finally {
    files.close(descriptor)
  }
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

function tryTo(attempt: () => void): void {
  try {
    attempt()
  } catch {
    // The caller has a failure to report already.
  }
}

function errorName(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
