import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { createMeeting } from '../../../shared/model/createMeeting.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import type { Role } from '../../../shared/lib/roles.ts'
import { judgeTouched, sectionsOf, type Writer } from '../../../shared/sync/access.ts'
import { ClientOwners, HUB_AUTHOR } from '../../../shared/sync/check/ClientOwners.ts'
import { Room, type RoomConnection } from '../../../shared/sync/Room.ts'
import { fingerprint } from '../../support/fingerprint.ts'
import { mutated, randomBytes } from '../../support/mutate.ts'
import { below, pick, seeded } from '../../support/seeded.ts'
import { contextOf } from '../../support/startMeeting.ts'
import { SteppedClock } from '../../support/SteppedClock.ts'
import { honestDeed, type Random } from './deeds.ts'
import { SimPeer } from './SimPeer.ts'
import { someUpdate } from './someUpdate.ts'

export interface WireOutcome {
  /** Bugs that the room found in itself, and whatever it threw. */
  readonly broken: readonly string[]
  readonly honestRefused: readonly string[]
  /** Who does not hold what the hub holds. */
  readonly differing: readonly string[]
  /** Connections and timers left once everyone has gone. */
  readonly left: { readonly connections: number; readonly timers: number }
}

export const UNHARMED: WireOutcome = { broken: [], honestRefused: [], differing: [], left: { connections: 0, timers: 0 } }

/** What came of the vandals' messages; a fuzzer whose messages are all refused, or all taken, tests little. */
export interface Spread {
  taken: number
  refused: number
  slowestMs: number
}

const ROLES_OF_VANDALS: readonly Role[] = ['secretary', 'delegate', 'observer']

/** One room, two honest windows, and `messages` messages of vandals. */
export function fuzzWire(seed: number, messages: number): { readonly outcome: WireOutcome; readonly spread: Spread } {
  const fuzz = new WireFuzz(seeded(seed))
  for (let n = 0; n < messages; n++) fuzz.strike()
  return { outcome: fuzz.end(), spread: fuzz.spread }
}

interface Vandal {
  readonly clientId: number
  readonly connection: RoomConnection
  isOpen: boolean
}

class WireFuzz {
  readonly spread: Spread = { taken: 0, refused: 0, slowestMs: 0 }
  readonly #random: Random
  readonly #clock = new SteppedClock()
  readonly #people = new Map<string, Writer>()
  readonly #batches: Uint8Array[] = []
  readonly #broken: string[] = []
  readonly #room: Room
  readonly #honest: readonly SimPeer[]
  #vandal: Vandal | null = null

  constructor(random: Random) {
    this.#random = random
    const doc = new Y.Doc()
    doc.clientID = 1
    createMeeting(openMeetingDocument(doc), { id: 'm1', title: '综合会商', startsAt: '2026-03-05T14:30:00+08:00', template: 'joint-consultation', language: 'zh-CN' }, contextOf('hub'))
    this.#batches.push(Y.encodeStateAsUpdate(doc))
    this.#room = new Room({
      doc,
      owners: new ClientOwners([[1, HUB_AUTHOR]]),
      sections: sectionsOf('meeting'),
      rules: {
        judge: (personId, touched, _broughtBy, readRecord) => {
          const writer = this.#people.get(personId)
          return writer ? judgeTouched('meeting', writer, touched, readRecord) : { reason: 'session-unknown' }
        },
        mayChange: () => true,
        mayBringOthers: () => false,
      },
      onBatch: ({ update }) => this.#batches.push(update),
      clock: this.#clock,
      meter: { add: () => undefined },
      onBroken: (error) => this.#broken.push(error instanceof Error ? `${error.message}: ${String(error.cause)}` : String(error)),
    })
    // Both may write everything: a vandal with the same right could take from a delegate what is the delegate's own.
    this.#honest = ['secretary', 'chair'].map((role, index) => {
      const person: Writer = { personId: `honest-${role}`, role: role as Role, departmentId: null }
      this.#people.set(person.personId, person)
      const peer = new SimPeer(person, { ...contextOf(`w${index}`), actor: person }, 100 + index)
      peer.connect(this.#room)
      return peer
    })
    for (const role of ROLES_OF_VANDALS) this.#people.set(`vandal-${role}`, { personId: `vandal-${role}`, role, departmentId: 'd2' })
  }

  /** One message of a vandal, and now and then an honest edit. */
  strike(): void {
    const random = this.#random
    const vandal = this.#vandal?.isOpen ? this.#vandal : this.#newVandal()
    const message = this.#message(vandal.clientId)
    const batches = this.#batches.length
    const begun = performance.now()
    try {
      vandal.connection.receive(message)
      if (random() < 0.7) this.#clock.advance(25)
    } catch (error) {
      this.#broken.push(`thrown: ${String(error)}`)
    }
    this.spread.slowestMs = Math.max(this.spread.slowestMs, performance.now() - begun)
    if (!vandal.isOpen) this.spread.refused++
    else if (this.#batches.length > batches) this.spread.taken++
    const { store } = this.#room.doc
    if (store.pendingStructs !== null || store.pendingDs !== null) this.#broken.push('pending')
    if (random() < 0.02) honestDeed(pick(random, this.#honest), random)
    if (random() < 0.1) this.#exchange()
    if (random() < 0.01) this.#clock.advance(6_000)
  }

  end(): WireOutcome {
    this.#vandal?.connection.leave()
    for (let round = 0; round < 4; round++) {
      this.#exchange()
      this.#clock.advance(6_000)
    }
    const hub = fingerprint(this.#room.doc)
    const replicas = [...this.#honest.map(({ person, doc }) => [person.personId, fingerprint(doc)] as const), ['journal', fingerprint(applied(this.#batches))] as const]
    // Whoever receives formatted text in another order takes away other superfluous marks, and would tell the hub.
    const shuffled = { ...fingerprint(applied(this.#shuffled())), deleted: hub.deleted }
    const states = [...replicas, ['another order', shuffled] as const]
    const differing = states.filter(([, state]) => JSON.stringify(state) !== JSON.stringify(hub)).map(([name]) => name)
    const honestRefused = this.#honest.flatMap(({ closings }) => closings)
    for (const peer of this.#honest) peer.destroy()
    // What is remembered of presence and of joins goes by itself.
    this.#clock.advance(60_000)
    return { broken: this.#broken, honestRefused, differing, left: { connections: this.#room.size, timers: this.#clock.waiting } }
  }

  #newVandal(): Vandal {
    this.#vandal?.connection.leave()
    const personId = `vandal-${pick(this.#random, ROLES_OF_VANDALS)}`
    const close = (): void => {
      if (this.#vandal) this.#vandal.isOpen = false
    }
    this.#vandal = { clientId: 1000 + below(this.#random, 2 ** 31), isOpen: true, connection: this.#room.join({ personId, send: () => undefined, queued: () => 0, close }) }
    return this.#vandal
  }

  #message(clientId: number): Uint8Array {
    const random = this.#random
    const kind = random()
    if (kind < 0.06) return randomBytes(random, below(random, 80))
    if (kind < 0.1) return framed(pick(random, [0, 1, 2]), randomBytes(random, below(random, 80)))
    const real = [...this.#honest.flatMap(({ said }) => said.slice(-6)), PRESENCE, ASK]
    if (kind < 0.4) return mutated(random, pick(random, real), pick(random, real))
    const update = someUpdate(random, this.#room.doc, clientId)
    const message = framed(random() < 0.8 ? 2 : 1, update)
    return kind < 0.85 ? message : mutated(random, message, pick(random, real))
  }

  #exchange(): void {
    for (let isMoving = true; isMoving; ) {
      isMoving = false
      for (const peer of this.#honest) while (peer.deliverUp() || peer.deliverDown()) isMoving = true
      this.#clock.advance(25)
    }
  }

  #shuffled(): readonly Uint8Array[] {
    const order = this.#batches.map((update) => ({ update, at: this.#random() }))
    return order.toSorted((a, b) => a.at - b.at).map(({ update }) => update)
  }
}

const PRESENCE = Uint8Array.from([1, 8, 1, 5, 0, 4, 0x22, 0x78, 0x79, 0x22])
const ASK = Uint8Array.from([3])

function applied(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

function framed(kind: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}
