import { useEffect, useState } from 'react'
import { meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import type { OpenMeeting } from './useMeeting.ts'
import { useJoined, useSelf } from './useSession.ts'
import { commandContext } from '../sync/commandContext.ts'
import { meetingUndo } from '../sync/meetingUndo.ts'

/** Holds a meeting's room open while a screen shows it: one context and one undo for the whole of it. */
export function useMeetingRoom(id: string): OpenMeeting | null {
  const { pool } = useJoined()
  const { personId, role, departmentId } = useSelf().writer
  const [open, setOpen] = useState<OpenMeeting | null>(null)
  useEffect(() => {
    const room = meetingRoom(id)
    const connection = pool.acquire(room)
    const meeting = connection.view(openMeetingDocument)
    const context = commandContext({ personId, role, departmentId })
    const undo = meetingUndo(meeting, context)
    setOpen({ id, meeting, connection, context, undo })
    return () => {
      undo.close()
      pool.release(room)
    }
  }, [pool, id, personId, role, departmentId])
  return open
}
