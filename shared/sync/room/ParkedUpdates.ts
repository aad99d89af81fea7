/** One sync message that writes, as it came. */
export interface Incoming {
  readonly update: Uint8Array
  /** It answers a sync step 1, and may carry edits of several clients. */
  readonly isReply: boolean
  /** Of one that waited: ids that nobody owned when it came, and of which it deletes what was still to come. */
  readonly unowned?: readonly number[]
}

const MAX_BYTES = 1024 * 1024
const MAX_UPDATES = 256
/** In the order in which they were written one round does; whoever shuffles them on purpose waits for the next time. */
const MAX_ROUNDS = 4

/**
 * Updates of one connection that hang on edits which have not come yet: y-websocket may send live edits ahead of the
 * sync step 2 with what they hang on. A bounded number waits here, in order.
 */
export class ParkedUpdates {
  #waiting: (Incoming & { readonly since: number })[] = []
  #bytes = 0

  /** When the one that waits longest came, or null. */
  get oldestSince(): number | null {
    return this.#waiting[0]?.since ?? null
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** @returns false if there is no room for it. */
  park({ update, ...rest }: Incoming, now: number): boolean {
    if (this.#waiting.length >= MAX_UPDATES || this.#bytes + update.length > MAX_BYTES) return false
    // A copy: a part of a message would keep the whole of what came with it.
    this.#waiting.push({ ...rest, update: update.slice(), since: now })
    this.#bytes += update.length
    return true
  }

  /** Gives each to `tries`, which says whether it is still to wait; a few times over, as long as that helps. */
  retry(tries: (incoming: Incoming) => boolean): void {
    for (let rounds = 0, before = -1; rounds < MAX_ROUNDS && before !== this.#waiting.length && !this.isEmpty; rounds++) {
      before = this.#waiting.length
      this.#waiting = this.#waiting.filter(tries)
    }
    this.#bytes = this.#waiting.reduce((sum, { update }) => sum + update.length, 0)
  }

  clear(): void {
    this.#waiting = []
    this.#bytes = 0
  }
}
