import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { Presence } from '../../../shared/schema/presence.ts'
import type { PresentPerson } from '../sync/PresenceStore.ts'
import type { RoomConnection } from '../sync/RoomConnection.ts'

export type { PresentPerson } from '../sync/PresenceStore.ts'

/** Everyone else in the room, one entry per window, in a stable order. */
export function usePresence({ presence }: RoomConnection): readonly PresentPerson[] {
  return useSyncExternalStore(presence.subscribe, presence.read)
}

/** Tells the room where this window is. What it does not name (usually `editing`) stays as it was. */
export function useAnnounce({ presence }: RoomConnection, said: Partial<Presence>): void {
  const key = JSON.stringify(said)
  useEffect(() => presence.announce(JSON.parse(key) as Partial<Presence>), [presence, key])
}

/** A field that says when it is being edited and shows when somebody else is in it. */
export interface EditedField {
  /** Names of the others who are in the field now. */
  readonly others: readonly string[]
  readonly enter: () => void
  readonly leave: () => void
}

/** @param path `<section>/<record>/<key>` */
export function useEditedField(connection: RoomConnection, path: string): EditedField {
  const people = usePresence(connection)
  const { presence } = connection
  const enter = useCallback(() => presence.announce({ editing: path }), [presence, path])
  const leave = useCallback(() => presence.announce({ editing: null }), [presence])
  const others = people.filter(({ editing }) => editing === path).map(({ person }) => person.name)
  return { others: [...new Set(others)], enter, leave }
}
