import { useCallback } from 'react'
import { proxyOf } from '../../../shared/room/quorumOf.ts'
import type { HoldsProxy } from '../../../shared/sync/access.ts'
import { useCollection } from './useCollection.ts'
import { useMeeting } from './useMeeting.ts'
import { useSelf } from './useSession.ts'

/** [C2] Whether the person at this window stands in for a department at an item of the open meeting, as the register says now. */
export function useHoldsProxy(): HoldsProxy {
  const { meeting } = useMeeting()
  const { id } = useSelf()
  const attendance = useCollection(meeting.attendance)
  const itemAttendance = useCollection(meeting.itemAttendance)
  return useCallback((departmentId, itemId) => proxyOf(attendance, itemAttendance, itemId, id) === departmentId, [attendance, itemAttendance, id])
}
