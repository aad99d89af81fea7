import type * as Y from 'yjs'
import { DepartmentSchema, HostEntrySchema, MeetingEntrySchema, PersonSchema, StandInEntrySchema, WorkspaceSchema } from '../schema/directory.ts'
import { BodySchema, type Body } from '../schema/body.ts'
import type { Department, HostEntry, MeetingEntry, Person, StandInEntry, Workspace } from '../schema/directory.ts'
import { Collection } from './Collection.ts'

/** Name of the room that everyone of a workspace reads. */
export const DIRECTORY_ROOM = 'directory'

/** The room of a meeting. */
export function meetingRoom(meetingId: string): string {
  return `meeting/${meetingId}`
}

/** The room `directory`: who and what there is in the workspace. Written by the hub, at the secretary's request. */
export interface DirectoryDocument {
  readonly doc: Y.Doc
  /** One record, under the workspace's id. */
  readonly workspace: Collection<Workspace>
  readonly departments: Collection<Department>
  /** Who meets, and by which rules; a meeting keeps those of its beginning. */
  readonly bodies: Collection<Body>
  readonly people: Collection<Person>
  readonly meetings: Collection<MeetingEntry>
  /** The hubs there are, each by its own word, and which are gone by the host's. */
  readonly hosts: Collection<HostEntry>
  readonly standIns: Collection<StandInEntry>
}

export function openDirectoryDocument(doc: Y.Doc): DirectoryDocument {
  return {
    doc,
    workspace: new Collection(doc.getMap('workspace'), { schema: WorkspaceSchema }),
    departments: new Collection(doc.getMap('departments'), { schema: DepartmentSchema }),
    bodies: new Collection(doc.getMap('bodies'), { schema: BodySchema, sets: ['memberDepartmentIds'] }),
    people: new Collection(doc.getMap('people'), { schema: PersonSchema }),
    meetings: new Collection(doc.getMap('meetings'), { schema: MeetingEntrySchema }),
    hosts: new Collection(doc.getMap('hosts'), { schema: HostEntrySchema }),
    standIns: new Collection(doc.getMap('standIns'), { schema: StandInEntrySchema }),
  }
}

/** The hub that counts as the host, by all that is known here; undefined if none says so. */
export function currentHost(hosts: readonly HostEntry[]): HostEntry | undefined {
  return hosts.filter(({ state }) => state === 'hosting').toSorted(compareHosts)[0]
}

/** Who goes on when several host: the greatest term first, then the greatest id. */
export function compareHosts(a: Pick<HostEntry, 'id' | 'term'>, b: Pick<HostEntry, 'id' | 'term'>): number {
  if (a.term !== b.term) return b.term - a.term
  if (a.id === b.id) return 0
  return a.id > b.id ? -1 : 1
}
