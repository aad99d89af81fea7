import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { MESSAGE_SYNC, closeText, type CloseReason } from '../../../shared/sync/protocol.ts'
import type { RoomConnection } from '../../../shared/sync/Room.ts'
import type { HistoryEntry } from '../rooms/RecordHistory.ts'
import { PEER_HUB } from '../rooms/roomRules.ts'
import type { RoomLease } from '../rooms/Rooms.ts'
import type { Claims } from '../rooms/RoomTrail.ts'

export interface LinkedRoomParts {
  readonly lease: RoomLease
  /** One plain y-websocket message for the other hub's room of the same name. */
  readonly send: (message: Uint8Array) => void
  readonly tellClaims: (claims: Claims) => void
  readonly tellHistory: (entries: readonly HistoryEntry[]) => void
  /** The room wants no more of the other hub. */
  readonly onRefused: (reason: string) => void
}

/** So many entries of a history go in one message. */
const ENTRIES = 500
/** How long changes are collected before the other hub hears who made them. */
const COLLECT_MS = 100

/**
 * One room of this hub joined to the same room of another: each is a client of the other, so that what one has and the
 * other lacks flows both ways, and later edits as they happen. Whose they are is told before.
 */
export class LinkedRoom {
  readonly #parts: LinkedRoomParts
  readonly #stops: (() => void)[] = []
  #connection: RoomConnection | null = null
  #fresh: HistoryEntry[] = []
  #timer: NodeJS.Timeout | null = null

  constructor(parts: LinkedRoomParts) {
    this.#parts = parts
    const { trail } = parts.lease
    this.#stops.push(trail.onClaims(parts.tellClaims), trail.onEntry((entry) => this.#collect(entry)))
  }

  claims(): Claims {
    return this.#parts.lease.trail.claims()
  }

  adoptClaims(claims: Claims): void {
    this.#parts.lease.trail.adoptClaims(claims)
  }

  adoptHistory(entries: readonly HistoryEntry[]): Promise<void> {
    return this.#parts.lease.trail.adoptEntries(entries)
  }

  /** Of everything noted about who changed what; equal on two hubs that know the same. */
  async historyDigest(): Promise<string> {
    const lines = (await this.#parts.lease.trail.entries()).map(({ from, to, ...entry }) => JSON.stringify([entry, Date.parse(from), Date.parse(to)]))
    return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex')
  }

  async tellWholeHistory(): Promise<void> {
    const entries = await this.#parts.lease.trail.entries()
    for (let start = 0; start < entries.length; start += ENTRIES) this.#parts.tellHistory(entries.slice(start, start + ENTRIES))
  }

  /** The whole document as this hub has it, as one Yjs update. */
  state(): Uint8Array {
    this.flush()
    return Y.encodeStateAsUpdate(this.#parts.lease.room.doc)
  }

  /** From now on the two rooms are one. */
  join(): void {
    if (this.#connection) return
    const { lease, send, onRefused } = this.#parts
    const peer = {
      personId: PEER_HUB,
      isHub: true,
      // The link itself ends when it does not read.
      queued: () => 0,
      // Who is present is for the people at the hub that hosts; the other one has none.
      send: (message: Uint8Array) => {
        if (message[0] === MESSAGE_SYNC) send(message)
      },
      close: (reason: CloseReason, about?: string) => onRefused(closeText(reason, about)),
    }
    this.#connection = lease.room.join(peer)
  }

  receive(message: Uint8Array): void {
    this.#connection?.receive(message)
  }

  /** Takes in what was received so far, now. */
  flush(): void {
    this.#parts.lease.room.flush()
  }

  /** Puts everything received so far on the disk. @returns false if it could not. */
  keep(): boolean {
    this.flush()
    this.#tellCollected()
    return this.#parts.lease.flush()
  }

  close(): void {
    // What came last may still be waiting in the room.
    this.flush()
    for (const stop of this.#stops) stop()
    if (this.#timer) clearTimeout(this.#timer)
    this.#connection?.leave()
    this.#parts.lease.release()
  }

  #collect(entry: HistoryEntry): void {
    this.#fresh.push(entry)
    this.#timer ??= setTimeout(() => this.#tellCollected(), COLLECT_MS)
  }

  #tellCollected(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const fresh = this.#fresh.splice(0)
    if (fresh.length > 0) this.#parts.tellHistory(fresh)
  }
}
