import { DIRECTORY_ROOM, meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import type { RoomKind } from '../../../shared/sync/access.ts'
import type { Meetings } from './Meetings.ts'

/** What the room is, or undefined if there is none of this name. */
export function roomKind(name: string, meetings: Pick<Meetings, 'has'>): RoomKind | undefined {
  if (name === DIRECTORY_ROOM) return 'directory'
  return isMeetingRoom(name) && meetings.has(meetingIdOf(name)) ? 'meeting' : undefined
}

/** Whether the room no longer changes. */
export function isFrozen(name: string, meetings: Pick<Meetings, 'isClosed'>): boolean {
  return isMeetingRoom(name) && meetings.isClosed(meetingIdOf(name))
}

export function isMeetingRoom(name: string): boolean {
  return name.startsWith(meetingRoom(''))
}

/** Of a meeting's room. */
export function meetingIdOf(room: string): string {
  return room.slice(meetingRoom('').length)
}
