import type { Clock } from '../Clock.ts'
import type { CloseReason } from '../protocol.ts'
import { ParkedUpdates } from './ParkedUpdates.ts'
import { TokenBucket, type Rate } from './TokenBucket.ts'

/** The other end of one connection, as the room sees it. No function may throw. */
export interface Peer {
  /** Whose session the connection is. */
  readonly personId: string
  /** Another hub of the workspace, which brings what many wrote: none of the limits that hold for people hold for it. */
  readonly isHub?: boolean
  /** The same array is sent to many: neither side may write into it. */
  send(message: Uint8Array): void
  /** Bytes that were sent and are still waiting on this machine. */
  queued(): number
  /** `about`: section and record that it is about, `issues/ID`. */
  close(reason: CloseReason, about?: string): void
}

/** A message of 4 KB or less counts as one. Many times what people cause, echoed presence and large pastes included. */
const MESSAGES: Rate = { burst: 40_000, perSecond: 10_000 }
/** Questions are answered with whole documents. Clients ask once per connection, and at most once a second. */
const QUESTIONS: Rate = { burst: 60, perSecond: 2 }

/** What the room keeps of one connection. */
export class Link {
  readonly peer: Peer
  readonly parked = new ParkedUpdates()
  /** State of the document up to which a slow reader was sent everything; null while it keeps up. */
  behindSince: Uint8Array | null = null
  /** Refused: what it sent before and has not been looked at counts no more. */
  isRefused = false
  hasAnnounced = false
  /** What waits here is to be tried again at the next flush. */
  isRetryDue = false
  /** Calls off what is to happen to it later, by name. */
  readonly #timers = new Map<string, () => void>()
  readonly #messages: TokenBucket
  readonly #questions: TokenBucket
  readonly #clock: Clock

  constructor(peer: Peer, clock: Clock) {
    this.peer = peer
    this.#clock = clock
    this.#messages = new TokenBucket(MESSAGES, clock)
    this.#questions = new TokenBucket(QUESTIONS, clock)
  }

  get personId(): string {
    return this.peer.personId
  }

  /** @returns false if it sent more than anybody could cause. */
  mayReceive(bytes: number): boolean {
    return this.peer.isHub === true || this.#messages.take(1 + Math.floor(bytes / 4096))
  }

  mayAsk(): boolean {
    return this.#questions.take(1)
  }

  /** Once, `ms` from now, unless the link is left or `stop` comes first. Does nothing if the same is set already. */
  later(name: string, ms: number, task: () => void): void {
    if (this.#timers.has(name)) return
    this.#timers.set(
      name,
      this.#clock.after(ms, () => {
        this.#timers.delete(name)
        task()
      }),
    )
  }

  stop(name: string): void {
    this.#timers.get(name)?.()
    this.#timers.delete(name)
  }

  /** Nothing happens to it any more. */
  end(): void {
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    this.parked.clear()
    this.behindSince = null
  }
}
