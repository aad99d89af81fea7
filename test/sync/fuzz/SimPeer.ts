import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import type { Writer } from '../../../shared/sync/access.ts'
import { openMeetingDocument, type MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { createUndo } from '../../../shared/model/undo.ts'
import type { CommandContext } from '../../../shared/model/context.ts'
import { closeText, MESSAGE_SYNC, type CloseReason } from '../../../shared/sync/protocol.ts'
import type { Room, RoomConnection } from '../../../shared/sync/Room.ts'

/** One connection: what is on its way, in order, each direction for itself. */
interface Wire {
  readonly up: Uint8Array[]
  readonly down: Uint8Array[]
  connection: RoomConnection | null
}

/** A window of one person: a replica with the model's commands, and y-websocket's side of the protocol. */
export class SimPeer {
  readonly person: Writer
  readonly context: CommandContext
  /** Why the hub sent it away, in order. */
  readonly closings: string[] = []
  meeting!: MeetingDocument
  undo!: Y.UndoManager
  /** Messages of its own making that arrived, for others to break: nobody knows of a client id before its first word. */
  readonly said: Uint8Array[] = []
  #wire: Wire | null = null

  constructor(person: Writer, context: CommandContext, clientId: number) {
    this.person = person
    this.context = context
    this.restart(clientId, null)
  }

  get doc(): Y.Doc {
    return this.meeting.doc
  }

  get isConnected(): boolean {
    return this.#wire !== null
  }

  /** Starts anew with the copy that its machine kept, or with nothing. A new window has a new client id. */
  restart(clientId: number, kept: Uint8Array | null): void {
    this.cut()
    this.undo?.destroy()
    this.meeting?.doc.destroy()
    const doc = new Y.Doc()
    if (kept) Y.applyUpdate(doc, kept, this)
    doc.clientID = clientId
    this.meeting = openMeetingDocument(doc)
    this.undo = createUndo(this.meeting, this.context)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#say((encoder) => syncProtocol.writeUpdate(encoder, update))
    })
  }

  connect(room: Room): void {
    this.cut()
    const wire: Wire = { up: [], down: [], connection: null }
    this.#wire = wire
    wire.connection = room.join({
      personId: this.person.personId,
      send: (message) => void wire.down.push(message),
      queued: () => wire.down.reduce((sum, { length }) => sum + length, 0),
      close: (reason: CloseReason, about?: string) => {
        this.closings.push(closeText(reason, about))
        if (this.#wire === wire) this.#wire = null
      },
    })
    this.#say((encoder) => syncProtocol.writeSyncStep1(encoder, this.doc))
  }

  /** Ends the link as a pulled plug does: what was on its way is lost. */
  cut(): void {
    const wire = this.#wire
    this.#wire = null
    wire?.connection?.leave()
  }

  /** Bytes as they are, without regard for what a client would say. */
  sendRaw(message: Uint8Array): void {
    this.#wire?.up.push(message)
  }

  sendUpdate(update: Uint8Array): void {
    this.#say((encoder) => syncProtocol.writeUpdate(encoder, update))
  }

  /** @returns whether there was anything. */
  deliverUp(): boolean {
    const message = this.#wire?.up.shift()
    if (!message) return false
    this.said.push(message)
    if (this.said.length > 40) this.said.shift()
    this.#wire?.connection?.receive(message)
    return true
  }

  deliverDown(): boolean {
    const wire = this.#wire
    const message = wire?.down.shift()
    if (!wire || !message) return false
    this.#hear(message)
    if (wire.down.length === 0) wire.connection?.drained()
    return true
  }

  #hear(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message)
    if (decoding.readVarUint(decoder) !== MESSAGE_SYNC) return
    const kind = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (kind === syncProtocol.messageYjsSyncStep1) this.#say((encoder) => syncProtocol.writeSyncStep2(encoder, this.doc, payload))
    else Y.applyUpdate(this.doc, payload, this)
  }

  #say(write: (encoder: encoding.Encoder) => void): void {
    if (!this.#wire) return
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE_SYNC)
    write(encoder)
    const message = encoding.toUint8Array(encoder)
    this.#wire.up.push(message)
  }

  destroy(): void {
    this.cut()
    this.undo.destroy()
    this.doc.destroy()
  }
}
