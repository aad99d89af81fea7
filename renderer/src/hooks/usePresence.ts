import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { PresenceSchema, type Presence } from '../../../shared/schema/presence.ts'
import type { RoomConnection } from '../sync/RoomConnection.ts'

export interface PresentPerson extends Presence {
  readonly clientId: number
}

/** Everyone else in the room, one entry per window, in a stable order. What does not fit the schema is left out. */
export function usePresence(connection: RoomConnection): readonly PresentPerson[] {
  const { awareness } = connection
  const last = useRef<{ key: string; people: readonly PresentPerson[] }>({ key: '', people: [] })
  const subscribe = useCallback(
    (listener: () => void) => {
      awareness.on('change', listener)
      return () => awareness.off('change', listener)
    },
    [awareness],
  )
  const read = useCallback(() => {
    const people: PresentPerson[] = []
    for (const [clientId, state] of awareness.getStates()) {
      const presence = PresenceSchema.safeParse(state['presence'])
      if (clientId !== awareness.clientID && presence.success) people.push({ clientId, ...presence.data })
    }
    people.sort((a, b) => a.clientId - b.clientId)
    const key = JSON.stringify(people)
    if (key !== last.current.key) last.current = { key, people }
    return last.current.people
  }, [awareness])
  return useSyncExternalStore(subscribe, read)
}

/** Tells the room where this window is. */
export function useAnnounce(connection: RoomConnection, presence: Presence): void {
  const key = JSON.stringify(presence)
  useEffect(() => {
    connection.awareness.setLocalStateField('presence', JSON.parse(key))
  }, [connection, key])
}
