import type { Clock } from '../../../shared/sync/Clock.ts'

/** What the heartbeat needs of one connection. */
export interface Pulse {
  /** Bytes received so far. */
  received(): number
  /** Bytes still waiting to be sent. */
  queued(): number
  ask(): void
  cut(): void
}

interface Watched {
  receivedBefore: number
  isAsked: boolean
  hasAnswered: boolean
  silentBeats: number
}

/** Part of a long message counts as a sign of life if as much has come since the last beat. */
const LIFE_BYTES = 64 * 1024
/** The slowest line that is waited for, bytes a second: a question waits behind what is queued. */
const SLOWEST_BYTES_PER_SECOND = 64 * 1024

/**
 * Finds links whose other end is gone without a word. Everyone is asked at each beat; who has not answered by the next
 * and sent nothing else is cut, later only if much waits to be sent.
 */
export class Heartbeat {
  readonly #watched = new Map<Pulse, Watched>()
  readonly #clock: Clock
  readonly #beatMs: number
  #lastBeat: number
  #cancel: () => void

  constructor(clock: Clock, beatMs: number) {
    this.#clock = clock
    this.#beatMs = beatMs
    this.#lastBeat = clock.now()
    this.#cancel = clock.after(beatMs, () => this.#beat())
  }

  watch(pulse: Pulse): { heard(): void; end(): void } {
    const watched: Watched = { receivedBefore: pulse.received(), isAsked: false, hasAnswered: false, silentBeats: 0 }
    this.#watched.set(pulse, watched)
    return { heard: () => void (watched.hasAnswered = true), end: () => void this.#watched.delete(pulse) }
  }

  close(): void {
    this.#cancel()
    this.#watched.clear()
  }

  #beat(): void {
    const now = this.#clock.now()
    // This machine slept or was too busy to listen: nobody else is to blame for the silence.
    const isOnTime = now - this.#lastBeat < 1.5 * this.#beatMs
    this.#lastBeat = now
    this.#cancel = this.#clock.after(this.#beatMs, () => this.#beat())
    for (const [pulse, watched] of this.#watched) this.#check(pulse, watched, isOnTime)
  }

  #check(pulse: Pulse, watched: Watched, isOnTime: boolean): void {
    const received = pulse.received()
    const isAlive = !watched.isAsked || watched.hasAnswered || received - watched.receivedBefore >= LIFE_BYTES
    watched.receivedBefore = received
    if (isAlive) watched.silentBeats = 0
    else if (isOnTime) watched.silentBeats++
    const patience = 1 + Math.floor(pulse.queued() / SLOWEST_BYTES_PER_SECOND / (this.#beatMs / 1000))
    if (watched.silentBeats >= patience) {
      this.#watched.delete(pulse)
      pulse.cut()
      return
    }
    watched.isAsked = true
    watched.hasAnswered = false
    pulse.ask()
  }
}
