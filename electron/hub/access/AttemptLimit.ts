const WINDOW_MS = 60_000
const ATTEMPTS = 10
/** Addresses remembered at once; an attacker with more of them than this is not slowed by counting. */
const ADDRESSES = 10_000

interface Failures {
  count: number
  since: number
}

/** Slows down whoever guesses invitations: ten failures a minute and address. */
export class AttemptLimit {
  readonly #failures = new Map<string, Failures>()
  readonly #now: () => number

  /** `now`: milliseconds of any clock. */
  constructor(now: () => number) {
    this.#now = now
  }

  isReached(address: string): boolean {
    const known = this.#failures.get(address)
    return known !== undefined && known.count >= ATTEMPTS && this.#now() - known.since < WINDOW_MS
  }

  fail(address: string): void {
    const now = this.#now()
    const known = this.#failures.get(address)
    if (known && now - known.since < WINDOW_MS) known.count++
    else {
      this.#failures.delete(address)
      if (this.#failures.size >= ADDRESSES) this.#failures.clear()
      this.#failures.set(address, { count: 1, since: now })
    }
  }
}
