import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { poolRoom } from '../../../shared/model/PoolDocument.ts'
import { mayRead } from '../../../shared/sync/access.ts'
import { useRecord } from '../hooks/useCollection.ts'
import { useNotice } from '../hooks/useNotice.ts'
import { useJoined } from '../hooks/useSession.ts'

/** Deletes this machine's copies of what the person may no longer read, as soon as the directory says who they are now. */
export function ForgetRooms() {
  const { t } = useTranslation('pool')
  const { directory, session, pool } = useJoined()
  // Not what the session was given once: that may be long over, and what was written offline would go with it.
  const self = useRecord(directory.people, session.person.id)
  const notice = useNotice()
  const [role, departmentId] = [self?.role, self?.departmentId ?? null]
  useEffect(() => {
    if (role === undefined) return
    const prefix = poolRoom('')
    const mayKeep = (room: string): boolean => !room.startsWith(prefix) || mayRead({ role, departmentId }, { kind: 'pool', departmentId: room.slice(prefix.length) })
    void pool.forget(mayKeep).then((rooms) => {
      const names = rooms.flatMap((room) => directory.departments.get(room.slice(prefix.length))?.name ?? [])
      if (names.length > 0) notice.success(t('forgotten', { departments: names.join(t('listComma')) }))
    })
  }, [role, departmentId, pool, directory, notice, t])
  return null
}
