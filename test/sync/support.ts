import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as awarenessProtocol from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { MESSAGE_AWARENESS, MESSAGE_SYNC, type CloseReason } from '../../shared/sync/protocol.ts'
import type { Peer, Room, WriteGate } from '../../shared/sync/Room.ts'

/** A y-websocket client without a socket: what the room sends arrives at once, in order. */
export class FakeClient implements Peer {
  readonly doc = new Y.Doc()
  readonly awareness: awarenessProtocol.Awareness
  readonly closed: CloseReason[] = []
  readonly received: Uint8Array[] = []
  #link: ReturnType<Room['join']> | null = null

  constructor(clientId?: number) {
    if (clientId !== undefined) this.doc.clientID = clientId
    this.awareness = new awarenessProtocol.Awareness(this.doc)
    this.awareness.setLocalState(null)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.sendSync((encoder) => syncProtocol.writeUpdate(encoder, update))
    })
  }

  connect(room: Room, gate: WriteGate = () => 'allowed'): this {
    this.#link = room.join(this, gate)
    this.sendSync((encoder) => syncProtocol.writeSyncStep1(encoder, this.doc))
    if (this.awareness.getLocalState()) this.announce()
    return this
  }

  disconnect(): void {
    this.#link?.leave()
    this.#link = null
  }

  /** Says who is there, with the clock it has. */
  announce(): void {
    const update = awarenessProtocol.encodeAwarenessUpdate(this.awareness, [this.doc.clientID])
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE_AWARENESS)
    encoding.writeVarUint8Array(encoder, update)
    this.sendRaw(encoding.toUint8Array(encoder))
  }

  sendSync(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE_SYNC)
    write(encoder)
    this.sendRaw(encoding.toUint8Array(encoder))
  }

  sendRaw(message: Uint8Array): void {
    this.#link?.receive(message)
  }

  send(message: Uint8Array): void {
    this.received.push(message)
    const decoder = decoding.createDecoder(message)
    if (decoding.readVarUint(decoder) === MESSAGE_AWARENESS) {
      awarenessProtocol.applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), this)
      return
    }
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE_SYNC)
    syncProtocol.readSyncMessage(decoder, encoder, this.doc, this)
    if (encoding.length(encoder) > 1) this.#answers.push(encoding.toUint8Array(encoder))
    this.#flushAnswers()
  }

  close(reason: CloseReason): void {
    this.closed.push(reason)
    this.#link = null
  }

  destroy(): void {
    this.awareness.destroy()
    this.doc.destroy()
  }

  /** The room greets before `join` has returned. */
  readonly #answers: Uint8Array[] = []
  #flushAnswers(): void {
    if (!this.#link) queueMicrotask(() => this.#link && this.#flushAnswers())
    else for (const answer of this.#answers.splice(0)) this.#link.receive(answer)
  }
}
