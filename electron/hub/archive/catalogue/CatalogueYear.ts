import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SqlEngine } from '../../sqlite.ts'
import { writeFileAtomic } from '../../writeFileAtomic.ts'
import type { ManifestYear } from './manifest.ts'
import type { RecordFile, SearchedRecord } from './searchedRecords.ts'
import { Shard, type ShardBytes } from './Shard.ts'
import { dayNumber } from './shardFormat.ts'

/**
 * Records that are added are in pieces of the index, of which there are few, but each is to be looked into. All become
 * one once so many were added, and an eighth of what there is: that takes as long as the shard is large, and so no
 * longer for each record.
 */
const TIDY_AFTER = 16
const TIDY_SHARE = 8

/**
 * The catalogue of one year's records: which of them are in it, and the shard itself while it is needed. Records that
 * are not in yet are `pending`; whoever searches reads these themselves.
 */
export class CatalogueYear {
  readonly year: string
  /** Names → stamps, of what is in the shard or could not be read. */
  readonly #known = new Map<string, string>()
  readonly #problems = new Map<string, string>()
  readonly #pending = new Map<string, RecordFile>()
  readonly #corrections = new Map<string, string>()
  #shard: Shard | undefined
  /** What is on the disk; null if nothing is, or not to be trusted. */
  #stored: ManifestYear | null = null
  #rows = 0
  #days: readonly [number, number] | null = null
  #isDirty = false
  #addedSinceTidy = 0
  #generation = 0
  usedAt = 0

  constructor(year: string) {
    this.year = year
  }

  static fromManifest(year: string, stored: ManifestYear): CatalogueYear {
    const { rows, firstDay, lastDay, records, problems, corrections } = stored
    const loaded = new CatalogueYear(year)
    for (const [name, stamp] of Object.entries(records)) loaded.#known.set(name, stamp)
    for (const [name, kind] of Object.entries(problems)) loaded.#problems.set(name, kind)
    for (const [sha256, path] of Object.entries(corrections)) loaded.#corrections.set(sha256, path)
    loaded.#stored = stored
    loaded.#rows = rows
    loaded.#days = rows > 0 ? [firstDay, lastDay] : null
    return loaded
  }

  /** Another number means that rows have other ids than before. */
  get generation(): number {
    return this.#generation
  }

  get pending(): readonly RecordFile[] {
    return [...this.#pending.values()]
  }

  /** Of what is in it: hash of each record that was corrected → path of the correction. */
  get corrections(): ReadonlyMap<string, string> {
    return this.#corrections
  }

  /** Without any record, in it or waiting. */
  get isEmpty(): boolean {
    return this.#known.size === 0 && this.#pending.size === 0
  }

  get records(): number {
    return this.#known.size - this.#problems.size
  }

  get rows(): number {
    return this.#rows
  }

  get problems(): readonly { readonly path: string; readonly kind: string }[] {
    return [...this.#problems].map(([name, kind]) => ({ path: `records/${this.year}/${name}`, kind }))
  }

  /** What the disk holds of it, for the manifest. */
  get stored(): ManifestYear | null {
    return this.#stored
  }

  /** True if the disk does not hold what there is. */
  get isDirty(): boolean {
    return this.#isDirty
  }

  /** While it is loaded. */
  get shard(): Shard | undefined {
    return this.#shard
  }

  /** Of memory, while it is loaded. */
  get loadedBytes(): number {
    return this.#shard ? (this.#stored?.bytes ?? 0) : 0
  }

  /** Whether a search in these days may find something in the shard. */
  overlaps([first, last]: readonly [number, number]): boolean {
    return this.#days !== null && this.#days[0] <= last && this.#days[1] >= first
  }

  /**
   * Compares with what is in the folder: new records become pending. A shard cannot forget, so if one that it holds was
   * changed or has gone, everything becomes pending.
   */
  expect(files: readonly RecordFile[]): void {
    const present = new Map(files.map((file) => [file.name, file]))
    if ([...this.#known].some(([name, stamp]) => present.get(name)?.stamp !== stamp)) this.distrust(files)
    else for (const file of files) if (!this.#known.has(file.name)) this.#pending.set(file.name, file)
  }

  /** Everything is to be read again. */
  distrust(files: readonly RecordFile[]): void {
    this.unload()
    this.#generation++
    this.#known.clear()
    this.#problems.clear()
    this.#corrections.clear()
    this.#pending.clear()
    for (const file of files) this.#pending.set(file.name, file)
    this.#stored = null
    this.#rows = 0
    this.#days = null
    this.#isDirty = true
  }

  /** A new record. False if a record of that name was there and has changed, so that all must be compared. */
  notice(file: RecordFile): boolean {
    const known = this.#known.get(file.name)
    if (known === undefined) this.#pending.set(file.name, file)
    return known === undefined || known === file.stamp
  }

  /** Reads the shard from the disk, or begins one. False if what is there is damaged. */
  async load(engine: SqlEngine, folder: string): Promise<boolean> {
    if (this.#stored === null) {
      this.#shard ??= Shard.create(engine)
      return true
    }
    const [rows, grams] = await Promise.all(this.paths(folder).map((path) => readFile(path).catch(() => undefined)))
    // Somebody else may have loaded it meanwhile.
    if (this.#shard) return true
    if (rows && grams && hashOf({ rows, grams }) === this.#stored.sha256) this.#shard = Shard.open(engine, { rows, grams })
    return this.#shard !== undefined
  }

  /** Puts a pending record in, or notes why it can't be. The shard must be loaded. */
  take(file: RecordFile, record: SearchedRecord | { readonly problem: string }): void {
    const problem = 'problem' in record ? record.problem : this.#shard?.add(record) === false ? 'too-many-rows' : undefined
    this.#pending.delete(file.name)
    this.#known.set(file.name, file.stamp)
    this.#isDirty = true
    if (problem !== undefined) this.#problems.set(file.name, problem)
    if (problem !== undefined || 'problem' in record) return
    if (record.supersedes !== null) this.#corrections.set(record.supersedes, record.path)
    this.#rows += record.rows.length
    this.#addedSinceTidy++
    const day = dayNumber(record.heldOn)
    this.#days = this.#days === null ? [day, day] : [Math.min(this.#days[0], day), Math.max(this.#days[1], day)]
  }

  /** A record that has gone since it was listed. */
  drop({ name }: RecordFile): void {
    this.#pending.delete(name)
  }

  /** Nothing may be taken in meanwhile. @throws the system's error; the disk then holds what it held. */
  async store(folder: string): Promise<void> {
    if (!this.#shard) return
    if (this.#addedSinceTidy >= Math.max(TIDY_AFTER, this.records / TIDY_SHARE)) {
      this.#shard.tidy()
      this.#addedSinceTidy = 0
    }
    const bytes = this.#shard.export()
    const [rowsPath, gramsPath] = this.paths(folder)
    await writeFileAtomic(rowsPath, bytes.rows)
    await writeFileAtomic(gramsPath, bytes.grams)
    const [firstDay, lastDay] = this.#days ?? [0, 0]
    const contents = { rows: this.#rows, firstDay, lastDay, records: Object.fromEntries(this.#known), problems: Object.fromEntries(this.#problems), corrections: Object.fromEntries(this.#corrections) }
    this.#stored = { sha256: hashOf(bytes), bytes: bytes.rows.length + bytes.grams.length, ...contents }
    this.#isDirty = false
  }

  paths(folder: string): readonly [rows: string, grams: string] {
    return [join(folder, `${this.year}.sqlite`), join(folder, `${this.year}.grams`)]
  }

  /** Gives the memory back; what was not stored is lost. */
  unload(): void {
    this.#shard?.close()
    this.#shard = undefined
  }
}

function hashOf({ rows, grams }: ShardBytes): string {
  return createHash('sha256').update(rows).update(grams).digest('hex')
}
