import { DIRECTORY_ROOM } from '../../../shared/model/DirectoryDocument.ts'
import { judgeTouched, type RoomKind } from '../../../shared/sync/access.ts'
import { HUB_AUTHOR } from '../../../shared/sync/check/ClientOwners.ts'
import type { RoomRules } from '../../../shared/sync/room/Intake.ts'
import type { AccessStore } from '../access/AccessStore.ts'

export interface RuleParts {
  readonly access: Pick<AccessStore, 'person'>
  /** What the room is, or undefined if there is none of this name. */
  readonly roomKind: (name: string) => RoomKind | undefined
  /** Whether the room no longer changes. */
  readonly isFrozen: (name: string) => boolean
  /** Whether the hub may have forgotten what its clients know. */
  readonly isRecovering: () => boolean
}

export interface RuledRoom {
  readonly name: string
  /** False while the disk refuses. */
  readonly isWritable: () => boolean
}

/** Another hub of this workspace, as whoever brings what was written there. No person's id contains a colon. */
export const PEER_HUB = 'hub:peer'

/** Who may write what in a room, as things are at the moment somebody writes. */
export function roomRules({ access, roomKind, isFrozen, isRecovering }: RuleParts, { name, isWritable }: RuledRoom): RoomRules {
  return {
    judge: (personId, touched, broughtBy, readRecord) => {
      // What another hub has taken in was judged there, when it was written.
      if (broughtBy === PEER_HUB) return isWritable() ? 'allowed' : { reason: 'not-saving' }
      // What the hub that was here before wrote, and this one has not heard of. In the directory it says it again itself.
      if (personId === HUB_AUTHOR && isRecovering()) {
        if (name === DIRECTORY_ROOM) return 'passed-over'
        return isWritable() ? 'allowed' : { reason: 'not-saving' }
      }
      const kind = roomKind(name)
      const person = access.person(personId)
      if (!kind || !person) return { reason: 'write-refused' }
      const { role, departmentId } = person
      const judged = judgeTouched(kind, { personId, role, departmentId }, touched, readRecord)
      if (judged !== 'allowed') return judged
      if (isFrozen(name)) return { reason: 'meeting-closed' }
      return isWritable() ? 'allowed' : { reason: 'not-saving' }
    },
    mayChange: () => !isFrozen(name) && isWritable(),
    mayBringOthers: (personId) => personId === PEER_HUB || isRecovering(),
  }
}
