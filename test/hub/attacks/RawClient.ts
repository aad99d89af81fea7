import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { MESSAGE_AWARENESS, MESSAGE_QUERY_AWARENESS, MESSAGE_SYNC, SUBPROTOCOL } from '../../../shared/sync/protocol.ts'
import { atEnd } from '../../support/atEnd.ts'
import { forged, writtenUpdate } from '../../support/forged.ts'
import { eventually } from '../support.ts'

const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2

export interface Closing {
  readonly code: number
  readonly text: string
}

export interface RawPresence {
  readonly client: number
  readonly clock: number
  /** `null` for gone; a string is sent as it is, JSON or not. */
  readonly state: unknown
}

/**
 * A bare socket that speaks the protocol by hand: nothing is sent but what a test says, and nothing keeps it from
 * sending what no client would. What the hub tells goes into `doc` and `presence`.
 */
export class RawClient {
  readonly doc = new Y.Doc()
  /** The latest state of each client id, as JSON; 'null' when it is gone. */
  readonly presence = new Map<number, { clock: number; state: string }>()
  readonly socket: WebSocket
  /** Bytes of every message received. */
  receivedBytes = 0
  readonly closing: Promise<Closing>
  isClosed = false
  #steps2 = 0

  constructor(url: string, room: string, token: string, headers: Readonly<Record<string, string>> = {}) {
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sync/${room}`, [SUBPROTOCOL, token], { headers, perMessageDeflate: false })
    this.socket.on('error', () => undefined)
    this.socket.on('message', (data: Buffer) => this.#receive(new Uint8Array(data)))
    this.closing = new Promise((resolve) => {
      this.socket.on('close', (code, text) => {
        this.isClosed = true
        resolve({ code, text: text.toString() })
      })
    })
    atEnd(async () => {
      this.socket.terminate()
      this.doc.destroy()
    })
  }

  /** A client that has read the whole room. */
  static async join(url: string, room: string, token: string): Promise<RawClient> {
    const client = new RawClient(url, room, token)
    await client.opened()
    await client.read()
    return client
  }

  async opened(): Promise<void> {
    await new Promise((resolve) => (this.socket.readyState === WebSocket.OPEN ? resolve(null) : this.socket.once('open', resolve)))
  }

  /** Asks for everything it does not have, and waits for the answer. */
  async read(): Promise<void> {
    const before = this.#steps2
    this.sendStep1(Y.encodeStateVector(this.doc))
    await eventually(() => {
      if (this.#steps2 === before) throw new Error('the room has not answered')
    })
  }

  send(message: Uint8Array): void {
    this.socket.send(message)
  }

  sendStep1(stateVector: Uint8Array): void {
    this.send(syncMessage(STEP_1, stateVector))
  }

  /** As an answer to the hub's question. */
  sendReply(update: Uint8Array): void {
    this.send(syncMessage(STEP_2, update))
  }

  sendUpdate(update: Uint8Array): void {
    this.send(syncMessage(UPDATE, update))
  }

  sendPresence(...states: readonly RawPresence[]): void {
    this.send(presenceMessage(states))
  }

  askPresence(): void {
    this.send(Uint8Array.from([MESSAGE_QUERY_AWARENESS]))
  }

  /** The update that a client with this id would send for `write`, on top of what this one has read. Sends nothing. */
  forge(write: (doc: Y.Doc) => void, clientId?: number): Uint8Array {
    return forged(this.doc, write, clientId)
  }

  /** Writes like an honest client: into the own copy and to the hub. */
  edit(write: (doc: Y.Doc) => void): void {
    this.sendUpdate(writtenUpdate(this.doc, write))
  }

  #receive(message: Uint8Array): void {
    this.receivedBytes += message.length
    const decoder = decoding.createDecoder(message)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE_AWARENESS) this.#readPresence(decoding.createDecoder(decoding.readVarUint8Array(decoder)))
    if (type !== MESSAGE_SYNC) return
    const kind = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (kind === STEP_1) return
    Y.applyUpdate(this.doc, payload, 'hub')
    if (kind === STEP_2) this.#steps2++
  }

  #readPresence(decoder: decoding.Decoder): void {
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      this.presence.set(client, { clock, state: decoding.readVarString(decoder) })
    }
  }
}

export function syncMessage(kind: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_SYNC)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}

export function presenceMessage(states: readonly RawPresence[]): Uint8Array {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, states.length)
  for (const { client, clock, state } of states) {
    encoding.writeVarUint(inner, client)
    encoding.writeVarUint(inner, clock)
    encoding.writeVarString(inner, typeof state === 'string' ? state : JSON.stringify(state))
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_AWARENESS)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  return encoding.toUint8Array(encoder)
}
