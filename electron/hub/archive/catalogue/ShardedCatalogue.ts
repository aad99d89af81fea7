import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SearchAnswer, SearchRequest } from '../../../../shared/archive/search/answer.ts'
import { errorCode } from '../../disk.ts'
import { openSqlite, type SqlEngine } from '../../sqlite.ts'
import { writeFileAtomic } from '../../writeFileAtomic.ts'
import type { Catalogue, RebuildProgress, RebuildReport } from './Catalogue.ts'
import { CatalogueYear } from './CatalogueYear.ts'
import { manifestPath, readManifest, type Manifest } from './manifest.ts'
import { listSearchedFiles, readSearchedRecord, stampedFile, type RecordFile } from './searchedRecords.ts'
import { searchYears } from './searchYears.ts'
import type { Shard } from './Shard.ts'
import { CATALOGUE_VERSION } from './shardFormat.ts'

export interface CatalogueOptions {
  /** Folder of the workspace, with `records/` and `catalogue/`. */
  readonly dataDir: string
  /** Asked before each change of the folder. While it says no, what is missing is in memory only. */
  readonly canWrite: () => boolean
  /** How long a search may read records that are not in the catalogue, in ms. */
  readonly directMs?: number
  /** Shards are unloaded, least recently used first, while they take more than this. */
  readonly memoryBytes?: number
}

const DIRECT_MS = 2_000
const MEMORY_BYTES = 768 * 1024 * 1024

/** The catalogue in this thread. One object, or one process, writes to a folder at a time. */
export class ShardedCatalogue implements Catalogue {
  readonly #options: CatalogueOptions
  readonly #engine: SqlEngine
  readonly #recordsDir: string
  readonly #folder: string
  readonly #years = new Map<string, CatalogueYear>()
  /** Changes are made one after the other. */
  #queue: Promise<unknown> = Promise.resolve()
  /** Records that were just added and are being looked at: a search waits until it knows of them. */
  readonly #noticing = new Set<Promise<unknown>>()
  #notSaved: string | null = null
  #useCount = 0
  #isClosed = false

  private constructor(options: CatalogueOptions, engine: SqlEngine) {
    this.#options = options
    this.#engine = engine
    this.#recordsDir = join(options.dataDir, 'records')
    this.#folder = join(options.dataDir, 'catalogue')
  }

  /** Reads what there is and compares it with the records; takes nothing in yet. */
  static async open(options: CatalogueOptions): Promise<ShardedCatalogue> {
    const catalogue = new ShardedCatalogue(options, await openSqlite())
    const { years } = await readManifest(catalogue.#folder)
    for (const [year, stored] of Object.entries(years)) catalogue.#years.set(year, CatalogueYear.fromManifest(year, stored))
    await catalogue.#compare()
    return catalogue
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    await Promise.all(this.#noticing)
    const until = performance.now() + (this.#options.directMs ?? DIRECT_MS)
    return searchYears(
      {
        years: this.#newestFirst(),
        withShard: (year, work) => this.#withShard(year, work),
        read: async (file) => {
          const record = await readSearchedRecord(this.#engine, this.#recordsDir, file)
          return record.ok ? record.value : undefined
        },
        isTimeUp: () => performance.now() > until,
      },
      request,
    )
  }

  update(onProgress?: RebuildProgress): Promise<RebuildReport> {
    return this.#enqueue(async () => {
      await this.#compare()
      await this.#takePending(onProgress)
      await this.#store()
      return this.#report()
    })
  }

  async add(path: string): Promise<void> {
    const noticing = this.#notice(path)
    this.#noticing.add(noticing)
    const noticed = await noticing.finally(() => this.#noticing.delete(noticing))
    if (noticed === 'nothing') return
    if (noticed === 'changed') return void (await this.update())
    await this.#enqueue(() => this.#takePending())
    // Of many that are added at once, the first writes for all.
    await this.#enqueue(() => this.#store())
  }

  /** From here on searches find the record in its file. */
  async #notice(path: string): Promise<'nothing' | 'new' | 'changed'> {
    const [, year, name] = /^records\/(\d{4})\/([^/]+)$/.exec(path) ?? []
    if (year === undefined || name === undefined) return 'nothing'
    const file = await stampedFile(this.#recordsDir, year, name)
    if (!file) return 'nothing'
    return this.#year(year).notice(file) ? 'new' : 'changed'
  }

  rebuild(onProgress?: RebuildProgress): Promise<RebuildReport> {
    return this.#enqueue(async () => {
      await this.#compare('distrust')
      await this.#takePending(onProgress)
      await this.#store()
      return this.#report()
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#queue.catch(() => undefined)
    for (const year of this.#years.values()) year.unload()
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#queue.catch(() => undefined).then(work)
    this.#queue = next
    return next
  }

  async #compare(trust: 'trust' | 'distrust' = 'trust'): Promise<void> {
    const files = await listSearchedFiles(this.#recordsDir)
    for (const year of new Set([...this.#years.keys(), ...files.map((file) => file.year)])) {
      const own = files.filter((file) => file.year === year)
      if (trust === 'distrust') this.#year(year).distrust(own)
      else this.#year(year).expect(own)
    }
  }

  /** Newest first, so that what people look for most comes first. Stops where it is when the catalogue is closed. */
  async #takePending(onProgress?: RebuildProgress): Promise<void> {
    const years = this.#newestFirst()
    const all = years.reduce((sum, year) => sum + year.pending.length, 0)
    let done = 0
    for (const year of years) {
      for (const file of year.pending) {
        if (this.#isClosed) return
        await this.#take(year, file)
        onProgress?.(++done, all)
      }
      // A year that is done is kept even if the process ends before all are.
      if (all > 1 && year.isDirty && year.pending.length === 0) await this.#storeYear(year)
    }
  }

  async #take(year: CatalogueYear, file: RecordFile): Promise<void> {
    const record = await readSearchedRecord(this.#engine, this.#recordsDir, file)
    if (!record.ok && !(await stampedFile(this.#recordsDir, file.year, file.name))) return year.drop(file)
    // Of a shard that turns out to be damaged, every record is pending again.
    await this.#withShard(year, () => year.take(file, record.ok ? record.value : { problem: record.error.kind }))
  }

  /** Works on the year's shard, loaded if need be; undefined if it is damaged. */
  async #withShard<T>(year: CatalogueYear, work: (shard: Shard) => T): Promise<T | undefined> {
    year.usedAt = ++this.#useCount
    // Another one that is loaded meanwhile may take its memory away again.
    while (year.shard === undefined) {
      if (await year.load(this.#engine, this.#folder)) {
        this.#unloadOthers(year)
        continue
      }
      year.distrust((await listSearchedFiles(this.#recordsDir)).filter((file) => file.year === year.year))
      if (this.#options.canWrite() && !this.#isClosed) void this.update().catch(() => undefined)
      return undefined
    }
    return work(year.shard)
  }

  #unloadOthers(used: CatalogueYear): void {
    const loaded = [...this.#years.values()].filter((year) => year.loadedBytes > 0).toSorted((a, b) => a.usedAt - b.usedAt)
    let bytes = loaded.reduce((sum, year) => sum + year.loadedBytes, 0)
    for (const year of loaded) {
      if (bytes <= (this.#options.memoryBytes ?? MEMORY_BYTES)) return
      if (year === used || year.isDirty) continue
      bytes -= year.loadedBytes
      year.unload()
    }
  }

  async #store(): Promise<void> {
    const dirty = [...this.#years.values()].filter((year) => year.isDirty)
    for (const year of dirty) await this.#storeYear(year)
  }

  async #storeYear(year: CatalogueYear): Promise<void> {
    if (!this.#options.canWrite()) return
    try {
      await mkdir(this.#folder, { recursive: true })
      if (year.isEmpty) {
        this.#years.delete(year.year)
        for (const path of year.paths(this.#folder)) await rm(path, { force: true })
      } else {
        await year.store(this.#folder)
        this.#unloadOthers(year)
      }
      await writeFileAtomic(manifestPath(this.#folder), `${JSON.stringify(this.#manifest())}\n`)
      this.#notSaved = null
    } catch (error) {
      const code = errorCode(error)
      if (code === '') throw error
      // It is made of the records: until the disk takes it, memory serves.
      this.#notSaved = code
    }
  }

  #manifest(): Manifest {
    const years = [...this.#years.values()].flatMap(({ year, stored }) => (stored === null ? [] : [[year, stored] as const]))
    return { version: CATALOGUE_VERSION, years: Object.fromEntries(years) }
  }

  #report(): RebuildReport {
    const years = this.#newestFirst()
    return {
      records: years.reduce((sum, year) => sum + year.records, 0),
      rows: years.reduce((sum, year) => sum + year.rows, 0),
      years: years.map(({ year }) => year),
      problems: years.flatMap((year) => year.problems),
      notSaved: this.#notSaved,
    }
  }

  #year(name: string): CatalogueYear {
    const year = this.#years.get(name) ?? new CatalogueYear(name)
    this.#years.set(name, year)
    return year
  }

  #newestFirst(): readonly CatalogueYear[] {
    return [...this.#years.values()].toSorted((a, b) => (a.year < b.year ? 1 : -1))
  }
}
