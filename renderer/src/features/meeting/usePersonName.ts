import { useCallback } from 'react'
import { useCollection } from '../../hooks/useCollection.ts'
import { useMeeting } from '../../hooks/useMeeting.ts'
import { useJoined } from '../../hooks/useSession.ts'

/** Name of a person by id: as the directory has it, else as they signed in at this meeting. */
export function usePersonName(): (id: string) => string {
  const people = useCollection(useJoined().directory.people)
  const attendance = useCollection(useMeeting().meeting.attendance)
  return useCallback((id) => (people.find((person) => person.id === id) ?? attendance.find((person) => person.id === id))?.name ?? id, [people, attendance])
}
