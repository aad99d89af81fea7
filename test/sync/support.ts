import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as awarenessProtocol from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import type { Batch } from '../../shared/sync/Batch.ts'
import { ClientOwners } from '../../shared/sync/check/ClientOwners.ts'
import { MESSAGE_AWARENESS, MESSAGE_QUERY_AWARENESS, MESSAGE_SYNC, type CloseReason } from '../../shared/sync/protocol.ts'
import type { Verdict } from '../../shared/sync/room/Intake.ts'
import type { Peer } from '../../shared/sync/room/Link.ts'
import { Room, type RoomConnection, type RoomOptions } from '../../shared/sync/Room.ts'
import { createFakeClock, type FakeClock } from './fakeClock.ts'

export interface TestRoom {
  readonly room: Room
  readonly clock: FakeClock
  /** What was noted, in order. */
  readonly batches: Batch[]
  readonly owners: ClientOwners
  /** What was counted. */
  readonly counts: Map<string, number>
  /** May be replaced. */
  readonly rules: { judge: RoomOptions['rules']['judge'] }
  readonly broken: unknown[]
  /** A client of that person, connected. */
  client(personId?: string, clientId?: number): FakeClient
}

export const SECTIONS = ['agenda', 'notes', 'issues', 'm']

export function openRoom(options: Partial<RoomOptions> = {}): TestRoom {
  const clock = createFakeClock()
  const batches: Batch[] = []
  const owners = options.owners ?? new ClientOwners()
  const counts = new Map<string, number>()
  const broken: unknown[] = []
  const rules: TestRoom['rules'] = { judge: (): Verdict => 'allowed' }
  const room = new Room({
    doc: new Y.Doc(),
    owners,
    sections: new Set(SECTIONS),
    rules: { judge: (...asked) => rules.judge(...asked), mayChange: () => true, mayBringOthers: () => false },
    onBatch: (batch) => batches.push(batch),
    clock,
    meter: { add: (counter, amount = 1) => counts.set(counter, (counts.get(counter) ?? 0) + amount) },
    onBroken: (error) => broken.push(error),
    ...options,
  })
  const client = (personId = 'p1', clientId?: number): FakeClient => new FakeClient(clock, personId, clientId).connect(room)
  return { room, clock, batches, owners, counts, rules, broken, client }
}

/** A y-websocket client without a socket: what the room sends arrives with the next turn of the clock, in order. */
export class FakeClient implements Peer {
  readonly doc = new Y.Doc()
  readonly awareness: awarenessProtocol.Awareness
  readonly closed: CloseReason[] = []
  readonly about: (string | undefined)[] = []
  readonly received: Uint8Array[] = []
  readonly personId: string
  /** False: what comes waits unread, and counts as queued. */
  isReading = true
  readonly #clock: FakeClock
  #unread: Uint8Array[] = []
  #isDelivering = false
  #link: RoomConnection | null = null

  constructor(clock: FakeClock, personId = 'p1', clientId?: number) {
    this.#clock = clock
    this.personId = personId
    if (clientId !== undefined) this.doc.clientID = clientId
    this.awareness = new awarenessProtocol.Awareness(this.doc)
    // The clock of these tests stands still, and this one's timer would not.
    // oxlint-disable-next-line no-underscore-dangle -- destroying the whole is the only other way to stop it
    clearInterval((this.awareness as unknown as { _checkInterval: ReturnType<typeof setInterval> })._checkInterval)
    this.awareness.setLocalState(null)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.sendSync((encoder) => syncProtocol.writeUpdate(encoder, update))
    })
  }

  get isConnected(): boolean {
    return this.#link !== null
  }

  connect(room: Room): this {
    this.#link = room.join(this)
    this.sendSync((encoder) => syncProtocol.writeSyncStep1(encoder, this.doc))
    if (this.awareness.getLocalState()) this.announce()
    return this
  }

  /** Drops the link; the room notices unless it is only `half` open from now on. */
  disconnect(half?: 'half'): void {
    if (half === undefined) this.#link?.leave()
    this.#link = null
    this.#unread = []
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.doc.clientID)
    awarenessProtocol.removeAwarenessStates(this.awareness, others, this)
  }

  /** Says who is there, with the clock it has. */
  announce(state?: Record<string, unknown>): void {
    if (state) this.awareness.setLocalState(state)
    this.#sendPresence([this.doc.clientID])
  }

  sendSync(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE_SYNC)
    write(encoder)
    this.sendRaw(encoding.toUint8Array(encoder))
  }

  askForPresence(): void {
    this.sendRaw(Uint8Array.from([MESSAGE_QUERY_AWARENESS]))
  }

  sendRaw(message: Uint8Array): void {
    this.#link?.receive(message)
  }

  send(message: Uint8Array): void {
    this.received.push(message)
    this.#unread.push(message)
    this.#deliverSoon()
  }

  queued(): number {
    return this.isReading ? 0 : this.#unread.reduce((sum, { length }) => sum + length, 0)
  }

  /** Reads all that waited. */
  readOn(): void {
    this.isReading = true
    this.#deliver()
    this.#link?.drained()
  }

  close(reason: CloseReason, about?: string): void {
    this.closed.push(reason)
    this.about.push(about)
    this.disconnect('half')
  }

  destroy(): void {
    this.awareness.destroy()
    this.doc.destroy()
  }

  #deliverSoon(): void {
    if (this.#isDelivering) return
    this.#isDelivering = true
    this.#clock.after(0, () => {
      this.#isDelivering = false
      if (this.isReading) this.#deliver()
    })
  }

  #deliver(): void {
    for (const message of this.#unread.splice(0)) this.#read(message)
  }

  #read(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message)
    if (decoding.readVarUint(decoder) === MESSAGE_AWARENESS) {
      const update = decoding.readVarUint8Array(decoder)
      awarenessProtocol.applyAwarenessUpdate(this.awareness, update, this)
      // As y-websocket does: every presence heard is sent back.
      this.#sendPresence(clientsOf(update).filter((id) => this.awareness.meta.has(id)))
      return
    }
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE_SYNC)
    syncProtocol.readSyncMessage(decoder, encoder, this.doc, this)
    if (encoding.length(encoder) > 1) this.sendRaw(encoding.toUint8Array(encoder))
  }

  #sendPresence(clients: number[]): void {
    const update = awarenessProtocol.encodeAwarenessUpdate(this.awareness, clients)
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE_AWARENESS)
    encoding.writeVarUint8Array(encoder, update)
    this.sendRaw(encoding.toUint8Array(encoder))
  }
}

function clientsOf(update: Uint8Array): number[] {
  const decoder = decoding.createDecoder(update)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const client = decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    decoding.readVarString(decoder)
    return client
  })
}
