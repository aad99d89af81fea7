import type * as Y from 'yjs'
import { DIRECTORY_ROOM } from '../../../shared/model/DirectoryDocument.ts'
import type { Person } from '../../../shared/schema/directory.ts'
import { judgeTouched, mayRead, mayWriteSomewhere, type HoldsProxy, type ReadRoom, type Writer } from '../../../shared/sync/access.ts'
import { HUB_AUTHOR } from '../../../shared/sync/check/ClientOwners.ts'
import type { RoomRules } from '../../../shared/sync/room/Intake.ts'
import { standsInFor } from './standsInFor.ts'

type RuledPerson = Pick<Person, 'id' | 'role' | 'departmentId'>

export interface RuleParts {
  readonly access: { person(id: string): RuledPerson | undefined }
  /** The room of this name, or undefined if there is none. */
  readonly namedRoom: (name: string) => ReadRoom | undefined
  /** Whether the room no longer changes. */
  readonly isFrozen: (name: string) => boolean
  /** Whether the hub may have forgotten what its clients know. */
  readonly isRecovering: () => boolean
}

export interface RuledRoom {
  readonly name: string
  readonly doc: Y.Doc
  /** False while the disk refuses. */
  readonly isWritable: () => boolean
}

/** Another hub of this workspace, as whoever brings what was written there. No person's id contains a colon. */
export const PEER_HUB = 'hub:peer'

/** Who may write what in a room, as things are at the moment somebody writes. */
export function roomRules(parts: RuleParts, room: RuledRoom): RoomRules {
  const { access, namedRoom, isFrozen, isRecovering } = parts
  const { name, doc, isWritable } = room
  return {
    judge: (personId, touched, broughtBy, readRecord) => {
      // What another hub has taken in was judged there, when it was written.
      if (broughtBy === PEER_HUB) return isWritable() ? 'allowed' : { reason: 'not-saving' }
      if (broughtBy !== personId && !mayBring(parts, room, { personId, broughtBy })) return 'passed-over'
      // What the hub that was here before wrote, and this one has not heard of.
      if (personId === HUB_AUTHOR && isRecovering()) return isWritable() ? 'allowed' : { reason: 'not-saving' }
      const named = namedRoom(name)
      const person = access.person(personId)
      // Nobody writes blindly, whatever the table of who may write says.
      if (!named || !person || !mayRead(person, named)) return { reason: 'write-refused' }
      // What a proxy wrote before the hub forgot it was judged then; who stood in for whom may have changed since.
      const holdsProxy: HoldsProxy = (departmentId, itemId) => isRecovering() || standsInFor(doc, { personId, departmentId, itemId })
      const judged = judgeTouched(named.kind, writerOf(person), touched, readRecord, holdsProxy)
      if (judged !== 'allowed') return judged
      if (isFrozen(name)) return { reason: 'meeting-closed' }
      return isWritable() ? 'allowed' : { reason: 'not-saving' }
    },
    mayChange: () => !isFrozen(name) && isWritable(),
    // Clients only with what they have kept, which they tell in answer to the hub's question: never as they type.
    mayBringOthers: (personId, isReply) => personId === PEER_HUB || (isReply && isRecovering()),
  }
}

/** Whether what a client brings of others is listened to. What is not is nobody's fault: all bring what they have. */
function mayBring({ access, namedRoom, isFrozen }: RuleParts, { name }: RuledRoom, { personId, broughtBy }: { readonly personId: string; readonly broughtBy: string }): boolean {
  const named = namedRoom(name)
  const bringer = access.person(broughtBy)
  // Whoever may write nothing is not to be believed about what others wrote; a closed meeting is in its archive.
  if (!named || !bringer || !mayRead(bringer, named) || !mayWriteSomewhere(named.kind, writerOf(bringer)) || isFrozen(name)) return false
  // In the directory the hub says it again itself.
  return personId !== HUB_AUTHOR || name !== DIRECTORY_ROOM
}

function writerOf({ id, role, departmentId }: RuledPerson): Writer {
  return { personId: id, role, departmentId }
}
