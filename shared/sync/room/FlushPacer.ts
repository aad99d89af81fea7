import type { Clock } from '../Clock.ts'

const LONGEST_WAIT_MS = 20

/**
 * When to flush: after an idle moment at once, after a flush that took long about as long as that took. So writing takes
 * half of the time at most, and the busier a room is, the more is written at once.
 */
export class FlushPacer {
  readonly #clock: Clock
  readonly #flush: () => void
  #notBefore = -Infinity
  #cancel: (() => void) | null = null

  constructor(clock: Clock, flush: () => void) {
    this.#clock = clock
    this.#flush = flush
  }

  /** There is something to flush. */
  request(): void {
    if (this.#cancel) return
    const wait = this.#notBefore - this.#clock.now()
    // Timers count whole milliseconds: half of one is nearer to none.
    this.#cancel = this.#clock.after(wait < 0.5 ? 0 : wait, () => this.flushNow())
  }

  flushNow(): void {
    this.stop()
    const start = this.#clock.now()
    this.#flush()
    const end = this.#clock.now()
    this.#notBefore = end + Math.min(end - start, LONGEST_WAIT_MS)
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}
