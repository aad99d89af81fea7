import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

interface Entry {
  /** Clock last heard from the owner. */
  heard: number
  /** Clock last told to everyone; only grows, also over reconnects of the owner. */
  told: number
  /** JSON, relayed without being read; `null` when gone. */
  state: string
  owner: object
}

const GONE = 'null'
const MAX_STATE_LENGTH = 16_384

/**
 * Who is present in one room, as awareness updates. Clients count their own clocks, and one that comes back after a
 * dropped link starts below what the others last saw and would stay invisible for 15 s. The relay therefore tells
 * clocks of its own. A client id belongs to the connection that announced it first, so nobody speaks for another.
 */
export class PresenceRelay {
  readonly #entries = new Map<number, Entry>()

  /**
   * Takes an awareness update of one connection.
   * @returns the update to relay to the others, or null if there is nothing new.
   * @throws Error if the bytes are no awareness update.
   */
  receive(owner: object, update: Uint8Array): Uint8Array | null {
    const decoder = decoding.createDecoder(update)
    const changed: number[] = []
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const id = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const state = decoding.readVarString(decoder)
      if (state.length <= MAX_STATE_LENGTH && this.#take(owner, id, clock, state)) changed.push(id)
    }
    return changed.length > 0 ? this.#encode(changed) : null
  }

  /** Everyone present, for a newcomer; null if nobody is. */
  all(): Uint8Array | null {
    const present = [...this.#entries].filter(([, entry]) => entry.state !== GONE).map(([id]) => id)
    return present.length > 0 ? this.#encode(present) : null
  }

  /** Removes what a closed connection announced. @returns the update to relay, or null. */
  leave(owner: object): Uint8Array | null {
    const gone: number[] = []
    for (const [id, entry] of this.#entries) {
      if (entry.owner !== owner || entry.state === GONE) continue
      entry.state = GONE
      entry.told++
      gone.push(id)
    }
    return gone.length > 0 ? this.#encode(gone) : null
  }

  #take(owner: object, id: number, clock: number, state: string): boolean {
    const entry = this.#entries.get(id)
    if (!entry) {
      if (state === GONE) return false
      this.#entries.set(id, { heard: clock, told: clock, state, owner })
      return true
    }
    if (entry.owner !== owner) {
      // The owner is still connected: nobody else may use its id. Once it left, whoever returns with it takes over.
      if (entry.state !== GONE || state === GONE) return false
      entry.owner = owner
    } else if (clock < entry.heard || (clock === entry.heard && state === entry.state)) return false
    entry.heard = clock
    entry.told = Math.max(entry.told + 1, clock)
    entry.state = state
    return true
  }

  #encode(ids: readonly number[]): Uint8Array {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, ids.length)
    for (const id of ids) {
      const entry = this.#entries.get(id)
      encoding.writeVarUint(encoder, id)
      encoding.writeVarUint(encoder, entry?.told ?? 0)
      encoding.writeVarString(encoder, entry?.state ?? GONE)
    }
    return encoding.toUint8Array(encoder)
  }
}
