import type { Clock } from '../Clock.ts'
import type { Meter } from '../Meter.ts'
import type { CloseReason } from '../protocol.ts'
import type { Link } from './Link.ts'

export interface DeliveryParts {
  readonly links: Iterable<Link>
  readonly clock: Clock
  readonly meter: Meter
  refuse(link: Link, reason: CloseReason): void
  /** Everything that a connection which read up to the state `vector` has missed. */
  missedSince(link: Link, vector: Uint8Array): readonly Uint8Array[]
}

/** With more than this waiting a reader is told nothing more until it has read that. */
const MAX_QUEUED_BYTES = 1024 * 1024
/** How long that may take at least, and how much a slow line has to carry each second if there is much. */
const STALL_MS = 30_000
const SLOWEST_BYTES_PER_SECOND = 64 * 1024

/**
 * Sends frames to the connections of a room. One that does not read is not queued for: the state up to which it was told
 * is remembered, and once it has read it gets the difference in one piece.
 */
export class Deliveries {
  readonly #parts: DeliveryParts

  constructor(parts: DeliveryParts) {
    this.#parts = parts
  }

  /** The same bytes to everyone but `except`. `before`: the state without what the frame brings. */
  toAll(frame: Uint8Array, before: () => Uint8Array, except: Link | null = null): void {
    let count = 0
    for (const link of this.#parts.links) {
      if (link === except || !this.#isReading(link, before)) continue
      link.peer.send(frame)
      count++
    }
    this.#count(count, count * frame.length)
  }

  /** Frames for one connection. */
  to(link: Link, frames: readonly Uint8Array[], before: () => Uint8Array): void {
    if (this.#isReading(link, before)) this.#send(link, frames)
  }

  /** The connection has read all that was waiting for it. */
  drained(link: Link): void {
    const vector = link.behindSince
    if (vector === null) return
    link.behindSince = null
    link.stop('stall')
    this.#send(link, this.#parts.missedSince(link, vector))
  }

  #isReading(link: Link, before: () => Uint8Array): boolean {
    if (link.behindSince !== null) return false
    if (link.peer.queued() <= MAX_QUEUED_BYTES) return true
    this.#parts.meter.add('stalls')
    link.behindSince = before()
    link.later('stall', Math.max(STALL_MS, (link.peer.queued() / SLOWEST_BYTES_PER_SECOND) * 1000), () => this.#parts.refuse(link, 'too-slow'))
    return false
  }

  #send(link: Link, frames: readonly Uint8Array[]): void {
    let bytes = 0
    for (const frame of frames) {
      link.peer.send(frame)
      bytes += frame.length
    }
    this.#count(frames.length, bytes)
  }

  #count(deliveries: number, bytes: number): void {
    this.#parts.meter.add('deliveries', deliveries)
    this.#parts.meter.add('sentBytes', bytes)
  }
}
