import * as nodeFiles from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { RecordProblem } from '../../../shared/api.ts'
import type { LedgerEntry } from '../../../shared/archive/ledger/entry.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { createFileDurably, type CreateOutcome, type DurableFiles } from '../createFileDurably.ts'
import { errorCode, syncFolder } from '../disk.ts'
import type { Report } from '../inside/events.ts'
import { sha256Hex } from '../sha256.ts'
import { openSqlite, type SqlEngine } from '../sqlite.ts'
import { buildRecord, factsAt, heldFacts, holds, isNameOf, namedBy, readRecord, recordName, type HeldFacts, type MeetingToRecord } from './buildRecord.ts'
import type { LedgerFiles } from './ledger/LedgerFile.ts'
import type { SignedLedger } from './ledger/SignedLedger.ts'
import { byPath, fileProblem } from './problems.ts'
import { fileHash, recordFiles } from './recordFiles.ts'

/** What is used of `node:fs/promises`; a test passes one that fails. */
export type RecordDisk = DurableFiles & LedgerFiles & Pick<typeof nodeFiles, 'mkdir' | 'statfs'>

export type RecordError =
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'not-writable'; readonly code: string }
  /** A file of that name holds something else; `path` as in a success. It stays as it is. */
  | { readonly kind: 'already-archived'; readonly path: string }
  /** What was written does not give the meeting back; nothing was created. */
  | { readonly kind: 'verification-failed' }
  /** Somebody changed the ledger while we ran; nothing was created. */
  | { readonly kind: 'ledger-changed' }

/** A record on its way into the folder; its bytes may be on another thread. */
export interface RecordInHand {
  readonly facts: HeldFacts
  /** By `createFileDurably`. */
  create(path: string): Promise<CreateOutcome>
  /** What is in the file, if it is this record already. */
  factsOf(path: string): Promise<HeldFacts | null>
}

/** What the bytes of a file that comes from elsewhere are not. */
export type TakeError = RecordError | { readonly kind: 'not-a-record' }

export interface RecordedArchive {
  /** Below the workspace's folder, `records/2026/20260305-<id>.sqlite`. */
  readonly path: string
  readonly sha256: string
  readonly contentDigest: string
  readonly bytes: number
  /** Number of its line in the ledger. */
  readonly seq: number
}

export interface RecordedMeetingsParts {
  /** The workspace's folder. Nobody else writes its records and its ledger meanwhile. */
  readonly dataDir: string
  readonly ledger: SignedLedger
  readonly now: () => Date
  readonly report: Report
  readonly disk?: RecordDisk
  /** When the ledger is signed: after every record unless said; an import of thousands signs once, when it closes. */
  readonly signs?: 'each' | 'at-close'
}

/** The record of truth: files that never change, and the ledger that says which there are. */
export class RecordedMeetings {
  readonly #parts: RecordedMeetingsParts
  readonly #disk: RecordDisk
  readonly #listeners = new Set<(path: string) => void>()
  #problems: readonly RecordProblem[] = []
  #queue: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(parts: RecordedMeetingsParts) {
    this.#parts = parts
    this.#disk = parts.disk ?? nodeFiles
  }

  get ledger(): SignedLedger {
    return this.#parts.ledger
  }

  /** What was found wrong since the start, and is not ours to repair. */
  get problems(): readonly RecordProblem[] {
    return [...this.#parts.ledger.problems, ...this.#problems]
  }

  /** Told of every record that is new here, once its line is in the ledger. */
  onRecorded(listener: (path: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * The whole way from a closed meeting to its record: build, hash, create durably, read back and compare, enter into
   * the ledger, sign. Only a success counts as archived; after a failure there is no file of it. Recording the same
   * meeting again is a success and changes nothing.
   */
  recordMeeting(meeting: MeetingToRecord): Promise<Result<RecordedArchive, RecordError>> {
    return this.#inTurn(() => this.#guarded(() => this.#record(meeting)))
  }

  /**
   * Keeps a record that was made elsewhere, byte for byte. One of the same name with another content stays, and this one
   * gets a name of its own beside it. A file of this name is taken as it is if it holds these very bytes.
   * @param file below `records`; its own name unless said.
   */
  takeRecord(bytes: Uint8Array, origin?: LedgerEntry['origin'], file?: string): Promise<Result<RecordedArchive, TakeError>> {
    return this.#inTurn(() =>
      this.#guarded<RecordedArchive, TakeError>(async () => {
        const read = readRecord(await openSqlite(), bytes)
        if (!read.ok) return err({ kind: 'not-a-record' })
        const facts = heldFacts(read.value, bytes)
        const isSame = (other: Uint8Array): boolean => sha256Hex(other) === facts.sha256
        return this.#take({ facts, create: (path) => createFileDurably(path, bytes, isSame, this.#disk), factsOf: async (path) => (isSame(await this.#disk.readFile(path)) ? facts : null) }, origin, file)
      }),
    )
  }

  /** The same for a record that was read before. */
  takeInHand(record: RecordInHand, origin?: LedgerEntry['origin'], file?: string): Promise<Result<RecordedArchive, RecordError>> {
    return this.#inTurn(() => this.#guarded(() => this.#take(record, origin, file)))
  }

  /**
   * Brings folder and ledger together after a start: a file without an entry is verified and entered, everything else
   * that does not fit is a problem that stays. Of files that were there before only name and size are looked at.
   */
  reconcile(): Promise<{ readonly entered: number }> {
    return this.#inTurn(async () => {
      const { dataDir, ledger } = this.#parts
      const listed = byPath(ledger.entries())
      const files = (await recordFiles(join(dataDir, 'records'))).map((file) => `records/${file}`)
      const strangers = files.filter((path) => !listed.has(path))
      let entered = 0
      for (const path of strangers) {
        if (await this.#adopt(path)) entered++
        else this.#addProblem({ path, kind: 'unlisted' })
      }
      for (const [path, entries] of listed) {
        const size = await nodeFiles.stat(join(dataDir, path)).then((found) => found.size, () => null)
        if (size === null) this.#addProblem({ path, kind: 'missing' })
        else if (entries.some((entry) => entry.size !== size)) this.#addProblem({ path, kind: 'changed' })
      }
      await ledger.signIfNeeded()
      return { entered }
    })
  }

  /** Hashes every record that is in the ledger: minutes for tens of thousands, a little at a time. */
  async checkAll(): Promise<void> {
    const { dataDir, ledger } = this.#parts
    for (const [path, entries] of byPath(ledger.entries())) {
      if (this.#isClosed) return
      const found = await fileHash(join(dataDir, path))
      const problem = fileProblem(path, entries, found)
      if (problem) this.#addProblem(problem)
    }
  }

  /** What a device signed of the checkpoint of that size, see `SignedLedger`. @throws the system's error. */
  cosign(...cosigned: Parameters<SignedLedger['cosign']>): ReturnType<SignedLedger['cosign']> {
    return this.#inTurn(() => this.ledger.cosign(...cosigned))
  }

  /** Resolves when nothing is being written. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#inTurn(() => this.ledger.signIfNeeded())
  }

  async #record(meeting: MeetingToRecord): Promise<Result<RecordedArchive, RecordError>> {
    const engine = await openSqlite()
    const { year, name } = recordName(namedBy(meeting.snapshot))
    const bytes = buildRecord(engine, meeting, this.#parts.now())
    const isOurs = (readBack: Uint8Array): boolean => holds(engine, readBack, meeting.snapshot)
    const facts = factsIn(engine, bytes)
    const record: RecordInHand = {
      facts,
      create: (path) => createFileDurably(path, bytes, (readBack) => sha256Hex(readBack) === facts.sha256 && isOurs(readBack), this.#disk),
      factsOf: async (path) => {
        const existing = await this.#disk.readFile(path)
        return isOurs(existing) ? factsIn(engine, existing) : null
      },
    }
    for (let number = 1; ; number++) {
      const file = `${year}/${name}${meeting.supersedes === undefined ? '' : `-corr-${number}`}.sqlite`
      const kept = await this.#keep(file, record)
      if (kept.ok || kept.error.kind !== 'already-archived' || meeting.supersedes === undefined) return kept
    }
  }

  async #take(record: RecordInHand, origin: LedgerEntry['origin'] | undefined, file: string | undefined): Promise<Result<RecordedArchive, RecordError>> {
    const { facts } = record
    const { year, name } = recordName(facts)
    const own = file !== undefined && isNameOf(file, facts) ? file : `${year}/${name}.sqlite`
    const kept = await this.#keep(own, record, origin)
    if (kept.ok || kept.error.kind !== 'already-archived') return kept
    return this.#keep(own.replace(/\.sqlite$/, `-apart-${facts.sha256.slice(0, 8)}.sqlite`), record, origin)
  }

  async #keep(file: string, record: RecordInHand, origin?: LedgerEntry['origin']): Promise<Result<RecordedArchive, RecordError>> {
    const { dataDir } = this.#parts
    const path = `records/${file}`
    const target = join(dataDir, path)
    await this.#makeFolder(dirname(target))
    if (await this.#isTooFull(dirname(target), record.facts.size)) return err({ kind: 'disk-full' })
    const outcome = await record.create(target)
    if (outcome === 'refused') return err({ kind: 'verification-failed' })
    if (outcome === 'exists') {
      const existing = await record.factsOf(target)
      return existing ? this.#enter(path, existing, origin) : err({ kind: 'already-archived', path })
    }
    // Nobody has been told of the file yet. Without its line it would be a record that nobody meant to make.
    const takeBack = (): Promise<void> => this.#disk.rm(target, { force: true }).catch(() => undefined)
    try {
      const entered = await this.#enter(path, record.facts, origin)
      if (!entered.ok) await takeBack()
      return entered
    } catch (error) {
      await takeBack()
      throw error
    }
  }

  /** Finds or adds the line of a file that is in its place. @throws the system's error. */
  async #enter(path: string, held: HeldFacts, origin?: LedgerEntry['origin']): Promise<Result<RecordedArchive, { readonly kind: 'ledger-changed' }>> {
    const { ledger, signs } = this.#parts
    const known = ledger.entryOf({ path, sha256: held.sha256 })
    if (known) return ok(archiveOf(known))
    const entered = await ledger.append(factsAt(path, held, origin))
    if (!entered.ok) return entered
    if (signs !== 'at-close') await ledger.signIfNeeded()
    for (const listener of this.#listeners) listener(path)
    return ok(archiveOf(entered.value))
  }

  /** @returns false if the file is no record of that name, or the ledger must not grow. */
  async #adopt(path: string): Promise<boolean> {
    const { dataDir, ledger } = this.#parts
    // What was cut off the ledger would be put back as if nothing had happened.
    if (!ledger.isSound) return false
    const bytes = await nodeFiles.readFile(join(dataDir, path)).catch(() => null)
    const read = bytes && readRecord(await openSqlite(), bytes)
    if (!bytes || !read?.ok || !isNameOf(path.slice('records/'.length), namedBy(read.value.snapshot))) return false
    const entered = await this.#guarded(() => this.#enter(path, heldFacts(read.value, bytes)))
    return entered.ok
  }

  async #makeFolder(folder: string): Promise<void> {
    const firstCreated = await this.#disk.mkdir(folder, { recursive: true })
    if (firstCreated === undefined) return
    await syncFolder(dirname(folder), this.#disk)
    await syncFolder(dirname(dirname(folder)), this.#disk)
  }

  /** Asked first, because a disk that fills up in the middle is left full for everybody else. */
  async #isTooFull(folder: string, size: number): Promise<boolean> {
    try {
      const { blocks, bavail, bsize } = await this.#disk.statfs(folder)
      return blocks > 0 && bavail * bsize < size + SPARE_BYTES
    } catch {
      return false
    }
  }

  async #guarded<T, E extends { readonly kind: string }>(work: () => Promise<Result<T, E>>): Promise<Result<T, E | { readonly kind: 'disk-full' } | { readonly kind: 'not-writable'; readonly code: string }>> {
    try {
      return await work()
    } catch (error) {
      const code = errorCode(error)
      if (code === '') throw error
      return err(code === 'ENOSPC' || code === 'EDQUOT' ? { kind: 'disk-full' } : { kind: 'not-writable', code })
    }
  }

  #addProblem(problem: RecordProblem): void {
    if (this.#problems.some(({ path, kind }) => path === problem.path && kind === problem.kind)) return
    this.#problems = [...this.#problems, problem]
    this.#parts.report({ event: 'record-problem', kind: problem.kind })
  }

  /** One thing after the other: two closings at once would ask for the same line. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work)
    this.#queue = done.catch(() => undefined)
    return done
  }
}

/** For the folder's own growth, the ledger's, and the journal that must go on. */
const SPARE_BYTES = 64 * 1024

function factsIn(engine: SqlEngine, bytes: Uint8Array): HeldFacts {
  const read = readRecord(engine, bytes)
  if (!read.ok) throw new Error('bug: a record that was verified does not read')
  return heldFacts(read.value, bytes)
}

function archiveOf({ path, sha256, contentDigest, size, seq }: LedgerEntry): RecordedArchive {
  return { path, sha256, contentDigest, bytes: size, seq }
}
