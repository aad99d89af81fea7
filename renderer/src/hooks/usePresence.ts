import { useEffect, useSyncExternalStore } from 'react'
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
