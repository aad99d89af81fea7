import type { AccessStore } from './AccessStore.ts'

/** What another hub changed in who may enter counts here as if it had been asked of this one. */
export function followAccess(access: Pick<AccessStore, 'sessionIds' | 'onChange'>, endSession: (sessionId: string) => void): void {
  const known = { sessions: access.sessionIds }
  access.onChange(() => {
    const now = new Set(access.sessionIds)
    for (const id of known.sessions) if (!now.has(id)) endSession(id)
    known.sessions = [...now]
  })
}
