import { useMemo } from 'react'
import { floorOf, type Floor } from '../../../../../../shared/room/floorOf.ts'
import { useCollection } from '../../../../hooks/useCollection.ts'
import { useMeeting } from '../../../../hooks/useMeeting.ts'

/** Who has the floor and who waits for it at this item. */
export function useFloor(itemId: string): Floor {
  const { meeting } = useMeeting()
  const requests = useCollection(meeting.speakerRequests)
  const events = useCollection(meeting.floorEvents)
  return useMemo(() => {
    const floor = floorOf(requests, events)
    return { ...floor, queue: floor.queue.filter((request) => request.itemId === itemId) }
  }, [requests, events, itemId])
}
