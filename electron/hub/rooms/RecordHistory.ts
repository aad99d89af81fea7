import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { Authored } from '../../../shared/sync/Batch.ts'
import type { TouchedRecord } from '../../../shared/sync/check/TouchedRecord.ts'
import type { Report } from '../inside/events.ts'
import { keepAside } from '../keepAside.ts'
import { AppendFile, type Lag } from './AppendFile.ts'
import { fileHeader, frameRecord, readFramed, unframe } from './framing.ts'
import type { JournalFiles } from './journalFiles.ts'
import { readIfPresent } from './readIfPresent.ts'

/** Somebody changed a record: between `from` and `to`, ISO 8601 instants of the hub's clock. */
export interface HistoryEntry {
  /** `HUB_AUTHOR` for what the hub itself wrote. */
  readonly personId: string
  readonly section: string
  readonly recordId: string
  readonly change: TouchedRecord['change']
  /** By name, in order. */
  readonly fields: readonly string[]
  readonly from: string
  readonly to: string
}

export interface RecordHistoryOptions {
  readonly path: string
  readonly files: JournalFiles
  readonly report: Report
  /** Told when saving stops, before `add` returns, and when it works again. */
  readonly onSaving?: (isSaving: boolean) => void
  readonly now: () => Date
  /** How often a refusing disk is tried again; every second unless said. */
  readonly retryMs?: number | undefined
}

/** An entry that may still grow. `saved`: the end that is in the file. */
interface Open {
  readonly number: number
  readonly entry: Omit<HistoryEntry, 'from' | 'to'>
  readonly from: number
  to: number
  saved: number
}

const HEADER = fileHeader('HSH', 1)
/** Changes of one person to the same fields of a record count as one while they follow each other this closely. */
const COALESCE_MS = 60_000
const MAX_FIELDS = 64
const MAX_ENTRIES = 200

/**
 * Who changed which record of one document, and when: a file that only grows, beside the document's journal and framed
 * like it. Typing makes one entry, not one per key; of the entry that is still growing a crash may lose how far it had
 * grown in the last minute, and nothing else.
 */
export class RecordHistory {
  readonly #options: RecordHistoryOptions
  /** How much of the file was there at the start. */
  readonly #foundLength: number
  #file: AppendFile | null = null
  #count: number
  readonly #open = new Map<string, Open>()
  readonly #listeners = new Set<(entry: HistoryEntry) => void>()
  /** Every entry there is, by what it says; null until another hub's are taken in. */
  #known: Map<string, { readonly number: number; to: number }> | null = null
  #sweptAt: number

  /** A file that is damaged is read up to there, and a copy kept. */
  static async open(options: RecordHistoryOptions): Promise<Result<RecordHistory, { readonly kind: 'newer-format'; readonly path: string }>> {
    const { path, report } = options
    const content = readFramed(await readIfPresent(path), HEADER)
    if (content.state === 'newer-format') return err({ kind: 'newer-format', path })
    if (content.end === 'torn') report({ event: 'file-torn', file: 'history' })
    if (content.end === 'damaged') {
      await keepAside(path)
      report({ event: 'file-damaged', file: 'history' })
    }
    return ok(new RecordHistory(options, content))
  }

  private constructor(options: RecordHistoryOptions, { records, length }: { readonly records: readonly Uint8Array[]; readonly length: number }) {
    this.#options = options
    this.#foundLength = length
    this.#count = records.length
    this.#sweptAt = options.now().getTime()
  }

  get isWritable(): boolean {
    return this.#file?.isWritable ?? true
  }

  get lag(): Lag {
    return this.#file?.lag ?? { bytes: 0, ms: 0 }
  }

  /** Notes what a batch changed. With the operating system when it returns; call it before anybody sees the batch. */
  add(authored: readonly Authored[]): void {
    const at = this.#options.now().getTime()
    if (at - this.#sweptAt >= COALESCE_MS || at < this.#sweptAt) this.#sweep(at)
    for (const { personId, touched } of authored) for (const record of touched) this.#note(personId, record, at)
  }

  /** The newest changes of one record, newest first, 200 at most. */
  async entriesOf(section: string, recordId: string): Promise<readonly HistoryEntry[]> {
    const found = new Map<number, HistoryEntry>()
    const needle = Buffer.from(JSON.stringify(recordId))
    for (const record of await this.#records()) {
      if (!Buffer.from(record.buffer, record.byteOffset, record.byteLength).includes(needle)) continue
      const { number, entry } = decode(record)
      if (entry.section === section && entry.recordId === recordId) found.set(number, entry)
    }
    return [...found]
      .toSorted(([a, { to }], [b, { to: otherTo }]) => Date.parse(otherTo) - Date.parse(to) || b - a)
      .slice(0, MAX_ENTRIES)
      .map(([, entry]) => entry)
  }

  /** Every entry there is. */
  async all(): Promise<readonly HistoryEntry[]> {
    return [...(await this.#numbered()).values()]
  }

  /** Called with each entry as it is written, and again when it has grown. @returns a function that stops it. */
  onSaved(listener: (entry: HistoryEntry) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes in what another hub of the workspace noted. What is known here changes nothing. */
  async adopt(entries: readonly HistoryEntry[]): Promise<void> {
    const known = (this.#known ??= new Map([...(await this.#numbered())].map(([number, entry]) => [keyOf(entry), { number, to: Date.parse(entry.to) }])))
    for (const entry of entries) {
      const [from, to] = [Date.parse(entry.from), Date.parse(entry.to)]
      const before = known.get(keyOf(entry))
      if (before && before.to >= to) continue
      this.#save({ number: before?.number ?? this.#count++, entry, from, to, saved: to - 1 })
    }
  }

  /** Puts everything on the disk now. @returns false if it could not. */
  flush(): boolean {
    this.#saveGrown()
    return this.#file?.flush() ?? true
  }

  /** Like `flush`, off this thread. @returns false if it could not. */
  async settle(): Promise<boolean> {
    this.#saveGrown()
    return this.#file ? this.#file.settle() : true
  }

  /** Closes the file with everything in it that the disk takes. */
  async abandon(): Promise<void> {
    this.#saveGrown()
    await this.#file?.abandon()
  }

  /** Closes the file as it is: `settle` first. The history must not be used afterwards. */
  close(): void {
    this.#file?.close()
  }

  async #records(): Promise<readonly Uint8Array[]> {
    const content = readFramed(await readIfPresent(this.#options.path), HEADER)
    const saved = content.state === 'readable' ? content.records : []
    // What has grown since it was written is taken from here.
    return [...saved, ...(this.#file?.unsaved ?? []).map(unframe), ...[...this.#open.values()].map(encodeOpen)]
  }

  async #numbered(): Promise<ReadonlyMap<number, HistoryEntry>> {
    return new Map((await this.#records()).map(decode).map(({ number, entry }) => [number, entry]))
  }

  #note(personId: string, { section, recordId, change, fields }: TouchedRecord, at: number): void {
    const names = [...fields.keys()].toSorted().slice(0, MAX_FIELDS)
    const key = JSON.stringify([personId, section, recordId, change, names])
    const open = this.#open.get(key)
    if (open && at >= open.to && at - open.to < COALESCE_MS) {
      open.to = at
      return
    }
    if (open) this.#save(open)
    const fresh: Open = { number: this.#count++, entry: { personId, section, recordId, change, fields: names }, from: at, to: at, saved: at - 1 }
    this.#open.set(key, fresh)
    this.#save(fresh)
  }

  /** Once a minute: what has not grown for so long is over, and the rest is saved as far as it has grown. */
  #sweep(at: number): void {
    this.#sweptAt = at
    this.#saveGrown()
    for (const [key, { to }] of this.#open) if (at - to >= COALESCE_MS) this.#open.delete(key)
  }

  #saveGrown(): void {
    for (const open of this.#open.values()) this.#save(open)
  }

  /** Not before there is something to say: most rooms that are only read need no file. */
  #openFile(): AppendFile {
    const { path, files, report, onSaving, retryMs } = this.#options
    const tell = (stoppedBy: string | null): void => {
      report(stoppedBy === null ? { event: 'saving-works', file: 'history' } : { event: 'saving-stopped', file: 'history', code: stoppedBy })
      onSaving?.(stoppedBy === null)
    }
    return new AppendFile({ path, files, header: HEADER, retryMs, onSaving: tell }, this.#foundLength)
  }

  /** Written again under its number, an entry takes the place of what it was. */
  #save(open: Open): void {
    if (open.saved === open.to) return
    open.saved = open.to
    this.#file ??= this.#openFile()
    this.#file.append(frameRecord(encodeOpen(open)))
    if (!this.#known && this.#listeners.size === 0) return
    const { entry } = decode(encodeOpen(open))
    this.#known?.set(keyOf(entry), { number: open.number, to: open.to })
    for (const listener of this.#listeners) listener(entry)
  }
}

/** As JSON: number, person, section, record, change, fields, first and last instant in ms. */
function encodeOpen({ number, entry, from, to }: Open): Uint8Array {
  const { personId, section, recordId, change, fields } = entry
  return Buffer.from(JSON.stringify([number, personId, section, recordId, change, fields, from, to]))
}

function decode(record: Uint8Array): { readonly number: number; readonly entry: HistoryEntry } {
  const [number, personId, section, recordId, change, fields, from, to] = JSON.parse(Buffer.from(record).toString('utf8')) as Stored
  return { number, entry: { personId, section, recordId, change, fields, from: new Date(from).toISOString(), to: new Date(to).toISOString() } }
}

/** What an entry says besides how long it went on. */
function keyOf({ personId, section, recordId, change, fields, from }: HistoryEntry): string {
  return JSON.stringify([personId, section, recordId, change, fields, Date.parse(from)])
}

type Stored = [number, string, string, string, HistoryEntry['change'], string[], number, number]
