import { createContext, useContext } from 'react'
import type { CommandContext } from '../../../shared/model/context.ts'
import { assert } from '../../../shared/lib/assert.ts'
import type { MeetingDocument, MeetingSection } from '../../../shared/model/MeetingDocument.ts'
import { mayWrite, type Owner } from '../../../shared/sync/access.ts'
import type { RoomConnection } from '../sync/RoomConnection.ts'
import type { Undo } from '../sync/meetingUndo.ts'
import { useCollection } from './useCollection.ts'
import { useRoomState } from './useRoomState.ts'
import { useSelf } from './useSession.ts'

/** The open meeting, for every view inside it. */
export interface OpenMeeting {
  readonly id: string
  readonly meeting: MeetingDocument
  readonly connection: RoomConnection
  /** One object as long as the meeting is open: commands write with it, undo follows it. */
  readonly context: CommandContext
  readonly undo: Undo
}

export const MeetingContext = createContext<OpenMeeting | null>(null)

export function useMeeting(): OpenMeeting {
  const open = useContext(MeetingContext)
  assert(open !== null, 'useMeeting outside MeetingContext')
  return open
}

/** Closed as its document says, or as the hub said when it refused an edit made here meanwhile. */
export function useIsClosed(): boolean {
  const { meeting, connection } = useMeeting()
  const info = useCollection(meeting.info)[0]
  const state = useRoomState(connection)
  return (info !== undefined && info.closedAt !== null) || (state.state === 'refused' && state.reason === 'meeting-closed')
}

/** Whether the person at this window may write there: what the hub refuses, the screen disables. */
export function useMayWrite(section: MeetingSection, owner?: Owner): boolean {
  const { writer } = useSelf()
  return !useIsClosed() && mayWrite('meeting', section, writer, owner)
}
