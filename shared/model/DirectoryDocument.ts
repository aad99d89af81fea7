import type * as Y from 'yjs'
import { DepartmentSchema, MeetingEntrySchema, PersonSchema, WorkspaceSchema } from '../schema/directory.ts'
import type { Department, MeetingEntry, Person, Workspace } from '../schema/directory.ts'
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
  readonly people: Collection<Person>
  readonly meetings: Collection<MeetingEntry>
}

export function openDirectoryDocument(doc: Y.Doc): DirectoryDocument {
  return {
    doc,
    workspace: new Collection(doc.getMap('workspace'), { schema: WorkspaceSchema }),
    departments: new Collection(doc.getMap('departments'), { schema: DepartmentSchema }),
    people: new Collection(doc.getMap('people'), { schema: PersonSchema }),
    meetings: new Collection(doc.getMap('meetings'), { schema: MeetingEntrySchema }),
  }
}
