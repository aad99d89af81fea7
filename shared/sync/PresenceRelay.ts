import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import { sameBytes } from './room/sameBytes.ts'

/** A connection that says who is present. */
export interface PresenceSource {
  readonly personId: string
}

export interface PresenceRules {
  /** Whom a client id belongs to by what it wrote, if anybody. */
  owner(client: number): string | undefined
  /** The state as others may see it from this person, or undefined if it is under another's name. */
  presentAs(personId: string, state: object): object | undefined
}

interface Entry {
  readonly client: number
  readonly personId: string
  /** Null when gone. */
  source: PresenceSource | null
  /** JSON as it will be told. */
  state: Uint8Array
  /** Client id, clock and state as they were told last. */
  told: Uint8Array
}

/** What changed in one moment, as awareness updates. */
export interface PresenceChanges {
  /** For whoever changed nothing of it. */
  readonly all: Uint8Array
  /** For one connection: without what is its own, which would take back what it has changed since. Null: nothing left. */
  for(source: PresenceSource): Uint8Array | null
}

const GONE = encodeUtf8('null')
const NOTHING = new Uint8Array()
const MAX_STATE_BYTES = 16_384
/** Client ids that one connection may speak for. A window has one. */
const MAX_PER_SOURCE = 8
/** Client ids of those who left that are remembered, so that only they return under them. */
const MAX_GONE = 4_096
/**
 * Where told clocks begin. No client counts as far by itself, so whatever comes with such a clock is what a client heard
 * from the hub: y-websocket sends back every presence it hears.
 */
const FIRST_TOLD = 2 ** 28
/** A clock stands for as much time at least, in ms: told clocks of a later start are above those of an earlier one. */
export const PRESENCE_MS = 40
/** 2026-01-01, in ms: short clocks are short on the wire. */
const EPOCH = 1_767_225_600_000

/**
 * Who is present in one room. Clients count their own clocks, and one that comes back after a dropped link starts below
 * what the others last saw, and would stay invisible for 15 s. The relay therefore tells clocks of its own, one count for
 * all, and what a client counts means nothing to it. A client id belongs to the person who announced it first; of that
 * person's connections the newest that speaks for it counts.
 */
export class PresenceRelay {
  readonly #rules: PresenceRules
  readonly #present = new Map<number, Entry>()
  readonly #gone = new Map<number, Entry>()
  readonly #counts = new WeakMap<PresenceSource, number>()
  readonly #changed = new Set<Entry>()
  /** Persons present, with the number of their client ids. */
  readonly #persons = new Map<string, number>()
  #clock: number
  #all: Uint8Array | null = null

  /** `startedAt`: time in ms, for clients keep the clocks that they were told before a restart. */
  constructor(rules: PresenceRules, startedAt = EPOCH) {
    this.#rules = rules
    this.#clock = FIRST_TOLD + Math.max(0, Math.floor((startedAt - EPOCH) / PRESENCE_MS))
  }

  /**
   * Takes an awareness update of one connection. What it may not say is passed over.
   * @returns true if there is something to tell.
   * @throws Error if the bytes are no awareness update.
   */
  receive(source: PresenceSource, update: Uint8Array): boolean {
    const decoder = decoding.createDecoder(update)
    let isNews = false
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const state = decoding.readVarUint8Array(decoder)
      if (clock < FIRST_TOLD || this.#present.get(client)?.source === source) isNews = this.#take(source, client, state) || isNews
    }
    return isNews
  }

  /** Who announced a client id, also if they are gone by now. */
  announcer(client: number): string | undefined {
    return (this.#present.get(client) ?? this.#gone.get(client))?.personId
  }

  /** What changed since the last call, to be told now. Call it every `PRESENCE_MS` at most. */
  takeChanges(): PresenceChanges | null {
    if (this.#changed.size === 0) return null
    const changed = [...this.#changed]
    this.#changed.clear()
    this.#all = null
    this.#clock++
    for (const entry of changed) entry.told = encodeEntry(entry.client, this.#clock, entry.state)
    const sources = new Set(changed.map(({ source }) => source))
    const all = encode(changed)
    return { all, for: (source) => (sources.has(source) ? encodeSome(changed.filter((entry) => entry.source !== source)) : all) }
  }

  /**
   * Everyone present, for a newcomer; null if nobody is. Without those whose change is about to be told to all: it will
   * hear of them with the others. And without its own person: it may be back before its old link is found dead, and must
   * not hear its own old state. `othersOfPerson` brings those once it has announced itself.
   */
  all(newcomer: PresenceSource): Uint8Array | null {
    if (!this.#persons.has(newcomer.personId)) return (this.#all ??= encodeSome([...this.#present.values()].filter((entry) => !this.#changed.has(entry))))
    return encodeSome([...this.#present.values()].filter((entry) => entry.personId !== newcomer.personId && !this.#changed.has(entry)))
  }

  /** The same person's other windows, without changes that are about to be told. */
  othersOfPerson(source: PresenceSource): Uint8Array | null {
    if ((this.#persons.get(source.personId) ?? 0) < 2) return null
    return encodeSome([...this.#present.values()].filter((entry) => entry.personId === source.personId && entry.source !== source && !this.#changed.has(entry)))
  }

  /** Removes what a closed connection announced. @returns true if there is something to tell. */
  leave(source: PresenceSource): boolean {
    if (!this.#counts.has(source)) return false
    const own = [...this.#present.values()].filter((entry) => entry.source === source)
    for (const entry of own) this.#remove(entry)
    return own.length > 0
  }

  #take(source: PresenceSource, client: number, bytes: Uint8Array): boolean {
    const entry = this.#present.get(client)
    if (sameBytes(bytes, GONE)) {
      if (entry?.source !== source) return false
      this.#remove(entry)
      return true
    }
    const owner = entry?.personId ?? this.#gone.get(client)?.personId ?? this.#rules.owner(client) ?? source.personId
    if (owner !== source.personId || bytes.length > MAX_STATE_BYTES) return false
    const state = readState(bytes)
    const shown = state && this.#rules.presentAs(source.personId, state)
    if (!shown || (entry?.source !== source && !this.#count(source))) return false
    this.#keep(entry ?? this.#gone.get(client) ?? { client, personId: source.personId, source, state: bytes, told: NOTHING }, source, shown === state ? bytes : encodeUtf8(JSON.stringify(shown)))
    return true
  }

  #keep(entry: Entry, source: PresenceSource, state: Uint8Array): void {
    if (!this.#present.has(entry.client)) this.#persons.set(entry.personId, (this.#persons.get(entry.personId) ?? 0) + 1)
    entry.source = source
    entry.state = state
    this.#gone.delete(entry.client)
    this.#present.set(entry.client, entry)
    this.#change(entry)
  }

  #remove(entry: Entry): void {
    entry.source = null
    entry.state = GONE
    this.#present.delete(entry.client)
    const left = (this.#persons.get(entry.personId) ?? 1) - 1
    if (left > 0) this.#persons.set(entry.personId, left)
    else this.#persons.delete(entry.personId)
    this.#gone.set(entry.client, entry)
    const [oldest] = this.#gone.keys()
    if (this.#gone.size > MAX_GONE && oldest !== undefined) this.#gone.delete(oldest)
    this.#change(entry)
  }

  #change(entry: Entry): void {
    // What newcomers hear changes only with the first change of what was told.
    if (!this.#changed.has(entry)) this.#all = null
    // Told once, and last.
    this.#changed.delete(entry)
    this.#changed.add(entry)
  }

  #count(source: PresenceSource): boolean {
    const count = this.#counts.get(source) ?? 0
    if (count >= MAX_PER_SOURCE) return false
    this.#counts.set(source, count + 1)
    return true
  }
}

/** What y-protocols would not choke on, or null. */
function readState(bytes: Uint8Array): object | null {
  try {
    const state: unknown = JSON.parse(decodeUtf8(bytes))
    return typeof state === 'object' ? state : null
  } catch {
    return null
  }
}

function encodeEntry(client: number, clock: number, state: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarUint8Array(encoder, state)
  return encoding.toUint8Array(encoder)
}

function encode(entries: readonly Entry[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, entries.length)
  for (const { told } of entries) encoding.writeUint8Array(encoder, told)
  return encoding.toUint8Array(encoder)
}

function encodeSome(entries: readonly Entry[]): Uint8Array | null {
  return entries.length > 0 ? encode(entries) : null
}
