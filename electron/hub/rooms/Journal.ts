import type { Report } from '../inside/events.ts'
import { AppendFile, type Lag } from './AppendFile.ts'
import { frameInSlices, frameRecord } from './framing.ts'
import { encodeEntry, encodeEntryHead, JOURNAL_HEADER, type JournalEntry } from './journalFormat.ts'
import type { JournalFiles } from './journalFiles.ts'
import type { TakeSnapshot } from './loadDocument.ts'
import { Slices } from './Slices.ts'

export interface JournalOptions {
  readonly path: string
  readonly files: JournalFiles
  readonly report: Report
  /** Told when saving stops, before `append` returns, and when it works again. */
  readonly onSaving?: (isSaving: boolean) => void
  /** All that the journal's entries amount to, as one. */
  readonly snapshot: TakeSnapshot
  /** How often a refusing disk is tried again; every second unless said. */
  readonly retryMs?: number | undefined
}

/** A log this long, and this much longer than its last snapshot, is rewritten as a snapshot. */
const COMPACT_FROM_BYTES = 1024 * 1024
const COMPACT_GROWTH = 4
/** How long taking a snapshot may hold everybody else up in one go, in ms. */
const SLICE_MS = 4

/**
 * The log of one document: its updates and whom their client ids belong to. What `append` promises is what `AppendFile`
 * promises. From time to time a snapshot takes the log's place: encoded in slices, written off this thread.
 */
export class Journal {
  readonly #options: JournalOptions
  readonly #file: AppendFile
  #snapshotLength: number
  #compacting: Promise<boolean> | null = null

  /** `length` bytes of the file at `path` are known to be whole records; 0 if there is no file. */
  constructor(options: JournalOptions, length: number) {
    const { path, files, report, onSaving, retryMs } = options
    this.#options = options
    this.#snapshotLength = length
    this.#file = new AppendFile(
      {
        path,
        files,
        header: JOURNAL_HEADER,
        onSaving: (stoppedBy) => {
          report(stoppedBy === null ? { event: 'saving-works', file: 'journal' } : { event: 'saving-stopped', file: 'journal', code: stoppedBy })
          onSaving?.(stoppedBy === null)
        },
        retryMs,
        wholeContent: () => this.#wholeContent(),
      },
      length,
    )
  }

  get isWritable(): boolean {
    return this.#file.isWritable
  }

  get lag(): Lag {
    return this.#file.lag
  }

  append(entry: JournalEntry): void {
    this.#file.append(frameRecord(encodeEntry('batch', entry)))
    const { length } = this.#file
    if (length > COMPACT_FROM_BYTES && length > COMPACT_GROWTH * this.#snapshotLength) this.#compactSoon()
  }

  /** Puts everything on the disk now. @returns false if it could not. */
  flush(): boolean {
    return this.#file.flush()
  }

  /**
   * Leaves a snapshot where a log was, and puts everything on the disk, off this thread.
   * @returns false if it could not, or if more came meanwhile.
   */
  async settle(): Promise<boolean> {
    await this.#compacting
    if (this.#file.isWritable && this.#file.length > this.#snapshotLength) await this.compact()
    const { length } = this.#file
    const isSettled = await this.#file.settle()
    return isSettled && this.#file.length === length
  }

  /** Puts a snapshot in the log's place. @returns false if it could not; the log as it is holds everything. */
  compact(): Promise<boolean> {
    this.#compacting ??= this.#compactNow().finally(() => (this.#compacting = null))
    return this.#compacting
  }

  /** Closes the file with what was appended in it, and takes no more snapshots: the document can't be trusted. */
  abandon(): Promise<void> {
    return this.#file.abandon()
  }

  /** Closes the file as it is: `settle` first. The journal must not be used afterwards. */
  close(): void {
    this.#file.close()
  }

  /** Not within an append: whoever appends is in the middle of a change to what the snapshot is taken of. */
  #compactSoon(): void {
    this.#compacting ??= new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => this.#compactNow())
      .finally(() => (this.#compacting = null))
  }

  async #compactNow(): Promise<boolean> {
    const problem = await this.#file.rewrite()
    if (problem === null) return true
    this.#options.report({ event: 'compacting-failed', code: problem })
    // Not again at every write: when it has grown as much once more.
    this.#snapshotLength = this.#file.length
    return false
  }

  async #wholeContent(): Promise<Uint8Array> {
    const slices = new Slices(SLICE_MS)
    const { claims, update } = await this.#options.snapshot(slices)
    const content = await frameInSlices(JOURNAL_HEADER, [encodeEntryHead('snapshot', claims), ...update], slices)
    this.#snapshotLength = content.length
    return content
  }
}
