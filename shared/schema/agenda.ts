import { z } from 'zod'
import type { Transitions } from '../lib/foldEvents.ts'
import { DaySchema, IdSchema, InstantSchema, LineSchema, TextSchema } from './values.ts'

export const AgendaItemSchema = z.object({
  id: IdSchema,
  order: z.string(),
  title: LineSchema,
  /** What the meeting is asked to decide. */
  ask: TextSchema,
  minutesAllotted: z.int().min(0).max(600),
  presenterDepartmentId: IdSchema.nullable(),
})
export type AgendaItem = z.infer<typeof AgendaItemSchema>

export const AGENDA_STATUSES = ['pending', 'discussing', 'resolved', 'deferred', 'shelved', 'withdrawn'] as const
export const AgendaStatusSchema = z.enum(AGENDA_STATUSES)
export type AgendaStatus = z.infer<typeof AgendaStatusSchema>

export const AgendaEventKindSchema = z.enum(['opened', 'resolved', 'deferred', 'shelved', 'withdrawn', 'reopened'])
export type AgendaEventKind = z.infer<typeof AgendaEventKindSchema>

/** Something that happened to an agenda item; never changed, never removed. */
export const AgendaEventSchema = z.object({
  id: IdSchema,
  itemId: IdSchema,
  kind: AgendaEventKindSchema,
  /** Only of `deferred`: the day it comes up again. */
  nextOn: DaySchema.nullable(),
  at: InstantSchema,
  by: IdSchema,
})
export type AgendaEvent = z.infer<typeof AgendaEventSchema>

export const AGENDA_TRANSITIONS: Transitions<AgendaStatus, AgendaEventKind> = {
  pending: { opened: 'discussing', deferred: 'deferred', shelved: 'shelved', withdrawn: 'withdrawn', resolved: 'resolved' },
  discussing: { resolved: 'resolved', deferred: 'deferred', shelved: 'shelved', withdrawn: 'withdrawn' },
  resolved: { reopened: 'discussing' },
  deferred: { reopened: 'discussing' },
  shelved: { reopened: 'discussing' },
  withdrawn: { reopened: 'discussing' },
}
