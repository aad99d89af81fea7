import { addressKey } from './addressKey.ts'

/** Wrong guesses that one address has for nothing, and how fast it earns them back: ten a minute. */
const FREE_GUESSES = 10
const EARNED_MS = 6_000
/** How long the answer to any further wrong guess waits. */
const HOLD_MS = 2_000
/** Wrong guesses of one address that wait at once; as long as they do, it may not guess further. */
const HELD_PER_ADDRESS = 16
const HELD_AT_ONCE = 512
/** Addresses remembered at once; the one that was quiet longest goes first. */
const ADDRESSES = 10_000

interface Guesser {
  /** Wrong guesses not earned back as of `countedAt`. */
  count: number
  countedAt: number
  held: number
}

export interface GuessBrakeOptions {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
  /** Runs `task` after `ms`. @returns a function that calls it off. */
  readonly after: (ms: number, task: () => void) => () => void
}

/**
 * Slows whoever guesses invitations or tokens: at most eight tries a second from one address, of 2^60 and more. It locks
 * nobody out: an office has one address to the outside, and a right code gets its people in at once while one of them
 * guesses. Only while as many wrong guesses as are allowed wait for their answer is an address told to come back later.
 */
export class GuessBrake {
  readonly #options: GuessBrakeOptions
  readonly #guessers = new Map<string, Guesser>()
  /** What ends each wait early. */
  readonly #held = new Set<() => void>()

  constructor(options: GuessBrakeOptions) {
    this.#options = options
  }

  /** True if this address may not even try now. Ask before looking an invitation up. */
  isBusy(remoteAddress: string): boolean {
    return (this.#guessers.get(addressKey(remoteAddress))?.held ?? 0) >= HELD_PER_ADDRESS
  }

  /** Resolves when a wrong guess may be answered; with `too-many` at once if too many wait already. */
  async wrong(remoteAddress: string): Promise<'answer' | 'too-many'> {
    const guesser = this.#count(addressKey(remoteAddress))
    if (guesser.count <= FREE_GUESSES) return 'answer'
    if (guesser.held >= HELD_PER_ADDRESS || this.#held.size >= HELD_AT_ONCE) return 'too-many'
    guesser.held++
    await this.#hold()
    guesser.held--
    return 'answer'
  }

  /** Lets go of everybody who waits. */
  close(): void {
    for (const release of this.#held) release()
  }

  #hold(): Promise<void> {
    return new Promise((resolve) => {
      const release = (): void => {
        callOff()
        this.#held.delete(release)
        resolve()
      }
      const callOff = this.#options.after(HOLD_MS, release)
      this.#held.add(release)
    })
  }

  #count(key: string): Guesser {
    const now = this.#options.now()
    const known = this.#guessers.get(key) ?? { count: 0, countedAt: now, held: 0 }
    known.count = Math.max(0, known.count - (now - known.countedAt) / EARNED_MS) + 1
    known.countedAt = now
    // Last in the map is who guessed last.
    this.#guessers.delete(key)
    if (this.#guessers.size >= ADDRESSES) this.#forgetOldest()
    this.#guessers.set(key, known)
    return known
  }

  #forgetOldest(): void {
    for (const [key, { held }] of this.#guessers) {
      if (held > 0) continue
      this.#guessers.delete(key)
      return
    }
  }
}
