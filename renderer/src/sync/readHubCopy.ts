import { meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { meetingInfo, openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { takeSnapshot } from '../../../shared/model/snapshot.ts'
import type { MeetingSnapshot } from '../../../shared/schema/snapshot.ts'
import { RoomConnection } from './RoomConnection.ts'
import type { Session } from './session.ts'

/** How long to wait for the hub, in ms. */
const PATIENCE = 5000

/** The meeting as the hub has it, without anything of this machine's copy; null if the hub can't be asked now. */
export async function readHubCopy(session: Session, meetingId: string): Promise<MeetingSnapshot | null> {
  const connection = new RoomConnection(session, meetingRoom(meetingId), { keepsCopy: false })
  try {
    const isLive = await untilLive(connection)
    const meeting = openMeetingDocument(connection.doc)
    return isLive && meetingInfo(meeting) ? takeSnapshot(meeting, []) : null
  } finally {
    connection.close()
  }
}

function untilLive(connection: RoomConnection): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE)
    const stop = connection.subscribe(() => {
      const { state } = connection.read()
      if (state !== 'live' && state !== 'refused') return
      clearTimeout(timer)
      stop()
      resolve(state === 'live')
    })
  })
}
