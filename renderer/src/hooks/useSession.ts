import { createContext, useContext } from 'react'
import type { DirectoryDocument } from '../../../shared/model/DirectoryDocument.ts'
import { assert } from '../../../shared/lib/assert.ts'
import type { Person } from '../../../shared/schema/directory.ts'
import { mayAsk, type ApiRight, type Writer } from '../../../shared/sync/access.ts'
import type { RoomConnection } from '../sync/RoomConnection.ts'
import type { RoomPool } from '../sync/RoomPool.ts'
import type { Session } from '../sync/session.ts'
import { useCollection } from './useCollection.ts'

/** What every screen of a joined person may rely on. */
export interface Joined {
  readonly session: Session
  readonly pool: RoomPool
  /** The room `directory`, open as long as the window. */
  readonly directoryConnection: RoomConnection
  readonly directory: DirectoryDocument
  /** Forgets the session on this machine. */
  readonly leave: () => void
}

export const JoinedContext = createContext<Joined | null>(null)

export function useJoined(): Joined {
  const joined = useContext(JoinedContext)
  assert(joined !== null, 'useJoined outside JoinedContext')
  return joined
}

/** Who is at this window, as the directory has it now; the session's own copy while that has not arrived. */
export function useSelf(): Pick<Person, 'id' | 'name' | 'role' | 'departmentId'> & { readonly writer: Writer } {
  const { directory, session } = useJoined()
  const people = useCollection(directory.people)
  const { id, name, role, departmentId } = people.find((person) => person.id === session.person.id) ?? session.person
  return { id, name, role, departmentId, writer: { personId: id, role, departmentId } }
}

/** Whether the hub would do this for the person at this window. */
export function useMayAsk(right: ApiRight): boolean {
  return mayAsk(right, useSelf().role)
}
