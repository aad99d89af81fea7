import { z } from 'zod'
import { ActionEventSchema, ActionSchema, ActionStatusSchema } from './action.ts'
import { AgendaEventSchema, AgendaItemSchema, AgendaStatusSchema } from './agenda.ts'
import { DepartmentSchema } from './directory.ts'
import { AttendanceSchema, ColumnSchema, IssueSchema, MeetingInfoSchema, NoteSchema, ResolutionSchema } from './meeting.ts'
import { DaySchema } from './values.ts'

/** A whole meeting as plain data: what the archive holds and what a report of changes compares. Lists are in order. */
export const MeetingSnapshotSchema = z.object({
  info: MeetingInfoSchema,
  departments: z.array(DepartmentSchema),
  attendance: z.array(AttendanceSchema),
  agenda: z.array(AgendaItemSchema.extend({ status: AgendaStatusSchema, nextOn: DaySchema.nullable() })),
  agendaEvents: z.array(AgendaEventSchema),
  notes: z.array(NoteSchema),
  columns: z.array(ColumnSchema),
  issues: z.array(IssueSchema),
  resolutions: z.array(ResolutionSchema),
  actions: z.array(ActionSchema.extend({ status: ActionStatusSchema })),
  actionEvents: z.array(ActionEventSchema),
  /** Records in the document that did not fit their schema, by section; they stay in the document's own state. */
  skipped: z.record(z.string(), z.int()),
})
export type MeetingSnapshot = z.infer<typeof MeetingSnapshotSchema>
