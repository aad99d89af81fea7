import { toInstant } from '../../../shared/lib/instant.ts'
import type { Access, StoredSession } from './accessFile.ts'

/** A session as the hub knows it now. */
export interface KnownSession extends Omit<StoredSession, 'hash' | 'lastSeenAt'> {
  /** In ms; what the file says of it is `writtenAt`. */
  readonly seenAt: number
  readonly writtenAt: number
}

const DAY_MS = 24 * 3_600_000
/** A session that was not used for so long no longer counts: a forgotten laptop does not stay a way in. */
export const SESSION_IDLE_DAYS = 90
/** An expired session is forgotten only then: a hub whose clock ran ahead for a while must not sign everybody out for good. */
const FORGET_DAYS = 2 * 365

/** Sessions by the hash of their token and by their id, and when each was last seen. */
export class SessionIndex {
  #byHash: ReadonlyMap<string, StoredSession> = new Map()
  #byId: ReadonlyMap<string, StoredSession> = new Map()
  readonly #seen = new Map<string, number>()

  replace(sessions: readonly StoredSession[]): void {
    this.#byHash = new Map(sessions.map((session) => [session.hash, session]))
    this.#byId = new Map(sessions.map((session) => [session.id, session]))
    for (const id of this.#seen.keys()) if (!this.#byId.has(id)) this.#seen.delete(id)
  }

  /** Found by a hash of 256 random bits: how long the look-up takes tells nothing of the token. */
  byHash(hash: string): KnownSession | undefined {
    return this.#known(this.#byHash.get(hash))
  }

  byId(id: string): KnownSession | undefined {
    return this.#known(this.#byId.get(id))
  }

  /** `now` in ms. */
  see(id: string, now: number): void {
    this.#seen.set(id, now)
  }

  isExpired({ seenAt }: Pick<KnownSession, 'seenAt'>, now: number): boolean {
    return now - seenAt >= SESSION_IDLE_DAYS * DAY_MS
  }

  /** Those that count, last seen first. */
  list(now: number): readonly KnownSession[] {
    return [...this.#byId.values()]
      .flatMap((stored) => this.#known(stored) ?? [])
      .filter((session) => !this.isExpired(session, now))
      .toSorted((a, b) => b.seenAt - a.seenAt)
  }

  /** `sessions` as they go to the disk: with when they were last seen, without those nobody has used for long. */
  kept(sessions: readonly StoredSession[], now: number): StoredSession[] {
    return sessions.flatMap((session) => {
      const seenAt = this.#seenAt(session)
      return now - seenAt >= FORGET_DAYS * DAY_MS ? [] : [{ ...session, lastSeenAt: toInstant(new Date(seenAt)) }]
    })
  }

  #known(stored: StoredSession | undefined): KnownSession | undefined {
    if (!stored) return undefined
    const { id, personId, createdAt, client } = stored
    return { id, personId, createdAt, client, seenAt: this.#seenAt(stored), writtenAt: Date.parse(stored.lastSeenAt) }
  }

  #seenAt({ id, lastSeenAt }: StoredSession): number {
    return Math.max(this.#seen.get(id) ?? 0, Date.parse(lastSeenAt))
  }
}

/** Whether a secretary could let people in right now. */
export function hasSecretarySignedIn({ people, sessions }: Access): boolean {
  const secretaries = new Set(people.filter(({ role }) => role === 'secretary').map(({ id }) => id))
  return sessions.some(({ personId }) => secretaries.has(personId))
}
