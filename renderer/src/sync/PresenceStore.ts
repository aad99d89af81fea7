import type { Awareness } from 'y-protocols/awareness'
import { PresenceSchema, type Presence } from '../../../shared/schema/presence.ts'

export interface PresentPerson extends Presence {
  readonly clientId: number
}

const FIELD = 'presence'

/**
 * Everyone else in a room, one entry per window, in a stable order; and what this window says of itself. The list
 * keeps its identity until it changes, whoever moves a caret. What does not fit the schema is left out.
 */
export class PresenceStore {
  readonly #awareness: Awareness
  readonly #listeners = new Set<() => void>()
  #people: readonly PresentPerson[] = []
  #key = '[]'

  constructor(awareness: Awareness) {
    this.#awareness = awareness
    awareness.on('change', this.#follow)
  }

  readonly read = (): readonly PresentPerson[] => this.#people

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Changes what this window says of itself and keeps the rest. */
  announce(changes: Partial<Presence>): void {
    const said = this.#awareness.getLocalState()?.[FIELD] as Partial<Presence> | undefined
    this.#awareness.setLocalStateField(FIELD, { ...said, ...changes })
  }

  close(): void {
    this.#listeners.clear()
    this.#awareness.off('change', this.#follow)
  }

  readonly #follow = (): void => {
    const people: PresentPerson[] = []
    for (const [clientId, state] of this.#awareness.getStates()) {
      if (clientId === this.#awareness.clientID) continue
      const presence = PresenceSchema.safeParse(state[FIELD])
      if (presence.success) people.push({ clientId, ...presence.data })
    }
    people.sort((a, b) => a.clientId - b.clientId)
    const key = JSON.stringify(people)
    if (key === this.#key) return
    this.#key = key
    this.#people = people
    for (const listener of this.#listeners) listener()
  }
}
