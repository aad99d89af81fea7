import { closeText, type CloseReason } from '../../../shared/sync/protocol.ts'
import type { RoomLease } from '../rooms/Rooms.ts'

export type Claims = readonly (readonly [client: number, personId: string])[]

export interface LinkedRoomParts {
  readonly lease: RoomLease
  /** One plain y-websocket message for the other hub's room of the same name. */
  readonly send: (message: Uint8Array) => void
  /** The room wants no more of the other hub. */
  readonly onRefused: (reason: string) => void
}

/**
 * One room of this hub joined to the same room of another: each is a client of the other, so that what one has and the
 * other lacks flows both ways, and later edits as they happen.
 */
export class LinkedRoom {
  readonly #lease: RoomLease
  readonly #connection: { receive(message: Uint8Array): void; leave(): void }

  constructor({ lease, send, onRefused }: LinkedRoomParts) {
    this.#lease = lease
    const peer = { send, close: (reason: CloseReason, about?: string) => onRefused(closeText(reason, about)) }
    this.#connection = lease.room.join(peer, () => (lease.isWritable() ? 'allowed' : 'not-saving'))
  }

  receive(message: Uint8Array): void {
    this.#connection.receive(message)
  }

  /** Puts everything received so far on the disk. @returns false if it could not. */
  keep(): boolean {
    return this.#lease.flush()
  }

  close(): void {
    this.#connection.leave()
    this.#lease.release()
  }
}
