import type { Clock } from '../Clock.ts'

export interface Rate {
  /** What may come at once. */
  readonly burst: number
  /** What may come in the long run. */
  readonly perSecond: number
}

/** Takes a burst, and then so much a second. */
export class TokenBucket {
  readonly #rate: Rate
  readonly #clock: Clock
  #tokens: number
  #filledAt: number

  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate
    this.#clock = clock
    this.#tokens = rate.burst
    this.#filledAt = clock.now()
  }

  /** @returns false if that is more than there is; then nothing is taken. */
  take(cost: number): boolean {
    if (cost > this.#tokens) this.#fill()
    if (cost > this.#tokens) return false
    this.#tokens -= cost
    return true
  }

  #fill(): void {
    const now = this.#clock.now()
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + ((now - this.#filledAt) * this.#rate.perSecond) / 1000)
    this.#filledAt = now
  }
}
