import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { readIfPresent } from './rooms/readIfPresent.ts'
import { writeFileAtomic } from './writeFileAtomic.ts'

/** Whether clients may bring what others wrote, because the hub may know less than they do. */
export interface RecoveryState {
  isOpen(): boolean
  /** When it ends by itself, ISO 8601, or null if it is not open. */
  readonly until: string | null
  /** @returns false if the disk refused; it stays open then. */
  end(): Promise<boolean>
}

export const RECOVERY_NAME = 'recovery.json'
const HOURS_24_MS = 24 * 3_600_000

/** `until` is null until the hub has been started. */
const FileSchema = z.object({ format: z.literal(1), until: z.iso.datetime({ offset: true }).nullable() })

/** What a restore puts into a workspace: recovery begins with the hub's first start. */
export const RECOVERY_TO_COME = '{"format":1,"until":null}\n'

/**
 * After a backup was restored, or when another machine has taken over, the hub may have forgotten what its clients still
 * know. For 24 hours, or until a secretary ends it, a client may then bring anybody's edits.
 */
export class Recovery implements RecoveryState {
  readonly #path: string
  readonly #now: () => Date
  #until: number | null = null

  /** A file that can't be read means no recovery: less is allowed then. */
  static async open(path: string, now: () => Date): Promise<Recovery> {
    const recovery = new Recovery(path, now)
    const stored = FileSchema.safeParse(readJson(Buffer.from(await readIfPresent(path)).toString('utf8')))
    if (!stored.success) return recovery
    const { until } = stored.data
    // A clock that was set back does not make it longer.
    const atMost = now().getTime() + HOURS_24_MS
    if (until === null) await recovery.begin()
    else recovery.#until = Math.min(Date.parse(until), atMost)
    return recovery
  }

  private constructor(path: string, now: () => Date) {
    this.#path = path
    this.#now = now
  }

  get until(): string | null {
    return this.isOpen() && this.#until !== null ? new Date(this.#until).toISOString() : null
  }

  isOpen(): boolean {
    return this.#until !== null && this.#now().getTime() < this.#until
  }

  /** Opens it for 24 hours from now. @returns false if the disk refused; then it holds for this run of the hub only. */
  async begin(): Promise<boolean> {
    this.#until = this.#now().getTime() + HOURS_24_MS
    const content = { format: 1, until: new Date(this.#until).toISOString() }
    return writeFileAtomic(this.#path, `${JSON.stringify(content)}\n`).then(() => true, () => false)
  }

  async end(): Promise<boolean> {
    const isEnded = await rm(this.#path, { force: true }).then(() => true, () => false)
    if (isEnded) this.#until = null
    return isEnded
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
