import { errorCode } from '../disk.ts'
import type { PaperCopy } from '../papers/PaperCopy.ts'
import type { PaperFile } from '../papers/paperFile.ts'
import type { PaperShelf } from '../papers/PaperShelf.ts'
import type { Clock } from '../../../shared/sync/Clock.ts'
import { framePaper, type PaperMessage, type PaperPart } from './linkMessages.ts'

export interface LinkedPapersParts {
  readonly shelf: PaperShelf
  readonly clock: Clock
  readonly tell: (message: PaperMessage) => void
  readonly send: (frame: Uint8Array) => void
  /** Told when this machine's disk can't take a paper that the other hub has, and when it has all of them after that. */
  readonly onRefusing: (isRefusing: boolean) => void
  /** A write failed: is it the disk? */
  readonly probeDisk: () => void
  /** A mistake, ours or the other hub's. */
  readonly onFailed: (error: unknown) => void
}

/** So much of a paper is on its way at once: what people type waits behind no more than that. */
export const PART_BYTES = 64 * 1024
/** Between one part and the asking for the next: 4 MB a second at most. */
export const PART_MS = 16
/** How often a disk that had no room is asked again. */
export const RETRY_MS = 10_000
/** A part that an earlier attempt left may be spoilt; after the second one it is the other hub's. */
const ATTEMPTS = 2

/**
 * The bytes of papers between two linked hubs. Each tells which it has and asks for what it lacks, one part of one paper
 * at a time. Nothing of it waits for anything else on the link, and nothing else waits for it.
 */
export class LinkedPapers {
  readonly #parts: LinkedPapersParts
  readonly #offered = new Map<string, PaperFile>()
  readonly #told = new Set<string>()
  readonly #failed = new Map<string, number>()
  readonly #stop: () => void
  #waiting: (() => void)[] = []
  #queue: Promise<void> = Promise.resolve()
  #copy: PaperCopy | null = null
  #callOff: () => void = () => undefined
  #isRefusing = false
  #isEnded = false

  constructor(parts: LinkedPapersParts) {
    this.#parts = parts
    this.#stop = parts.shelf.onChange(() => this.#later(() => this.#look()))
    this.#later(() => this.#look())
  }

  /** True while the disk here can't take what the other hub has. */
  get isRefusing(): boolean {
    return this.#isRefusing
  }

  hear(message: PaperMessage): void {
    switch (message.type) {
      case 'papers':
        for (const file of message.files) this.#offered.set(file.sha256, file)
        this.#later(() => this.#look())
        break
      case 'paper-wanted':
        this.#later(() => this.#send(message))
        break
      case 'paper-gone':
        this.#later(() => this.#giveUp(message.sha256))
        break
      case 'paper-spoilt':
        // Looked at, a file that is not what its name says is put aside.
        this.#later(async () => void (await this.#parts.shelf.find(message.sha256)))
        break
    }
  }

  take(part: PaperPart): void {
    this.#later(() => this.#add(part))
  }

  /** Resolves when the other hub has been told of everything that is here. */
  told(): Promise<void> {
    this.#later(() => this.#look())
    return this.#queue
  }

  /** Resolves when everything that the other hub told of is here, but for what it could not give. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.#later(() => this.#look())
    })
  }

  end(): void {
    this.#isEnded = true
    this.#stop()
    this.#callOff()
    const copy = this.#copy
    this.#copy = null
    // What is being written just now is written first.
    if (copy) void this.#queue.then(() => copy.end())
  }

  /** One after the other; a disk that refuses is asked again later. */
  #later(task: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#isEnded) return
      try {
        await task()
      } catch (error) {
        if (errorCode(error) === '') return this.#parts.onFailed(error)
        await this.#waitForDisk()
        this.#parts.probeDisk()
      }
    })
  }

  async #look(): Promise<void> {
    const here = await this.#parts.shelf.here()
    const fresh = [...here].filter(([sha256]) => !this.#told.has(sha256)).map(([sha256, bytes]) => ({ sha256, bytes }))
    for (const { sha256 } of fresh) this.#told.add(sha256)
    if (fresh.length > 0) this.#parts.tell({ type: 'papers', files: fresh })
    for (const sha256 of this.#told) if (!here.has(sha256)) this.#told.delete(sha256)
    if (this.#copy) return
    const missing = [...this.#offered.values()].filter(({ sha256 }) => !here.has(sha256) && (this.#failed.get(sha256) ?? 0) < ATTEMPTS)
    if (missing.length === 0) this.#arrive()
    else await this.#beginOne(missing)
  }

  async #beginOne(missing: readonly PaperFile[]): Promise<void> {
    const { shelf } = this.#parts
    let hasRefused = false
    for (const file of missing) {
      if (!(await shelf.fits(file.bytes))) {
        hasRefused = true
        continue
      }
      // Null while it comes over another link; then the shelf tells.
      this.#copy = await shelf.copy(file)
      if (this.#copy) return this.#copy.isComplete ? this.#finish(this.#copy) : this.#ask(this.#copy)
    }
    if (hasRefused) await this.#waitForDisk()
  }

  #ask({ file: { sha256 }, length }: PaperCopy): void {
    this.#parts.tell({ type: 'paper-wanted', sha256, from: length })
  }

  async #add({ sha256, from, bytes }: PaperPart): Promise<void> {
    const copy = this.#copy
    if (copy?.file.sha256 !== sha256 || copy.length !== from) return
    if (bytes.length === 0 || from + bytes.length > copy.file.bytes) return this.#giveUp(sha256)
    await copy.add(bytes)
    if (copy.isComplete) return this.#finish(copy)
    this.#callOff = this.#parts.clock.after(PART_MS, () => this.#ask(copy))
  }

  async #finish(copy: PaperCopy): Promise<void> {
    const { sha256 } = copy.file
    const isKept = await copy.finish()
    this.#copy = null
    if (!isKept) this.#fail(sha256)
    await this.#look()
  }

  #fail(sha256: string): void {
    const times = (this.#failed.get(sha256) ?? 0) + 1
    this.#failed.set(sha256, times)
    if (times === ATTEMPTS) this.#parts.tell({ type: 'paper-spoilt', sha256 })
  }

  /** The other hub does not have it as it said. */
  async #giveUp(sha256: string): Promise<void> {
    this.#offered.delete(sha256)
    if (this.#copy?.file.sha256 === sha256) await this.#endCopy()
    await this.#look()
  }

  async #send({ sha256, from }: { readonly sha256: string; readonly from: number }): Promise<void> {
    const bytes = await this.#parts.shelf.part(sha256, from, PART_BYTES)
    if (bytes && bytes.length > 0) this.#parts.send(framePaper({ sha256, from, bytes }))
    else this.#parts.tell({ type: 'paper-gone', sha256 })
  }

  async #waitForDisk(): Promise<void> {
    await this.#endCopy()
    this.#callOff()
    this.#callOff = this.#parts.clock.after(RETRY_MS, () => this.#later(() => this.#look()))
    this.#setRefusing(true)
  }

  async #endCopy(): Promise<void> {
    const copy = this.#copy
    this.#copy = null
    await copy?.end()
  }

  #arrive(): void {
    this.#setRefusing(false)
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }

  #setRefusing(isRefusing: boolean): void {
    if (this.#isRefusing === isRefusing) return
    this.#isRefusing = isRefusing
    this.#parts.onRefusing(isRefusing)
  }
}
