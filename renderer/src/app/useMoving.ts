import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useNotice } from '../hooks/useNotice.ts'
import type { Joined } from '../hooks/useSession.ts'
import type { Session } from '../sync/session.ts'
import { useFollowHost, type Moved } from './useFollowHost.ts'

/** Moves the window to where the workspace is hosted now, and says so in plain words. */
export function useMoving(session: Session, rooms: Pick<Joined, 'directoryConnection' | 'directory'> | null, onMoved: (session: Session) => void): void {
  const { t } = useTranslation('handover')
  const notice = useNotice()
  const directory = rooms?.directory
  const move = useCallback(
    ({ url, hubId, fingerprint }: Moved) => {
      const { fingerprint: _old, ...rest } = session
      onMoved({ ...rest, hubUrl: url, ...(fingerprint !== null && { fingerprint }) })
      const personId = directory?.hosts.get(hubId)?.personId
      const name = directory?.people.list().find(({ id }) => id === personId)?.name
      if (personId === session.person.id) notice.success(t('movedHere'))
      else notice.success(name === undefined ? t('moved') : t('movedTo', { name }))
    },
    [session, directory, notice, onMoved, t],
  )
  useFollowHost(session, rooms, move)
}
