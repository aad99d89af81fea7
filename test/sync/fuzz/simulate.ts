import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { loadDocument } from '../../../electron/hub/rooms/loadDocument.ts'
import { ROLES } from '../../../shared/lib/roles.ts'
import { createMeeting } from '../../../shared/model/createMeeting.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import type { Writer } from '../../../shared/sync/access.ts'
import { CLOSE_CODES, type CloseReason } from '../../../shared/sync/protocol.ts'
import { fingerprint } from '../../support/fingerprint.ts'
import { below, pick, seeded } from '../../support/seeded.ts'
import { contextOf, must } from '../../support/startMeeting.ts'
import { SteppedClock } from '../../support/SteppedClock.ts'
import { honestDeed, type Random } from './deeds.ts'
import { brokenMessage, FORBIDDEN, isReply, MARK, preDeletes, updateMessage } from './forbidden.ts'
import { SimDisk, SimHub } from './SimHub.ts'
import { SimPeer } from './SimPeer.ts'

export interface Outcome {
  /** Closings of honest peers after which they could not go on, and bugs that a room found in itself. */
  readonly honestRefused: readonly string[]
  readonly broken: readonly string[]
  /** Who does not hold what the hub holds: `peer 3`, `journal`, … */
  readonly differing: readonly string[]
  /** Where a forbidden write was found. */
  readonly marked: readonly string[]
  /** Forbidden writes that reached the hub and did not cost the connection. */
  readonly unpunished: number
}

export const ALL_WELL: Outcome = { honestRefused: [], broken: [], differing: [], marked: [], unpunished: 0 }

/** As after the hub's unclean end. */
const RECOVERY_MS = 15 * 60_000
/** What befalls a window that holds what the hub lost, once nobody may bring others' edits any more. */
const WITHOUT_RECOVERY: ReadonlySet<CloseReason> = new Set(['client-id-foreign', 'write-refused'])

/** A folder in which seeds run; every one starts with the same new meeting. */
export interface SimGround {
  readonly folder: string
  remove(): Promise<void>
}

export async function prepareGround(): Promise<SimGround> {
  const folder = await mkdtemp(join(tmpdir(), 'huishang-sim-'))
  await mkdir(join(folder, 'start'))
  const hub = await SimHub.start({ folder: join(folder, 'start'), disk: new SimDisk(), clock: new SteppedClock(), people: new Map(), isRecovering: () => false })
  hub.room.doc.clientID = 1
  createMeeting(openMeetingDocument(hub.room.doc), { id: 'm1', title: '综合会商', startsAt: '2026-03-05T14:30:00+08:00', template: 'joint-consultation', language: 'zh-CN' }, contextOf('hub'))
  await hub.close()
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** One meeting with everything that may go wrong, drawn from the seed. */
export async function simulate(ground: SimGround, seed: number): Promise<Outcome> {
  const folder = join(ground.folder, String(seed))
  await mkdir(folder)
  await copyFile(join(ground.folder, 'start', 'meeting.log'), join(folder, 'meeting.log'))
  const simulation = new Simulation(folder, seeded(seed))
  try {
    await simulation.start()
    for (let step = 0; step < 90; step++) await simulation.step()
    await simulation.heal()
    return await simulation.outcome()
  } finally {
    simulation.destroy()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Participant {
  readonly name: string
  readonly peer: SimPeer
  readonly isVillain: boolean
  /** Closings seen so far. */
  seen: number
  /** Forbidden messages on the link that is up. */
  strikes: number
}

class Simulation {
  readonly #random: Random
  readonly #clock = new SteppedClock()
  readonly #disk = new SimDisk()
  readonly #folder: string
  readonly #people = new Map<string, Writer>()
  readonly #participants: Participant[] = []
  readonly #honestRefused: string[] = []
  readonly #broken: string[] = []
  #unpunished = 0
  /** Until when clients may bring what others wrote, on the clock. */
  #recoveringUntil = 0
  /** Nobody can bring any more what is only in windows that may not bring it: those start over. */
  #isOver = false
  #hub!: SimHub

  constructor(folder: string, random: Random) {
    this.#folder = folder
    this.#random = random
  }

  async start(): Promise<void> {
    await this.#startHub()
    const count = 2 + below(this.#random, 7)
    for (let index = 0; index < count; index++) this.#participants.push(this.#newParticipant(index))
  }

  async step(): Promise<void> {
    const random = this.#random
    const kind = random()
    const participant = pick(random, this.#participants)
    const { peer } = participant
    if (kind < 0.4) honestDeed(peer, random)
    else if (kind < 0.72) this.#deliverSome(participant)
    else if (kind < 0.8) this.#clock.advance(below(random, 400))
    else if (kind < 0.84) this.#cut(participant)
    else if (kind < 0.91) this.#connect(participant)
    else if (kind < 0.94) this.#restartPeer(participant)
    else if (kind < 0.955) await this.#restartHub()
    else if (kind < 0.97) await this.#turnDisk()
    else this.#misbehave(pick(random, this.#participants.filter(({ isVillain }) => isVillain).concat(participant)))
    this.#lookAtClosings()
  }

  /**
   * The disk takes things again, villains are gone, and everyone honest is connected until nothing moves any more. Where a
   * recovery was open it ends then, and everyone comes once more.
   */
  async heal(): Promise<void> {
    this.#disk.isFull = false
    await this.#hub.settle()
    for (const participant of this.#participants) {
      if (participant.isVillain) this.#settleVillain(participant)
    }
    const honest = this.#participants.filter(({ isVillain }) => !isVillain)
    this.#comeTogether(honest)
    if (!this.#isRecovering()) return
    this.#recoveringUntil = 0
    this.#isOver = true
    for (const participant of honest) this.#cut(participant)
    this.#comeTogether(honest)
  }

  #comeTogether(honest: readonly Participant[]): void {
    for (let round = 0; round < 30; round++) {
      for (const participant of honest) if (!participant.peer.isConnected) this.#connect(participant)
      let isQuiet = true
      for (const { peer } of honest) while (peer.deliverUp() || peer.deliverDown()) isQuiet = false
      this.#clock.advance(500)
      this.#lookAtClosings()
      if (isQuiet && honest.every(({ peer }) => peer.isConnected)) break
    }
  }

  async outcome(): Promise<Outcome> {
    const hub = fingerprint(this.#hub.room.doc)
    const expected = JSON.stringify(hub)
    const honest = this.#participants.filter(({ isVillain }) => !isVillain)
    const replicas = honest.map(({ name, peer }) => [name, peer.doc] as const)
    const journal = await this.#readBack()
    await this.#hub.close()
    const stored = [['journal', journal] as const, ['snapshot', await this.#readBack()] as const]
    const states = [...replicas, ...stored].map(([name, doc]) => [name, JSON.stringify(fingerprint(doc))] as const)
    for (const [, doc] of stored) doc.destroy()
    return {
      honestRefused: this.#honestRefused,
      broken: this.#broken.concat(this.#hub.broken.map(String)),
      differing: [...(hub.isPending ? ['hub pending'] : []), ...states.filter(([, state]) => state !== expected).map(([name]) => name)],
      marked: [['hub', expected] as const, ...states].filter(([, state]) => state.includes(MARK)).map(([name]) => name),
      unpunished: this.#unpunished,
    }
  }

  destroy(): void {
    for (const { peer } of this.#participants) peer.destroy()
  }

  #newParticipant(index: number): Participant {
    const random = this.#random
    // Sometimes a second window of somebody who is there already.
    const twin = index > 1 && random() < 0.15 ? pick(random, this.#participants) : undefined
    const role = index === 0 ? 'secretary' : pick(random, [...ROLES, 'delegate', 'delegate'] as const)
    const person: Writer = twin?.peer.person ?? { personId: `p${index}`, role, departmentId: role === 'delegate' ? `d${below(random, 3)}` : null }
    this.#people.set(person.personId, person)
    const context = { ...contextOf(`w${index}`, { lateBySeconds: index * 30 }), actor: person }
    return { name: `peer ${index} (${person.role})`, peer: new SimPeer(person, context, this.#newClientId()), isVillain: twin?.isVillain ?? (index > 1 && role === 'delegate' && random() < 0.4), seen: 0, strikes: 0 }
  }

  #newClientId(): number {
    return 2 + below(this.#random, 2 ** 32 - 2)
  }

  async #startHub(): Promise<void> {
    this.#hub = await SimHub.start({ folder: this.#folder, disk: this.#disk, clock: this.#clock, people: this.#people, isRecovering: () => this.#isRecovering() })
  }

  #connect(participant: Participant): void {
    participant.strikes = 0
    participant.peer.connect(this.#hub.room)
  }

  #cut(participant: Participant): void {
    participant.strikes = 0
    participant.peer.cut()
  }

  #deliverSome({ peer }: Participant): void {
    const isUp = this.#random() < 0.5
    for (let left = 1 + below(this.#random, 8); left > 0; left--) if (!(isUp ? peer.deliverUp() : peer.deliverDown())) break
    if (this.#random() < 0.5) this.#clock.advance(below(this.#random, 30))
  }

  #restartPeer(participant: Participant): void {
    const { peer } = participant
    participant.strikes = 0
    peer.restart(this.#newClientId(), !participant.isVillain && this.#random() < 0.8 ? Y.encodeStateAsUpdate(peer.doc) : null)
  }

  async #restartHub(): Promise<void> {
    for (const participant of this.#participants) this.#cut(participant)
    const kind = this.#random()
    if (kind < 0.6) {
      if (kind < 0.2) this.#hub.kill()
      else await this.#hub.lose(this.#random())
      this.#recoveringUntil = this.#clock.now() + RECOVERY_MS
    } else {
      this.#disk.isFull = false
      await this.#hub.settle()
      await this.#hub.close()
    }
    this.#broken.push(...this.#hub.broken.map(String))
    await this.#startHub()
  }

  #isRecovering(): boolean {
    return this.#clock.now() < this.#recoveringUntil
  }

  async #turnDisk(): Promise<void> {
    this.#disk.isFull = !this.#disk.isFull
    if (!this.#disk.isFull) await this.#hub.settle()
  }

  #misbehave(participant: Participant): void {
    const { peer: villain } = participant
    if (!participant.isVillain) return
    const random = this.#random
    if (!villain.isConnected) this.#connect(participant)
    const target = { villain, victim: pick(random, this.#participants).peer, random }
    const kind = random()
    if (kind < 0.25) villain.sendRaw(updateMessage(preDeletes(target)))
    else if (kind < 0.5) for (let left = 1 + below(random, 5); left > 0; left--) this.#sendBroken(villain, brokenMessage(target))
    else {
      const update = target.victim === villain ? null : pick(random, FORBIDDEN)(target)
      if (!update) return
      villain.sendRaw(updateMessage(update))
      participant.strikes++
    }
  }

  /** In a recovery who may write is believed about what others wrote, so that a forged answer would count as theirs. */
  #sendBroken(villain: SimPeer, message: Uint8Array): void {
    if (!this.#isRecovering() || !isReply(message)) villain.sendRaw(message)
  }

  /** What is still on its way is delivered; whoever sent something forbidden must be gone then. */
  #settleVillain(participant: Participant): void {
    while (participant.peer.deliverUp());
    for (let ms = 0; ms < 7_000; ms += 500) this.#clock.advance(500)
    if (participant.strikes > 0 && participant.peer.isConnected) this.#unpunished++
    this.#lookAtClosings()
    participant.peer.cut()
  }

  #lookAtClosings(): void {
    for (const participant of this.#participants) {
      const { peer, name, isVillain } = participant
      for (const closing of peer.closings.slice(participant.seen)) {
        const reason = closing.split(' ')[0] as CloseReason
        participant.strikes = 0
        if (!CLOSE_CODES[reason].isFinal && !isVillain) continue
        if (!isVillain && !(this.#isOver && WITHOUT_RECOVERY.has(reason))) this.#honestRefused.push(`${name}: ${closing}`)
        // Its copy holds what was refused: it starts over, as the application does.
        peer.restart(this.#newClientId(), null)
      }
      participant.seen = peer.closings.length
    }
  }

  async #readBack(): Promise<Y.Doc> {
    return must(await loadDocument(join(this.#folder, 'meeting.log'), () => undefined)).doc
  }
}
