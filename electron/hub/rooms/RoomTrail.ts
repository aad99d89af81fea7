import type { ClientOwners } from '../../../shared/sync/check/ClientOwners.ts'
import type { Journal } from './Journal.ts'
import type { HistoryEntry, RecordHistory } from './RecordHistory.ts'

export type Claims = readonly (readonly [client: number, personId: string])[]

interface TrailParts {
  readonly owners: ClientOwners
  readonly journal: Pick<Journal, 'append'>
  readonly history: Pick<RecordHistory, 'all' | 'adopt' | 'onSaved'>
}

/** An update that changes nothing: no clients, no deletions. */
const NOTHING = Uint8Array.from([0, 0])

/** Who wrote what in one room, as hubs of a workspace share it besides the document itself. */
export class RoomTrail {
  readonly #parts: TrailParts
  readonly #listeners = new Set<(claims: Claims) => void>()

  constructor(parts: TrailParts) {
    this.#parts = parts
  }

  /** Whom the client ids of the document belong to. */
  claims(): Claims {
    return this.#parts.owners.entries()
  }

  /** Called with ids that are new here, before anybody sees what was written under them. @returns a function that stops it. */
  onClaims(listener: (claims: Claims) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells of ids that the room has noted itself. */
  tell(claims: Claims): void {
    if (claims.length > 0) for (const listener of this.#listeners) listener(claims)
  }

  /** Takes in what another hub knows, with the operating system when it returns. */
  adoptClaims(claims: Claims): void {
    const changed = this.#parts.owners.adopt(claims)
    if (changed.length === 0) return
    this.#parts.journal.append({ update: NOTHING, claims: changed })
    this.tell(changed)
  }

  entries(): Promise<readonly HistoryEntry[]> {
    return this.#parts.history.all()
  }

  adoptEntries(entries: readonly HistoryEntry[]): Promise<void> {
    return this.#parts.history.adopt(entries)
  }

  onEntry(listener: (entry: HistoryEntry) => void): () => void {
    return this.#parts.history.onSaved(listener)
  }
}
