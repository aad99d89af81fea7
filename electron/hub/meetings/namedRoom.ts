import { DIRECTORY_ROOM, meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import { poolRoom } from '../../../shared/model/PoolDocument.ts'
import { sectionsOf, type ReadRoom } from '../../../shared/sync/access.ts'
import type { Directory } from '../Directory.ts'
import type { Meetings } from './Meetings.ts'

/** What decides which rooms there are. */
export interface RoomOwners {
  readonly meetings: Pick<Meetings, 'has'>
  readonly directory: { readonly departments: Pick<Directory['departments'], 'get'> }
}

/** The room of this name, or undefined if there is none. */
export function namedRoom(name: string, { meetings, directory }: RoomOwners): ReadRoom | undefined {
  if (name === DIRECTORY_ROOM) return { kind: 'directory' }
  if (isMeetingRoom(name)) return meetings.has(meetingIdOf(name)) ? { kind: 'meeting' } : undefined
  const departmentId = departmentIdOf(name)
  return departmentId !== undefined && directory.departments.get(departmentId) ? { kind: 'pool', departmentId } : undefined
}

/** The roots of a room's document, by its name alone: a copy may hold rooms before it knows of their meetings. */
export function sectionsOfRoom(name: string): ReadonlySet<string> {
  return sectionsOf(name === DIRECTORY_ROOM ? 'directory' : departmentIdOf(name) === undefined ? 'meeting' : 'pool')
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

/** Of a pool's room; undefined if it is none. */
export function departmentIdOf(room: string): string | undefined {
  const prefix = poolRoom('')
  return room.startsWith(prefix) ? room.slice(prefix.length) : undefined
}
