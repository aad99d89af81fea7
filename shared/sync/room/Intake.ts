import * as Y from 'yjs'
import type { ReadRecord } from '../access.ts'
import type { Authored, Batch } from '../Batch.ts'
import { checkUpdate, type Checked } from '../check/checkUpdate.ts'
import type { ClientOwners } from '../check/ClientOwners.ts'
import { recordsWith } from '../check/recordFields.ts'
import type { TouchedRecord } from '../check/TouchedRecord.ts'
import type { Clock } from '../Clock.ts'
import type { Meter } from '../Meter.ts'
import type { CloseReason } from '../protocol.ts'
import type { Link } from './Link.ts'
import type { Incoming } from './ParkedUpdates.ts'
import { sameBytes } from './sameBytes.ts'

/** `passed-over`: left out without a word; what else it brings is not taken either. */
export type Verdict = 'allowed' | 'passed-over' | { readonly reason: CloseReason; readonly about?: string }

export interface RoomRules {
  /**
   * Whether the person may write that now. Asked of every update that adds anything, just before it is applied.
   * `broughtBy`: whose connection it came over, which is somebody else's only where that may bring others' edits.
   * `readRecord`: the plain fields of records as they are, and of those that the update itself puts in.
   */
  judge(personId: string, touched: readonly TouchedRecord[], broughtBy: string, readRecord: ReadRecord): Verdict
  /** Whether the document may change at all: asked of what is nobody's work, as when a client tidies formatting marks away. */
  mayChange(): boolean
  /** Whether the person's connections may carry edits under others' client ids: another hub's may, and all while a hub recovers. */
  mayBringOthers(personId: string, isReply: boolean): boolean
}

export interface IntakeParts {
  readonly doc: Y.Doc
  readonly owners: ClientOwners
  /** Who is present under a client id. */
  readonly announcedBy: (client: number) => string | undefined
  readonly sections: ReadonlySet<string>
  readonly rules: RoomRules
  readonly clock: Clock
  readonly meter: Meter
  refuse(link: Link, reason: CloseReason, about?: string): void
  /** There is something to flush. */
  onWork(): void
}

/** What one flush took in besides the update itself. */
export interface Taken {
  readonly authored: readonly Authored[]
  readonly claims: Batch['claims']
  /** The only connection that it came from, if it was one. */
  readonly onlyFrom: Link | null
}

/** How long an update may wait for what it hangs on. */
const PATIENCE_MS = 5_000
/** A connection's waiting updates are tried again when it sends more, and at most so often when only others do. */
const RETRY_MS = 250
/** Answers that added nothing and are known by their bytes: after a break all readers send the same. */
const MAX_KNOWN_REPLIES = 4

/** What peers wrote, on its way into the document: checked, judged, applied or refused; each update whole or not at all. */
export class Intake {
  readonly #parts: IntakeParts
  #queue: { readonly link: Link; readonly incoming: Incoming }[] = []
  /** Connections with updates that wait for what they hang on. */
  readonly #waiting = new Set<Link>()
  #knownReplies: Uint8Array[] = []
  #authored: Authored[] = []
  #claims: (readonly [number, string])[] = []
  readonly #senders = new Set<Link>()

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  receive(link: Link, incoming: Incoming): void {
    if (incoming.isReply && this.#knownReplies.some((known) => sameBytes(known, incoming.update))) return
    this.#queue.push({ link, incoming })
    this.#parts.onWork()
  }

  /** Whether something of this connection has come and has not been taken in yet. */
  hasFrom(link: Link): boolean {
    return this.#queue.some((queued) => queued.link === link)
  }

  forget(link: Link): void {
    this.#waiting.delete(link)
  }

  /** The document changed, and what waits may go in now. */
  retrySoon(): void {
    for (const link of this.#waiting)
      link.later('retry', RETRY_MS, () => {
        link.isRetryDue = true
        this.#parts.onWork()
      })
  }

  /**
   * Takes in what came, within the transaction under way.
   * @throws Broken if Yjs did not do with an update what the check says it would.
   */
  take(): Taken {
    const queue = this.#queue
    this.#queue = []
    this.#authored = []
    this.#claims = []
    this.#senders.clear()
    for (const { link, incoming } of queue) {
      const early = this.#takeOne(link, incoming)
      if (early) this.#park(link, early)
    }
    this.#retryWaiting()
    const [first = null] = this.#senders
    return { authored: this.#authored, claims: this.#claims, onlyFrom: this.#senders.size === 1 ? first : null }
  }

  /** @returns what has to wait, or null if it was taken in, refused, or known already. */
  #takeOne(link: Link, incoming: Incoming): Incoming | null {
    if (link.isRefused) return null
    const { doc, owners, announcedBy, sections, rules } = this.#parts
    const { personId } = link
    const { update, isReply, unowned = [] } = incoming
    const mayBringOthers = rules.mayBringOthers(personId, isReply)
    if (!mayBringOthers && unowned.some((client) => (owners.owner(client) ?? personId) !== personId)) {
      this.#parts.refuse(link, 'base-unknown')
      return null
    }
    const checked = checkUpdate(update, { doc, owners, announcedBy, personId, isReply, mayBringOthers, isHub: link.peer.isHub, sections })
    if (checked.state === 'known' && isReply) this.#rememberReply(update)
    if (checked.state === 'refused') this.#parts.refuse(link, checked.reason, checked.about)
    if (checked.state === 'early') return { update, isReply, unowned: incoming.unowned ?? checked.unowned }
    if (checked.state !== 'sound') return null
    if (checked.authored.length === 0 && !rules.mayChange()) return null
    const readRecord = recordsWith(doc, checked.authored)
    for (const authored of checked.authored) {
      const verdict = rules.judge(authored.personId, authored.touched, personId, readRecord)
      if (verdict === 'allowed') continue
      // It may be another's, who is not there yet and may: refused for good it is once nobody may bring others' edits.
      if (checked.isUncertain && !checked.isTidying && authored.personId === personId && isWriteRefused(verdict)) return { update, isReply, unowned: [] }
      // Every client does that on its own when it hears of formatted text: nobody's fault, and no loss.
      if (!checked.isTidying && verdict !== 'passed-over') this.#parts.refuse(link, verdict.reason, verdict.about)
      return null
    }
    this.#apply(link, checked.update)
    this.#note(link, checked)
    return null
  }

  #apply(link: Link, update: Uint8Array): void {
    const { doc } = this.#parts
    try {
      Y.applyUpdate(doc, update)
    } catch (error) {
      throw new Broken(link, error)
    }
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new Broken(link, new Error('an update that was sound is pending'))
  }

  #note(link: Link, { authored, claims }: Extract<Checked, { state: 'sound' }>): void {
    for (const [client, personId] of claims) {
      this.#parts.owners.claim(client, personId)
      this.#claims.push([client, personId])
    }
    this.#authored.push(...authored.map((each) => (each.personId === link.personId ? each : { ...each, broughtBy: link.personId })))
    this.#senders.add(link)
  }

  #rememberReply(update: Uint8Array): void {
    // Nothing to compare with: what is in the document stays in it.
    this.#knownReplies = [update.slice(), ...this.#knownReplies].slice(0, MAX_KNOWN_REPLIES)
  }

  #park(link: Link, incoming: Incoming): void {
    this.#parts.meter.add('parked')
    if (!link.parked.park(incoming, this.#parts.clock.now())) {
      this.#parts.refuse(link, 'base-unknown')
      return
    }
    this.#waiting.add(link)
    this.#limitWaiting(link)
  }

  #limitWaiting(link: Link): void {
    const since = link.parked.oldestSince
    if (since === null) return
    const left = since + PATIENCE_MS - this.#parts.clock.now()
    if (left <= 0) this.#parts.refuse(link, 'base-unknown')
    else link.later('patience', left, () => this.#limitWaiting(link))
  }

  #retryWaiting(): void {
    for (const link of this.#waiting) {
      if (!this.#senders.has(link) && !link.isRetryDue) continue
      link.isRetryDue = false
      link.parked.retry((incoming) => this.#takeOne(link, incoming) !== null)
      if (link.parked.isEmpty) this.#waiting.delete(link)
    }
    if (this.#senders.size > 0) this.retrySoon()
  }
}

function isWriteRefused(verdict: Verdict): boolean {
  return typeof verdict === 'object' && verdict.reason === 'write-refused'
}

/** The document can no longer be trusted: what the check found sound did not go in as it says. */
export class Broken extends Error {
  readonly link: Link

  constructor(link: Link, cause: unknown) {
    super('an update broke the room', { cause })
    this.link = link
  }
}
