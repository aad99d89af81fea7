import { isDeepStrictEqual } from 'node:util'
import { toInstant } from '../../../shared/lib/instant.ts'
import { compareHosts } from '../../../shared/model/DirectoryDocument.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { HostEntry } from '../../../shared/schema/directory.ts'
import type { AccessStore } from '../access/AccessStore.ts'
import type { OwnHub } from '../access/replica.ts'
import type { Directory } from '../Directory.ts'
import type { Standing } from './linkMessages.ts'
import type { LinkSession } from './LinkSession.ts'

export interface StandingParts {
  readonly access: AccessStore
  readonly directory: Directory
  /** Where others reach this hub, and by which certificate, as of now. */
  readonly network: () => Pick<HostEntry, 'addresses' | 'fingerprint'>
  readonly now: () => Date
  readonly log: (line: string) => void
}

const COPY_MS = 1_000
/** Terms rise by one with each taking over: one that is further ahead of all that is known is no honest hub's. */
const LONGEST_LEAP = 10_000

/**
 * Whether this hub hosts the workspace or keeps up with the one that does. Each taking over has a term greater than any
 * known; when two that host meet, the lesser term gives way. What both took in meanwhile is merged by then or soon
 * after: who hosts decides who goes on, never whose edits count.
 */
export class HubStanding {
  readonly #parts: StandingParts
  readonly #listeners = new Set<() => void>()
  #highestHeard = 0
  #personId: string | null = null
  #links: () => readonly Pick<LinkSession, 'settled' | 'pausedBy'>[] = () => []

  constructor(parts: StandingParts) {
    this.#parts = parts
  }

  get isHosting(): boolean {
    return this.#own.mode === 'hosting'
  }

  own(): Standing {
    const { id, mode, term } = this.#own
    return { hubId: id, mode, term }
  }

  /** Called after every change of who hosts. @returns a function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * What another hub says of itself. If both host, the one of us with the lesser claim stands by from now on.
   * @returns an error, and nothing has changed, if it can't be: a term beyond all counting would leave none above it.
   */
  async hear(other: Standing): Promise<Result<void, { readonly kind: 'term-impossible' }>> {
    const isFirst = this.#highestHeard === 0 && this.#own.term === 0
    if (!isFirst && !this.#isInReach(other.term)) return err({ kind: 'term-impossible' })
    this.#highestHeard = Math.max(this.#highestHeard, other.term)
    if (other.mode !== 'hosting' || !this.isHosting) return ok()
    if (compareHosts({ id: other.hubId, term: other.term }, { id: this.#own.id, term: this.#own.term }) > 0) return ok()
    this.#parts.log('another hub hosts the workspace: this one stands by')
    await this.#change({ mode: 'standby' })
    return ok()
  }

  /** Hosts from now on; not while its own disk refuses, when it would have to send everybody away. */
  async takeOver(): Promise<Result<void, { readonly kind: 'already-hosting' | 'not-saving' }>> {
    if (this.isHosting) return err({ kind: 'already-hosting' })
    if (!this.#parts.directory.isWritable()) return err({ kind: 'not-saving' })
    const terms = this.#parts.directory.hosts.list().flatMap(({ term }) => (this.#isInReach(term) ? [term] : []))
    return this.#change({ mode: 'hosting', term: Math.max(this.#highestHeard, this.#own.term, ...terms) + 1 })
  }

  /** Whose machine this is, if it is known: as it was said in this run, or in an earlier one. */
  get personId(): string | null {
    return this.#personId ?? this.#parts.directory.hosts.get(this.#own.id)?.personId ?? null
  }

  /** The person at this machine, as its window says. */
  belongTo(personId: string): void {
    if (this.#personId === personId) return
    this.#personId = personId
    this.show()
  }

  /** The links that are up, once there can be any. */
  linkedBy(links: () => readonly Pick<LinkSession, 'settled' | 'pausedBy'>[]): void {
    this.#links = links
  }

  /**
   * Resolves when the hubs that are linked have everything up to now on their disks, or after a second: what the API has
   * answered must not be gone if this machine dies at the next moment. One whose disk refuses is not waited for.
   */
  async copied(): Promise<void> {
    const links = this.#links().filter(({ pausedBy }) => pausedBy === null)
    if (links.length === 0) return
    const patience = { timer: undefined as NodeJS.Timeout | undefined }
    const late = new Promise<void>((resolve) => (patience.timer = setTimeout(resolve, COPY_MS)))
    await Promise.race([late, Promise.all(links.map((link) => link.settled()))])
    clearTimeout(patience.timer)
  }

  /**
   * Tells everyone where this hub is and how it stands: because that changed, because its copy is `whole` as of now, or
   * because its machine is `leaving` on purpose.
   */
  show(why: 'changed' | 'whole' | 'leaving' = 'changed'): void {
    const { id, mode, term } = this.#own
    const { directory, network, now } = this.#parts
    // What a copy says of itself while it can't be kept would come later, as news.
    if (!this.isHosting && !directory.isWritable()) return
    const before = directory.hosts.get(id)
    const state = why === 'leaving' ? 'left' : mode
    const behind = before && !this.isHosting && why !== 'whole' ? { goneSince: before.goneSince, notSavingSince: before.notSavingSince } : { goneSince: null, notSavingSince: null }
    const since = before?.state === state && before.term === term ? before.since : toInstant(now())
    const entry: HostEntry = { id, personId: this.personId, state, term, since, ...behind, ...network() }
    if (before === undefined || !isDeepStrictEqual(before, entry)) directory.showHost(entry)
  }

  #isInReach(term: number): boolean {
    return term <= Math.max(this.#highestHeard, this.#own.term) + LONGEST_LEAP
  }

  get #own(): OwnHub {
    const own = this.#parts.access.ownHub
    if (!own) throw new Error('this hub has no place among the others yet')
    return own
  }

  async #change(changes: Partial<Pick<OwnHub, 'mode' | 'term'>>): Promise<Result<void, { readonly kind: 'not-saving' }>> {
    const changed = await this.#parts.access.changeHub(changes)
    if (!changed.ok) return changed
    this.show()
    for (const listener of this.#listeners) listener()
    return ok()
  }
}
