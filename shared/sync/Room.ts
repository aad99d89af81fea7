import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { PresenceRelay } from './PresenceRelay.ts'
import { MESSAGE_AWARENESS, MESSAGE_QUERY_AWARENESS, MESSAGE_SYNC, type CloseReason } from './protocol.ts'

/** The other end of one connection, as the room sees it. Neither function may throw. */
export interface Peer {
  send(message: Uint8Array): void
  close(reason: CloseReason): void
}

/** Whether a peer may write right now, or why not. Asked at every message that writes. */
export type WriteGate = () => 'allowed' | Extract<CloseReason, 'write-refused' | 'meeting-closed' | 'not-saving'>

/** Told of every update before any peer is. It may only take note: an exception here would be blamed on the author. */
export type UpdateListener = (update: Uint8Array) => void

interface Connection {
  readonly peer: Peer
  readonly gate: WriteGate
}

/**
 * One document on the hub and the peers that share it. Speaks plain y-websocket. Knows nothing of meetings: who may
 * write is asked of each connection's gate.
 */
export class Room {
  readonly doc: Y.Doc
  readonly #connections = new Set<Connection>()
  readonly #presence = new PresenceRelay()
  /** What is deleted by now; forgotten with the next update, since a storm of returning readers asks again and again. */
  #deleted: DeletedRanges | null = null

  /** `doc` must be loaded already: a room never exists before its content does. */
  constructor(doc: Y.Doc, onUpdate: UpdateListener) {
    this.doc = doc
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.#deleted = null
      onUpdate(update)
      this.#broadcast(frameSync((encoder) => syncProtocol.writeUpdate(encoder, update)), origin)
    })
  }

  get size(): number {
    return this.#connections.size
  }

  /** Adds a peer and greets it. Give its messages to `receive`, and call `leave` when it is gone. */
  join(peer: Peer, gate: WriteGate): { receive(message: Uint8Array): void; leave(): void } {
    const connection: Connection = { peer, gate }
    this.#connections.add(connection)
    peer.send(frameSync((encoder) => syncProtocol.writeSyncStep1(encoder, this.doc)))
    const present = this.#presence.all()
    if (present) peer.send(framePresence(present))
    return {
      receive: (message) => this.#receive(connection, message),
      leave: () => this.#leave(connection),
    }
  }

  /** Closes every connection with the same reason. */
  closeAll(reason: CloseReason): void {
    for (const connection of this.#connections) {
      this.#leave(connection)
      connection.peer.close(reason)
    }
  }

  #receive(connection: Connection, message: Uint8Array): void {
    if (!this.#connections.has(connection)) return
    try {
      this.#dispatch(connection, decoding.createDecoder(message))
    } catch {
      // Whatever the decoder or Yjs throws here comes from the peer's bytes: only that peer goes.
      this.#leave(connection)
      connection.peer.close('message-damaged')
    }
  }

  #dispatch(connection: Connection, decoder: decoding.Decoder): void {
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE_SYNC) this.#sync(connection, decoder)
    else if (type === MESSAGE_AWARENESS) {
      const update = this.#presence.receive(connection, decoding.readVarUint8Array(decoder))
      if (update) this.#broadcast(framePresence(update), connection)
    } else if (type === MESSAGE_QUERY_AWARENESS) {
      const present = this.#presence.all()
      if (present) connection.peer.send(framePresence(present))
    }
  }

  #sync(connection: Connection, decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (kind === syncProtocol.messageYjsSyncStep1) {
      connection.peer.send(frameSync((encoder) => syncProtocol.writeSyncStep2(encoder, this.doc, payload)))
      return
    }
    if (kind !== syncProtocol.messageYjsSyncStep2 && kind !== syncProtocol.messageYjsUpdate) throw new Error('unknown sync message')
    const gate = connection.gate()
    if (gate === 'allowed') Y.applyUpdate(this.doc, payload, connection)
    else if (!this.#addsNothing(payload)) {
      this.#leave(connection)
      connection.peer.close(gate)
    }
  }

  /**
   * True if the document holds everything in `update` already. A returning reader always sends such an update (its whole
   * delete set at least), which must not count as writing.
   */
  #addsNothing(update: Uint8Array): boolean {
    const { to } = Y.parseUpdateMeta(update)
    const known = Y.decodeStateVector(Y.encodeStateVector(this.doc))
    for (const [client, clock] of to) if (clock > (known.get(client) ?? 0)) return false
    const { ds } = Y.decodeUpdate(update)
    if (ds.clients.size === 0) return true
    this.#deleted ??= Y.snapshot(this.doc).ds.clients
    const deleted = this.#deleted
    return [...ds.clients].every(([client, ranges]) => ranges.every(({ clock, len }) => isDeleted(deleted.get(client) ?? [], clock, len)))
  }

  #leave(connection: Connection): void {
    if (!this.#connections.delete(connection)) return
    const update = this.#presence.leave(connection)
    if (update) this.#broadcast(framePresence(update), connection)
  }

  #broadcast(message: Uint8Array, except: unknown): void {
    for (const connection of this.#connections) if (connection !== except) connection.peer.send(message)
  }
}

type DeletedRanges = Y.Snapshot['ds']['clients']

function isDeleted(ranges: readonly { readonly clock: number; readonly len: number }[], clock: number, length: number): boolean {
  return ranges.some((range) => range.clock <= clock && clock + length <= range.clock + range.len)
}

function frameSync(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_SYNC)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

function framePresence(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_AWARENESS)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}
