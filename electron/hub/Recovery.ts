import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { RecoveryCauseSchema, type RecoveryAnswer, type RecoveryCause } from '../../shared/api.ts'
import type { Report } from './inside/events.ts'
import { readIfPresent } from './rooms/readIfPresent.ts'
import { writeFileAtomic } from './writeFileAtomic.ts'

/** Whether clients may bring what others wrote, because the hub may know less than they do. */
export interface RecoveryState {
  isOpen(): boolean
  /** When it ends by itself, and why it is open; both null if it is not. */
  readonly state: RecoveryAnswer
  /** @returns false if the disk refused; it stays open then. */
  end(): Promise<boolean>
}

export const RECOVERY_NAME = 'recovery.json'
const MINUTE_MS = 60_000

/** People return over days to a hub that was restored or moved; after a crash windows are there within seconds. */
const LENGTH_MS: Readonly<Record<RecoveryCause, number>> = {
  restored: 24 * 60 * MINUTE_MS,
  'taken-over': 24 * 60 * MINUTE_MS,
  'unclean-end': 15 * MINUTE_MS,
  'journal-cut': 15 * MINUTE_MS,
  'journal-damaged': 15 * MINUTE_MS,
}

/** `until` is null until the hub has been started. */
const FileSchema = z.object({ format: z.literal(1), until: z.iso.datetime({ offset: true }).nullable(), because: RecoveryCauseSchema.default('restored') })

/** What a restore puts into a workspace: recovery begins with the hub's first start. */
export const RECOVERY_TO_COME = '{"format":1,"until":null}\n'

export interface RecoveryOptions {
  readonly path: string
  readonly now: () => Date
  readonly report: Report
}

/**
 * After a backup was restored, another machine has taken over, or the hub's end or its disk cost it something, it may
 * have forgotten what its clients still know. For a time, or until a secretary ends it, a client may then bring
 * anybody's edits.
 */
export class Recovery implements RecoveryState {
  readonly #options: RecoveryOptions
  #open: { readonly until: number; readonly because: RecoveryCause } | null = null
  /** Writes one after the other, so that the last word is the one that stays. */
  #written: Promise<unknown> = Promise.resolve()

  /** A file that can't be read means no recovery: less is allowed then. */
  static async open(options: RecoveryOptions): Promise<Recovery> {
    const recovery = new Recovery(options)
    const stored = FileSchema.safeParse(readJson(Buffer.from(await readIfPresent(options.path)).toString('utf8')))
    if (!stored.success) return recovery
    const { until, because } = stored.data
    if (until === null) await recovery.begin(because)
    // A clock that was set back does not make it longer.
    else recovery.#open = { until: Math.min(Date.parse(until), options.now().getTime() + LENGTH_MS[because]), because }
    return recovery
  }

  private constructor(options: RecoveryOptions) {
    this.#options = options
  }

  get state(): RecoveryAnswer {
    return this.#open !== null && this.isOpen() ? { until: new Date(this.#open.until).toISOString(), because: this.#open.because } : { until: null, because: null }
  }

  isOpen(): boolean {
    return this.#open !== null && this.#options.now().getTime() < this.#open.until
  }

  /**
   * Opens it from now on, for as long as such a cause asks for; one that is open for longer stays as it is. Open as soon
   * as this is called.
   * @returns false if the disk refused; then it holds for this run of the hub only.
   */
  async begin(because: RecoveryCause): Promise<boolean> {
    const until = this.#options.now().getTime() + LENGTH_MS[because]
    if (this.#open !== null && this.#open.until >= until) return true
    this.#open = { until, because }
    const content = { format: 1, until: new Date(until).toISOString(), because }
    this.#options.report({ event: 'recovery-opened', because, until: content.until })
    return this.#after(() => writeFileAtomic(this.#options.path, `${JSON.stringify(content)}\n`))
  }

  async end(): Promise<boolean> {
    const isEnded = await this.#after(() => rm(this.#options.path, { force: true }))
    if (isEnded) this.#open = null
    return isEnded
  }

  #after(write: () => Promise<void>): Promise<boolean> {
    const written = this.#written.then(write).then(() => true, () => false)
    this.#written = written
    return written
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
