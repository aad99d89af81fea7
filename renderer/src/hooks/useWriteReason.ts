import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingSection } from '../../../shared/model/MeetingDocument.ts'
import { mayWrite, type Owner } from '../../../shared/sync/access.ts'
import { useHoldsProxy } from './useHoldsProxy.ts'
import { useIsClosed } from './useMeeting.ts'
import { useSelf } from './useSession.ts'

/**
 * Why the person at this window may not write a record of `owner` there, in words for a tooltip; null if they may.
 * `useMayWrite` for lists whose records have different owners, with the reason that a disabled control owes.
 */
export function useWriteReason(section: MeetingSection): (owner?: Owner) => string | null {
  const { id: personId, role, departmentId } = useSelf()
  const isClosed = useIsClosed()
  const holdsProxy = useHoldsProxy()
  const { t } = useTranslation('errors')
  return useCallback(
    (owner) => {
      if (isClosed) return t('denied.closed')
      const writer = { personId, role, departmentId }
      if (mayWrite('meeting', section, writer, owner, holdsProxy)) return null
      return mayWrite('meeting', section, writer) ? t('denied.department') : t('denied.role')
    },
    [isClosed, holdsProxy, personId, role, departmentId, section, t],
  )
}
