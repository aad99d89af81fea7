/** The hub as the author of what it writes itself. No person's id contains a colon. */
export const HUB_AUTHOR = 'hub:'

/**
 * Which person each Yjs client id of one document belongs to. An id belongs to whoever used it first and is never given
 * to another: whoever could write under it would make its owner's next edit vanish.
 */
export class ClientOwners {
  readonly #owners: Map<number, string>

  constructor(entries: Iterable<readonly [client: number, personId: string]> = []) {
    this.#owners = new Map(entries)
  }

  owner(client: number): string | undefined {
    return this.#owners.get(client)
  }

  /** @returns false if the id belongs to another person; then nothing changes. */
  claim(client: number, personId: string): boolean {
    const owner = this.#owners.get(client)
    if (owner === undefined) this.#owners.set(client, personId)
    return owner === undefined || owner === personId
  }

  entries(): readonly (readonly [client: number, personId: string])[] {
    return [...this.#owners]
  }
}
