import * as Y from 'yjs'
import { ActionEventSchema, ActionSchema, type Action, type ActionEvent } from '../schema/action.ts'
import { AgendaEventSchema, AgendaItemSchema, type AgendaEvent, type AgendaItem } from '../schema/agenda.ts'
import { AttendanceSchema, ColumnSchema, IssueSchema, MeetingInfoSchema, ResolutionSchema } from '../schema/meeting.ts'
import type { Attendance, Column, Issue, MeetingInfo, Resolution } from '../schema/meeting.ts'
import { Collection, type CollectionShape } from './Collection.ts'
import type { CommandContext } from './context.ts'

/** Names of the document's roots, which are also the sections of the access policy. */
export const MEETING_SECTIONS = [
  'info', 'attendance', 'agenda', 'agendaEvents', 'notes', 'columns', 'issues', 'resolutions', 'actions', 'actionEvents',
] as const
export type MeetingSection = (typeof MEETING_SECTIONS)[number]

/** The room `meeting/<id>` as typed records. Holds no state of its own besides the collections' caches. */
export interface MeetingDocument {
  readonly doc: Y.Doc
  /** One record, under the meeting's id. */
  readonly info: Collection<MeetingInfo>
  readonly attendance: Collection<Attendance>
  readonly agenda: Collection<AgendaItem>
  readonly agendaEvents: Collection<AgendaEvent>
  readonly columns: Collection<Column>
  readonly issues: Collection<Issue>
  readonly resolutions: Collection<Resolution>
  readonly actions: Collection<Action>
  readonly actionEvents: Collection<ActionEvent>
  /** Rich-text bodies by agenda item; see `noteBody`. */
  readonly notes: Y.Map<Y.Map<unknown>>
}

export function openMeetingDocument(doc: Y.Doc): MeetingDocument {
  const collection = <T extends { readonly id: string }>(section: MeetingSection, shape: CollectionShape<T>) =>
    new Collection<T>(doc.getMap(section), shape)
  return {
    doc,
    info: collection('info', { schema: MeetingInfoSchema }),
    attendance: collection('attendance', { schema: AttendanceSchema }),
    agenda: collection('agenda', { schema: AgendaItemSchema, texts: ['ask'] }),
    agendaEvents: collection('agendaEvents', { schema: AgendaEventSchema }),
    columns: collection('columns', { schema: ColumnSchema }),
    issues: collection('issues', { schema: IssueSchema, texts: ['detail'], sets: ['agendaItemIds'] }),
    resolutions: collection('resolutions', { schema: ResolutionSchema, texts: ['text'] }),
    actions: collection('actions', {
      schema: ActionSchema,
      texts: ['task', 'closingCriterion'],
      sets: ['supportingDepartmentIds', 'evidenceKinds'],
    }),
    actionEvents: collection('actionEvents', { schema: ActionEventSchema }),
    notes: doc.getMap('notes'),
  }
}

/** One command = one transaction = one update on the wire. */
export function transact(meeting: { readonly doc: Y.Doc }, context: CommandContext, write: () => void): void {
  meeting.doc.transact(write, context)
}

/** The meeting's own record, or undefined while the document has not arrived. */
export function meetingInfo(meeting: MeetingDocument): MeetingInfo | undefined {
  return meeting.info.list()[0]
}
