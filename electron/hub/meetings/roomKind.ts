import { DIRECTORY_ROOM, meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { POOL_ROOM } from '../../../shared/model/PoolDocument.ts'
import { sectionsOf, type RoomKind } from '../../../shared/sync/access.ts'
import type { Meetings } from './Meetings.ts'

/** What the room is, or undefined if there is none of this name. */
export function roomKind(name: string, meetings: Pick<Meetings, 'has'>): RoomKind | undefined {
  if (name === DIRECTORY_ROOM) return 'directory'
  if (name === POOL_ROOM) return 'pool'
  return isMeetingRoom(name) && meetings.has(meetingIdOf(name)) ? 'meeting' : undefined
}

/** The roots of a room's document, by its name alone: a copy may hold rooms before it knows of their meetings. */
export function sectionsOfRoom(name: string): ReadonlySet<string> {
  return sectionsOf(name === DIRECTORY_ROOM ? 'directory' : name === POOL_ROOM ? 'pool' : 'meeting')
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
