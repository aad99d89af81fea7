import { useCallback } from 'react'
import { spokenAs, type SpokenAs } from '../../../../../shared/room/spokenAs.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useJoined } from '../../../hooks/useSession.ts'

/** As what a person spoke for a department: as they were registered at the meeting, else as the directory has them. */
export function useSpokenAs(): (personId: string, departmentId: string) => SpokenAs {
  const people = useCollection(useJoined().directory.people)
  const attendance = useCollection(useMeeting().meeting.attendance)
  return useCallback((personId, departmentId) => spokenAs(attendance.find(({ id }) => id === personId) ?? people.find(({ id }) => id === personId), departmentId), [attendance, people])
}
