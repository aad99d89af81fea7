import type { Found } from './search/useSearch.ts'

/** What the screen remembers while a record is open, for whoever comes back to the search. */
export class ArchiveVisit {
  #found: Found | null = null
  #opened: string | null = null

  found(): Found | null {
    return this.#found
  }

  keepFound(found: Found | null): void {
    this.#found = found
  }

  /** @param opened `data-hit` of the link that is followed */
  open(opened: string): void {
    this.#opened = opened
  }

  /** The link that was followed last; asked a second time, null. */
  takeOpened(): string | null {
    const opened = this.#opened
    this.#opened = null
    return opened
  }
}
