import { useMemo } from 'react'
import { itemDecision, type ItemDecision } from '../../../../../shared/room/itemDecision.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'

/** Where departments stand on a subject of an item, and what that comes to, kept up to date. */
export function useItemDecision(itemId: string, subjectId: string): ItemDecision {
  const { meeting } = useMeeting()
  const bodies = useCollection(meeting.bodies)
  const itemRules = useCollection(meeting.itemRules)
  const rounds = useCollection(meeting.rounds)
  const attendance = useCollection(meeting.attendance)
  const itemAttendance = useCollection(meeting.itemAttendance)
  const positions = useCollection(meeting.positions)
  const conditionEvents = useCollection(meeting.conditionEvents)
  return useMemo(
    () => itemDecision({ bodies, itemRules, rounds, attendance, itemAttendance, positions, conditionEvents }, itemId, subjectId),
    [bodies, itemRules, rounds, attendance, itemAttendance, positions, conditionEvents, itemId, subjectId],
  )
}
