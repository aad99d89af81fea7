import { useState, type ReactNode } from 'react'
import { meetingRoom } from '../../../../shared/model/DirectoryDocument.ts'
import { MeetingContext, type OpenMeeting } from '../../hooks/useMeeting.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useMeetingRoom } from '../../hooks/useMeetingRoom.ts'
import { useRoomState } from '../../hooks/useRoomState.ts'
import type { MeetingTab } from '../../hooks/useRoute.ts'
import { useJoined } from '../../hooks/useSession.ts'
import { MeetingRoomView } from './MeetingRoomView.tsx'
import { MeetingUnavailable } from './MeetingUnavailable.tsx'
import './meeting.css'

export interface MeetingScreenProps {
  readonly id: string
  readonly tab: MeetingTab
  /** The record this window looks at: on the agenda tab an item, where null follows the room. */
  readonly itemId: string | null
  readonly board: ReactNode
  readonly actions: ReactNode
}

/** Starting over forgets this machine's copy with everything the hub did not take, and opens the meeting from the hub. */
export function MeetingScreen(props: MeetingScreenProps) {
  const { pool } = useJoined()
  const [attempt, setAttempt] = useState(0)
  const startOver = async (): Promise<void> => {
    await pool.discard(meetingRoom(props.id))
    setAttempt(attempt + 1)
  }
  return <MeetingRoom key={attempt} {...props} onStartOver={startOver} />
}

interface MeetingRoomProps extends MeetingScreenProps {
  readonly onStartOver: () => Promise<void>
}

function MeetingRoom({ id, ...place }: MeetingRoomProps) {
  const open = useMeetingRoom(id)
  return open && <Opened {...place} open={open} />
}

interface OpenedProps extends Omit<MeetingRoomProps, 'id'> {
  readonly open: OpenMeeting
}

/** What there is of the meeting on this machine decides, not whether the network is there. */
function Opened({ open, ...place }: OpenedProps) {
  const state = useRoomState(open.connection)
  const info = useCollection(open.meeting.info)[0]
  if (!info) return <MeetingUnavailable state={state} onRetry={() => open.connection.resume()} />
  return (
    <MeetingContext value={open}>
      <MeetingRoomView {...place} info={info} state={state} />
    </MeetingContext>
  )
}
