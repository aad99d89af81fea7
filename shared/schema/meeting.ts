import { z } from 'zod'
import { TemplateSchema } from './directory.ts'
import { IdSchema, InstantSchema, LineSchema, TextSchema } from './values.ts'

/** Rises with every new enum value or required field of a meeting: an older client would skip such records. */
export const SCHEMA_VERSION = 2

export const MeetingInfoSchema = z.object({
  id: IdSchema,
  schemaVersion: z.int().min(1),
  title: LineSchema,
  startsAt: InstantSchema,
  place: LineSchema,
  template: TemplateSchema,
  /** The item the room is at; null before the first. */
  currentItemId: IdSchema.nullable(),
  /** Null while open. Written by the hub alone; nothing changes afterwards. */
  closedAt: InstantSchema.nullable(),
})
export type MeetingInfo = z.infer<typeof MeetingInfoSchema>

export const ColumnSchema = z.object({
  id: IdSchema,
  order: z.string(),
  name: LineSchema,
  /** Most issues that may stand in the column; null for no limit. */
  limit: z.int().min(1).max(999).nullable(),
})
export type Column = z.infer<typeof ColumnSchema>

export const PrioritySchema = z.enum(['high', 'medium', 'low'])
export type Priority = z.infer<typeof PrioritySchema>

/** A card on the issue board. */
export const IssueSchema = z.object({
  id: IdSchema,
  order: z.string(),
  columnId: IdSchema,
  title: LineSchema,
  detail: TextSchema,
  priority: PrioritySchema,
  leadDepartmentId: IdSchema.nullable(),
  agendaItemIds: z.array(IdSchema),
})
export type Issue = z.infer<typeof IssueSchema>

export const ResolutionOutcomeSchema = z.enum(['adopted', 'in-principle', 'amended', 'deferred', 'shelved', 'not-adopted'])
export type ResolutionOutcome = z.infer<typeof ResolutionOutcomeSchema>

export const ResolutionSchema = z.object({
  id: IdSchema,
  order: z.string(),
  itemId: IdSchema,
  text: TextSchema,
  outcome: ResolutionOutcomeSchema,
  needsFollowUp: z.boolean(),
})
export type Resolution = z.infer<typeof ResolutionSchema>

/** Shared notes of one agenda item; the id is the item's. The body is rich text in the document itself. */
export const NoteSchema = z.object({ id: IdSchema, text: z.string(), html: z.string() })
export type Note = z.infer<typeof NoteSchema>
