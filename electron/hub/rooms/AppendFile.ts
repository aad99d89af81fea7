import type { JournalFiles } from './journalFiles.ts'
import { concatenate, errorName, syncOf, tryTo, writeAll, writeAllSoon } from './writeAll.ts'

export interface AppendFileOptions {
  readonly path: string
  readonly files: JournalFiles
  readonly header: Uint8Array
  /** Told when the disk stops taking what is appended, with the system's code of the error, and when it takes it again. */
  readonly onSaving: (stoppedBy: string | null) => void
  /** How often a refusing disk is tried again; every second unless said. */
  readonly retryMs?: number | undefined
  /**
   * All that the file amounts to at the moment of the call, in new bytes. Without it, what was not synced yet is kept in
   * memory and written again after a failed sync.
   */
  readonly wholeContent?: () => Promise<Uint8Array>
}

/** What is not on the disk yet: how much, and for how long the oldest part of it has waited. */
export interface Lag {
  readonly bytes: number
  readonly ms: number
}

const SYNC_AFTER_MS = 50
const RETRY_MS = 1_000
/** Of what came during a rewriting, this much is written in one go at its end; more goes off this thread before. */
const CATCH_UP_BYTES = 64 * 1024

/**
 * A file that only grows. A record is with the operating system when `append` returns, so that it survives the end of
 * this process, and on the disk within 50 ms.
 *
 * When the disk refuses, nothing is thrown: `isWritable` turns false, what could not be written is kept in order, and
 * is written as soon as the disk takes it again.
 */
export class AppendFile {
  readonly #options: AppendFileOptions
  #descriptor: number | null = null
  /** Where the next record goes; whatever stands behind it is what a failed write left. */
  #length: number
  #syncedLength: number
  /** Records behind `#syncedLength`, where they would have to be written again. */
  #unsynced: Uint8Array[] = []
  #unsaved: Uint8Array[] = []
  #isFailing = false
  /** After a failed sync nobody knows what the disk holds behind the last one that worked. */
  #isUncertain = false
  #isFolderDirty: boolean
  #syncing: Promise<void> | null = null
  /** A sync off this thread holds the descriptor. */
  #isInUse = false
  #dirtySince: number | null = null
  #syncingSince: number | null = null
  /** Records that came since the content of a rewriting under way was taken. */
  #rewriteTail: Uint8Array[] | null = null
  #rewriting: Promise<string | null> | null = null
  #recovering: Promise<void> | null = null
  #isAbandoned = false
  #syncTimer: NodeJS.Timeout | null = null
  #retryTimer: NodeJS.Timeout | null = null

  /** `length` bytes of the file at `path` are known to be whole records; 0 if there is no file. */
  constructor(options: AppendFileOptions, length: number) {
    this.#options = options
    this.#length = length
    this.#isFolderDirty = length === 0
    try {
      this.#open()
    } catch (error) {
      this.#release()
      this.#fail(error)
    }
    this.#syncedLength = this.#length
  }

  get isWritable(): boolean {
    return !this.#isFailing
  }

  /** How long the file is. */
  get length(): number {
    return this.#length
  }

  get lag(): Lag {
    const since = this.#syncingSince ?? this.#dirtySince
    const unsaved = this.#unsaved.reduce((sum, { length }) => sum + length, 0)
    return { bytes: this.#length - this.#syncedLength + unsaved, ms: since === null ? 0 : performance.now() - since }
  }

  /** What a reader of the file would miss, in order. */
  get unsaved(): readonly Uint8Array[] {
    return this.#unsaved
  }

  append(record: Uint8Array): void {
    this.#rewriteTail?.push(record)
    this.#dirtySince ??= performance.now()
    if (this.#isFailing) {
      this.#unsaved.push(record)
      return
    }
    try {
      this.#write(record)
      if (!this.#options.wholeContent) this.#unsynced.push(record)
      this.#syncLater()
    } catch (error) {
      this.#unsaved.push(record)
      this.#fail(error)
    }
  }

  /** Puts everything on the disk now. @returns false if it could not. */
  flush(): boolean {
    if (this.#isFailing || this.#descriptor === null) return false
    if (this.#dirtySince === null && this.#syncingSince === null && !this.#isFolderDirty) return true
    try {
      this.#options.files.sync(this.#descriptor)
      if (this.#isFolderDirty) this.#options.files.syncFolder(this.#options.path)
      this.#isFolderDirty = false
      this.#markSynced(this.#length)
      this.#dirtySince = null
      return true
    } catch (error) {
      this.#failSync(error)
      return false
    }
  }

  /** Like `flush`, off this thread; a refusing disk is tried once more. What is appended meanwhile may not be on it. */
  async settle(): Promise<boolean> {
    if (this.#isFailing) await this.#recover()
    while (!this.#isFailing && this.#descriptor !== null && (this.#syncing || this.#dirtySince !== null || this.#isFolderDirty)) await this.#sync()
    return !this.#isFailing && this.#descriptor !== null
  }

  /**
   * Puts what `wholeContent` gives in the place of all that has been appended up to now; a crash at any moment leaves the
   * one or the other, with everything appended meanwhile. Only for a file with `wholeContent`.
   * @returns the system's code of the error that prevented it, or null. The file is as before then.
   */
  rewrite(): Promise<string | null> {
    const { wholeContent } = this.#options
    if (!wholeContent) throw new Error('this file has no whole content')
    return this.#rewriting || this.#recovering || this.#isAbandoned ? Promise.resolve('EBUSY') : this.#rewriteOnce(wholeContent)
  }

  #rewriteOnce(wholeContent: () => Promise<Uint8Array>): Promise<string | null> {
    this.#rewriting = this.#rewrite(wholeContent).finally(() => {
      this.#rewriting = null
      this.#rewriteTail = null
    })
    return this.#rewriting
  }

  /** Gives up whatever is under way and closes the file as it is, with what was appended in it. */
  async abandon(): Promise<void> {
    this.#isAbandoned = true
    await Promise.all([this.#rewriting, this.#recovering, this.#syncing])
    this.flush()
    this.close()
  }

  /** Closes the file as it is: `settle` first. The object must not be used afterwards. */
  close(): void {
    this.#isAbandoned = true
    if (this.#syncTimer) clearTimeout(this.#syncTimer)
    if (this.#retryTimer) clearTimeout(this.#retryTimer)
    this.#release()
  }

  async #rewrite(wholeContent: () => Promise<Uint8Array>): Promise<string | null> {
    const { files, path } = this.#options
    const temporary = `${path}.tmp`
    const tail: Uint8Array[] = (this.#rewriteTail = [])
    const written: { descriptor: number | null } = { descriptor: null }
    try {
      const content = await wholeContent()
      if (this.#isAbandoned) throw new Error('abandoned')
      const descriptor = (written.descriptor = files.open(temporary, 'w'))
      let length = await writeAllSoon(files, descriptor, content, 0)
      await syncOf(files, descriptor)
      while (tail.reduce((sum, part) => sum + part.length, 0) > CATCH_UP_BYTES) {
        length = await writeAllSoon(files, descriptor, concatenate(tail.splice(0)), length)
        await syncOf(files, descriptor)
      }
      if (this.#isAbandoned) throw new Error('abandoned')
      // From here on nothing is awaited, so that nothing comes in between.
      length = writeAll(files, descriptor, concatenate(tail), length)
      written.descriptor = null
      files.close(descriptor)
      this.#replaceBy(temporary, length)
      return null
    } catch (error) {
      const { descriptor } = written
      if (descriptor !== null) tryTo(() => files.close(descriptor))
      tryTo(() => files.remove(temporary))
      if (this.#descriptor === null && !this.#isAbandoned) tryTo(() => (this.#descriptor = files.open(path, 'r+')))
      if (this.#descriptor === null && !this.#isAbandoned) this.#fail(error)
      return errorName(error)
    }
  }

  #open(): number {
    const { files, path, header } = this.#options
    const descriptor = (this.#descriptor = files.open(path, this.#length > 0 ? 'r+' : 'w'))
    if (this.#length > 0) files.truncate(descriptor, this.#length)
    else this.#write(header)
    return descriptor
  }

  #replaceBy(temporary: string, length: number): void {
    const { files, path } = this.#options
    // Windows renames onto no open file.
    this.#release()
    files.rename(temporary, path)
    this.#descriptor = files.open(path, 'r+')
    this.#length = length
    this.#syncedLength = length
    this.#unsaved = []
    this.#isFolderDirty = true
    this.#dirtySince ??= performance.now()
    this.#works()
    this.#syncLater()
  }

  #write(bytes: Uint8Array): void {
    if (this.#descriptor === null) throw new Error('there is no open file')
    this.#length = writeAll(this.#options.files, this.#descriptor, bytes, this.#length)
  }

  #syncLater(): void {
    if (this.#syncTimer) return
    this.#syncTimer = setTimeout(() => {
      this.#syncTimer = null
      if (this.#syncing) this.#syncLater()
      else void this.#sync()
    }, SYNC_AFTER_MS)
    this.#syncTimer.unref()
  }

  /** Resolves when a sync has ended, well or not. */
  #sync(): Promise<void> {
    this.#syncing ??= this.#syncNow().finally(() => (this.#syncing = null))
    return this.#syncing
  }

  async #syncNow(): Promise<void> {
    const { files, path } = this.#options
    if (this.#isFailing || this.#descriptor === null) return
    this.#isInUse = true
    const descriptor = this.#descriptor
    const length = this.#length
    this.#syncingSince = this.#dirtySince
    this.#dirtySince = null
    const error = await syncOf(files, descriptor).then(() => null, (reason: unknown) => reason)
    const isFolderDirty = this.#isFolderDirty
    if (isFolderDirty && error === null) await new Promise<void>((resolve) => files.syncFolderSoon(path, resolve))
    this.#isInUse = false
    if (this.#descriptor !== descriptor) {
      // It was replaced by another meanwhile, which has a sync of its own to come.
      tryTo(() => files.close(descriptor))
      this.#syncingSince = null
    } else if (error !== null) this.#failSync(error)
    else {
      if (isFolderDirty) this.#isFolderDirty = false
      this.#markSynced(length)
    }
  }

  #markSynced(length: number): void {
    this.#syncingSince = null
    if (length < this.#syncedLength) return
    let passed = this.#syncedLength
    this.#syncedLength = length
    const first = this.#unsynced.findIndex((record) => (passed += record.length) > length)
    this.#unsynced = first < 0 ? [] : this.#unsynced.slice(first)
  }

  #failSync(error: unknown): void {
    this.#dirtySince = this.#syncingSince ?? this.#dirtySince
    this.#syncingSince = null
    this.#isUncertain = true
    this.#fail(error)
  }

  #fail(error: unknown): void {
    const wasFailing = this.#isFailing
    this.#isFailing = true
    this.#retryLater()
    if (!wasFailing) this.#options.onSaving(errorName(error))
  }

  #works(): void {
    const wasFailing = this.#isFailing
    this.#isUncertain = false
    this.#isFailing = false
    if (wasFailing) this.#options.onSaving(null)
  }

  #retryLater(): void {
    if (this.#retryTimer || this.#isAbandoned) return
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = null
      void this.#recover()
    }, this.#options.retryMs ?? RETRY_MS)
    this.#retryTimer.unref()
  }

  /** Tries to write what is missing; on failure everything stays as it is, and the next attempt follows. */
  #recover(): Promise<void> {
    if (!this.#isFailing || this.#isAbandoned) return Promise.resolve()
    this.#recovering ??= this.#tryAgain().finally(() => {
      this.#recovering = null
      if (this.#isFailing) this.#retryLater()
    })
    return this.#recovering
  }

  async #tryAgain(): Promise<void> {
    const { files, wholeContent } = this.#options
    // It may bring everything along; and two must not work on one file.
    await this.#rewriting
    if (!this.#isFailing || this.#isAbandoned) return
    if (this.#isUncertain && wholeContent) {
      await this.#rewriteOnce(wholeContent)
      return
    }
    try {
      const descriptor = this.#descriptor ?? this.#open()
      const from = this.#isUncertain ? this.#syncedLength : this.#length
      const again = this.#isUncertain ? this.#unsynced : []
      const taken = this.#unsaved.length
      files.truncate(descriptor, from)
      const length = await writeAllSoon(files, descriptor, concatenate([...again, ...this.#unsaved.slice(0, taken)]), from)
      this.#isUncertain ||= wholeContent !== undefined
      await syncOf(files, descriptor)
      if (this.#descriptor !== descriptor) return
      // What came during the attempt.
      this.#length = writeAll(files, descriptor, concatenate(this.#unsaved.slice(taken)), length)
      this.#syncedLength = length
      this.#unsynced = this.#unsaved.slice(taken)
      this.#unsaved = []
      this.#works()
      this.#syncLater()
    } catch {
      // Said once, when it stopped.
    }
  }

  /** A sync under way closes the file when it is done. */
  #release(): void {
    const descriptor = this.#descriptor
    this.#descriptor = null
    if (descriptor !== null && !this.#isInUse) tryTo(() => this.#options.files.close(descriptor))
  }
}
