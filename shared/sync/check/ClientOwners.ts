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

  /**
   * Takes in what another hub of the workspace knows. If both knew an id of two persons, the one whose id sorts first
   * has it from now on, so that every hub comes to the same. Nothing that was written is touched by this: the other
   * person's window is refused its next edit under that id, keeps the text, and goes on under a new id.
   * @returns what changed here.
   */
  adopt(claims: Iterable<readonly [client: number, personId: string]>): readonly (readonly [client: number, personId: string])[] {
    const changed = [...claims].filter(([client, personId]) => {
      const owner = this.#owners.get(client)
      return owner === undefined || personId < owner
    })
    for (const [client, personId] of changed) this.#owners.set(client, personId)
    return changed
  }

  entries(): readonly (readonly [client: number, personId: string])[] {
    return [...this.#owners]
  }
}
