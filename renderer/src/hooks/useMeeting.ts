import { createContext, useContext } from 'react'
import type { CommandContext } from '../../../shared/model/context.ts'
import { assert } from '../../../shared/lib/assert.ts'
import type { MeetingDocument, MeetingSection } from '../../../shared/model/MeetingDocument.ts'
import { mayWrite, type Owner } from '../../../shared/sync/access.ts'
import type { RoomConnection } from '../sync/RoomConnection.ts'
import type { Undo } from '../sync/meetingUndo.ts'
import { useCollection } from './useCollection.ts'
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

export function useIsClosed(): boolean {
  const info = useCollection(useMeeting().meeting.info)[0]
  return info !== undefined && info.closedAt !== null
}

/** Whether the person at this window may write there: what the hub refuses, the screen disables. */
export function useMayWrite(section: MeetingSection, owner?: Owner): boolean {
  const { writer } = useSelf()
  return !useIsClosed() && mayWrite('meeting', section, writer, owner)
}
