import { useEffect } from 'react'
import { recordAttendance, usualAttendance } from '../../../../../shared/model/attendance.ts'
import type { MeetingInfo } from '../../../../../shared/schema/meeting.ts'
import { useRecord } from '../../../hooks/useCollection.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { useRoomState } from '../../../hooks/useRoomState.ts'
import { useSelf } from '../../../hooks/useSession.ts'
import { commandContext } from '../../../sync/commandContext.ts'

/** Opening a meeting this long before it starts is coming to it, in ms; earlier it is preparing. */
const COMING = 60 * 60_000

/**
 * Signs the person at this window in when they come to a meeting: once, so that taking it back stays taken back, and
 * outside their undo, so that Ctrl+Z takes back what they did themselves.
 */
export function useSignIn({ id, startsAt, currentItemId }: MeetingInfo): void {
  const { meeting, connection } = useMeeting()
  const self = useSelf()
  const mayWrite = useMayWrite('attendance', { personId: self.id })
  const isLive = useRoomState(connection).state === 'live'
  const isSignedIn = useRecord(meeting.attendance, self.id) !== undefined
  const { id: personId, name, role, departmentId } = self
  useEffect(() => {
    const isComing = currentItemId !== null || Date.now() >= Date.parse(startsAt) - COMING
    if (!isLive || isSignedIn || !mayWrite || !isComing || !claim(`huishang/signed-in/${personId}/${id}`)) return
    const context = commandContext({ personId, role, departmentId })
    recordAttendance(meeting, { id: personId, name, role, departmentId }, usualAttendance({ role }), context)
  }, [meeting, id, startsAt, currentItemId, isLive, isSignedIn, mayWrite, personId, name, role, departmentId])
}

/** True the first time on this machine. */
function claim(key: string): boolean {
  try {
    if (window.localStorage.getItem(key) !== null) return false
    window.localStorage.setItem(key, new Date().toISOString())
    return true
  } catch {
    return false
  }
}
