import type { Sockets } from '../rooms/acceptSockets.ts'
import type { AccessStore } from './AccessStore.ts'

/**
 * Who may no longer be in, or in a room, is out at once: whether that was asked of this hub, or another hub changed it.
 */
export function followAccess(access: Pick<AccessStore, 'sessionIds' | 'onChange'>, { endSession, endForbidden }: Pick<Sockets, 'endSession' | 'endForbidden'>): void {
  const known = { sessions: access.sessionIds }
  access.onChange(() => {
    const now = new Set(access.sessionIds)
    for (const id of known.sessions) if (!now.has(id)) endSession(id)
    known.sessions = [...now]
    endForbidden()
  })
}
