import * as decoding from 'lib0/decoding'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import type { Batch } from './Batch.ts'
import { HUB_AUTHOR, type ClientOwners } from './check/ClientOwners.ts'
import type { Clock } from './Clock.ts'
import { framePresence, frameQuestion, frameUpdate } from './frames.ts'
import type { Meter } from './Meter.ts'
import { PRESENCE_MS, PresenceRelay } from './PresenceRelay.ts'
import { MESSAGE_AWARENESS, MESSAGE_QUERY_AWARENESS, MESSAGE_SYNC, type CloseReason } from './protocol.ts'
import { Deliveries } from './room/Deliveries.ts'
import { FlushPacer } from './room/FlushPacer.ts'
import { Broken, Intake, type RoomRules, type Taken } from './room/Intake.ts'
import { JoinCache } from './room/JoinCache.ts'
import { Link, type Peer } from './room/Link.ts'
import { touchedByTransaction } from './room/touchedByTransaction.ts'

export interface RoomOptions {
  /** Loaded already: a room never exists before its content does. Whatever else writes it counts as the hub. */
  readonly doc: Y.Doc
  /** Whom the document's client ids belong to; the room adds to it. */
  readonly owners: ClientOwners
  /** The document's roots: there will be no others. */
  readonly sections: ReadonlySet<string>
  readonly rules: RoomRules
  /** Told of everything that was written before any peer is. It may only take note. */
  readonly onBatch: (batch: Batch) => void
  readonly clock: Clock
  readonly meter: Meter
  /** The document can no longer be trusted and everyone was sent away: load the room again. A bug, whatever came. */
  readonly onBroken: (error: unknown) => void
  /** A presence state as others may see it, or undefined if it is under another's name; `ownPresence` unless said. */
  readonly presentAs?: (personId: string, state: object) => object | undefined
  /** The time in ms, so that told presence clocks grow from one start of the hub to the next. */
  readonly startedAt?: number
}

/** One connection's side of the room. */
export interface RoomConnection {
  receive(message: Uint8Array): void
  /** All that was sent to the peer has left this machine. */
  drained(): void
  leave(): void
}

/** The longest state vector taken: thousands of clients. */
const MAX_VECTOR_BYTES = 256 * 1024

/**
 * One document on the hub and the peers that share it, over plain y-websocket. What peers send is taken in together, in
 * one transaction, noted, and sent on in one frame. Knows nothing of meetings: who may write what is asked of its rules.
 */
export class Room {
  readonly doc: Y.Doc
  readonly #options: RoomOptions
  readonly #links = new Set<Link>()
  readonly #presence: PresenceRelay
  readonly #intake: Intake
  readonly #deliveries: Deliveries
  readonly #joins: JoinCache
  readonly #pacer: FlushPacer
  #question: Uint8Array | null = null
  /** What the transaction of a flush wrote; null outside of one. */
  #flushed: { update: Uint8Array; before: () => Uint8Array }[] | null = null
  #presenceToldAt = -Infinity
  #cancelPresence: (() => void) | null = null
  #isBroken = false

  constructor(options: RoomOptions) {
    const { doc, owners, sections, rules, clock, meter } = options
    this.#options = options
    this.doc = doc
    this.#pacer = new FlushPacer(clock, () => this.#flush())
    this.#joins = new JoinCache(doc, clock)
    const refuse = (link: Link, reason: CloseReason, about?: string): void => this.#refuse(link, reason, about)
    const announcedBy = (client: number): string | undefined => this.#presence.announcer(client)
    this.#intake = new Intake({ doc, owners, announcedBy, sections, rules, clock, meter, refuse, onWork: () => this.#pacer.request() })
    this.#deliveries = new Deliveries({ links: this.#links, clock, meter, refuse, missedSince: (link, vector) => this.#missedSince(link, vector) })
    this.#presence = new PresenceRelay({ owner: (client) => owners.owner(client), presentAs: options.presentAs ?? ownPresence }, options.startedAt)
    doc.on('update', this.#follow)
  }

  get size(): number {
    return this.#links.size
  }

  /** Adds a peer and greets it. Give its messages to `receive`, and call `leave` when it is gone. */
  join(peer: Peer): RoomConnection {
    const link = new Link(peer, this.#options.clock)
    this.#links.add(link)
    this.#options.meter.add('joins')
    this.#question ??= frameQuestion(this.doc)
    const present = this.#presence.all(link)
    this.#send(link, present ? [this.#question, framePresence(present)] : [this.#question])
    return {
      receive: (message) => this.#receive(link, message),
      drained: () => this.#deliveries.drained(link),
      leave: () => this.#leave(link),
    }
  }

  /** Takes in what came, now: what a peer sent before is in the document when this returns. */
  flush(): void {
    if (!this.#isBroken) this.#pacer.flushNow()
  }

  /** Takes in what came, then closes every connection with the same reason. */
  closeAll(reason: CloseReason): void {
    this.flush()
    for (const link of this.#links) {
      this.#leave(link)
      link.peer.close(reason)
    }
    this.#pacer.stop()
    this.#joins.clear()
    this.#cancelPresence?.()
    this.#cancelPresence = null
  }

  /** Closes every connection with the same reason; what came and was not taken in yet is left to those who sent it. */
  sendAway(reason: CloseReason): void {
    for (const link of this.#links) this.#refuse(link, reason)
  }

  #receive(link: Link, message: Uint8Array): void {
    if (!this.#links.has(link)) return
    if (!link.mayReceive(message.length)) {
      this.#refuse(link, 'message-flood')
      return
    }
    try {
      this.#dispatch(link, decoding.createDecoder(message))
    } catch {
      // Whatever a decoder throws here comes from the peer's bytes: only that peer goes.
      this.#refuse(link, 'message-damaged')
    }
  }

  #dispatch(link: Link, decoder: decoding.Decoder): void {
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE_SYNC) this.#sync(link, decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder))
    else if (type === MESSAGE_AWARENESS) this.#takePresence(link, decoding.readVarUint8Array(decoder))
    else if (type === MESSAGE_QUERY_AWARENESS) {
      const present = link.mayAsk() && this.#presence.all(link)
      if (present) this.#send(link, [framePresence(present)])
    }
  }

  #sync(link: Link, kind: number, payload: Uint8Array): void {
    if (kind === syncProtocol.messageYjsSyncStep1) this.#answer(link, payload)
    else if (kind === syncProtocol.messageYjsSyncStep2 || kind === syncProtocol.messageYjsUpdate) {
      this.#options.meter.add('updates')
      this.#intake.receive(link, { update: payload, isReply: kind === syncProtocol.messageYjsSyncStep2 })
    } else throw new Error('unknown sync message')
  }

  #answer(link: Link, vector: Uint8Array): void {
    // Who writes and then asks hears of what it wrote: the answer is how a client knows that it was taken.
    if (this.#intake.hasFrom(link)) this.flush()
    if (link.isRefused) return
    if (vector.length > MAX_VECTOR_BYTES) this.#refuse(link, 'message-too-large')
    else if (!link.mayAsk()) this.#refuse(link, 'message-flood')
    // It will be told all it misses in one piece, counting from what it says it has.
    else if (link.behindSince !== null) link.behindSince = vector.slice()
    else this.#deliveries.to(link, this.#joins.answer(vector), () => vector.slice())
  }

  #takePresence(link: Link, update: Uint8Array): void {
    this.#options.meter.add('presence')
    if (this.#presence.receive(link, update)) this.#tellPresenceSoon()
    if (link.hasAnnounced) return
    link.hasAnnounced = true
    const others = this.#presence.othersOfPerson(link)
    if (others) this.#send(link, [framePresence(others)])
  }

  #tellPresenceSoon(): void {
    const { clock } = this.#options
    this.#cancelPresence ??= clock.after(Math.max(0, this.#presenceToldAt + PRESENCE_MS - clock.now()), () => this.#tellPresence())
  }

  #tellPresence(): void {
    this.#cancelPresence = null
    this.#presenceToldAt = this.#options.clock.now()
    const changes = this.#presence.takeChanges()
    if (!changes) return
    const frame = framePresence(changes.all)
    for (const link of this.#links) {
      const update = changes.for(link)
      if (update) this.#send(link, [update === changes.all ? frame : framePresence(update)])
    }
  }

  #flush(): void {
    if (this.#isBroken) return
    const flush: { taken: Taken | null; error: unknown } = { taken: null, error: null }
    this.#flushed = []
    try {
      this.doc.transact(() => {
        try {
          flush.taken = this.#intake.take()
        } catch (error) {
          // Kept: what Yjs throws on its way out of a broken transaction would take its place.
          flush.error = error
        }
      }, this)
      const flushed = this.#flushed
      this.#flushed = null
      if (flush.taken) this.#pass(flushed, flush.taken)
      else this.#break(flush.error)
    } catch (error) {
      this.#flushed = null
      this.#break(flush.error ?? error)
    }
  }

  #pass(flushed: readonly { readonly update: Uint8Array; readonly before: () => Uint8Array }[], { authored, claims, onlyFrom }: Taken): void {
    for (const [index, { update, before }] of flushed.entries()) {
      // What follows the first is Yjs tidying up after the edits: nobody's work.
      if (index === 0) this.#relay({ update, claims, authored }, before, onlyFrom)
      else this.#relay({ update, claims: [], authored: [] }, before, null)
    }
  }

  #relay(batch: Batch, before: () => Uint8Array, except: Link | null): void {
    this.#question = null
    this.#options.meter.add('batches')
    this.#options.onBatch(batch)
    const frame = frameUpdate(batch.update)
    this.#joins.note(frame)
    this.#deliveries.toAll(frame, before, except)
  }

  /** Every transaction that wrote anything ends here: a flush's, one of the hub's own, or one of Yjs itself. */
  readonly #follow = (update: Uint8Array, _origin: unknown, doc: Y.Doc, transaction: Y.Transaction): void => {
    const before = (): Uint8Array => Y.encodeStateVector(transaction.beforeState)
    if (this.#flushed) {
      this.#flushed.push({ update, before })
      return
    }
    const { owners } = this.#options
    const hasWritten = transaction.afterState.get(doc.clientID) !== transaction.beforeState.get(doc.clientID)
    const isNewId = hasWritten && owners.owner(doc.clientID) === undefined
    if (isNewId) owners.claim(doc.clientID, HUB_AUTHOR)
    const claims = isNewId ? [[doc.clientID, HUB_AUTHOR] as const] : []
    this.#relay({ update, claims, authored: [{ personId: HUB_AUTHOR, touched: touchedByTransaction(transaction) }] }, before, null)
    this.#intake.retrySoon()
  }

  #missedSince(link: Link, vector: Uint8Array): readonly Uint8Array[] {
    const present = this.#presence.all(link)
    const answer = this.#joins.answer(vector)
    return present ? [...answer, framePresence(present)] : answer
  }

  #send(link: Link, frames: readonly Uint8Array[]): void {
    this.#deliveries.to(link, frames, () => Y.encodeStateVector(this.doc))
  }

  #refuse(link: Link, reason: CloseReason, about?: string): void {
    if (link.isRefused) return
    link.isRefused = true
    this.#options.meter.add(`refused/${reason}`)
    const isHere = this.#links.has(link)
    this.#leave(link)
    if (isHere) link.peer.close(reason, about)
  }

  #leave(link: Link): void {
    if (!this.#links.delete(link)) return
    link.end()
    this.#intake.forget(link)
    if (this.#presence.leave(link)) this.#tellPresenceSoon()
  }

  /** Whoever sent it would send it again and again. */
  #break(error: unknown): void {
    this.#isBroken = true
    if (error instanceof Broken) this.#refuse(error.link, 'message-damaged')
    this.closeAll('hub-closing')
    this.#options.onBroken(error)
  }
}

/** A state that names a person must name its own. */
export function ownPresence(personId: string, state: object): object | undefined {
  const named = personIdOf((state as { presence?: unknown }).presence) ?? personIdOf(state)
  return named === undefined || named === personId ? state : undefined
}

function personIdOf(state: unknown): unknown {
  const person: unknown = typeof state === 'object' && state !== null ? (state as { person?: unknown }).person : undefined
  return typeof person === 'object' && person !== null ? (person as { id?: unknown }).id : undefined
}
