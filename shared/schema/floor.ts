import { z } from 'zod'
import { AttendanceStatusSchema } from './attendance.ts'
import { IdSchema, InstantSchema, LineSchema } from './values.ts'

/** 发言, 程序问题, or the taking back of an earlier request. */
export const SpeakerRequestKindSchema = z.enum(['speak', 'point-of-order', 'withdraw'])

/** Somebody asks for the floor; never changed, never removed. */
export const SpeakerRequestSchema = z.object({
  id: IdSchema,
  itemId: IdSchema,
  kind: SpeakerRequestKindSchema,
  /** Of `withdraw`: the request. */
  withdrawsId: IdSchema.nullable(),
  /** Who is to speak; an observer need not be known to the workspace. */
  name: LineSchema,
  departmentId: IdSchema.nullable(),
  at: InstantSchema,
  by: IdSchema,
})
export type SpeakerRequest = z.infer<typeof SpeakerRequestSchema>

/** The chair gives the floor, takes it back, or passes over somebody. */
export const FloorEventSchema = z.object({ id: IdSchema, requestId: IdSchema, kind: z.enum(['started', 'ended', 'passed-over']), at: InstantSchema, by: IdSchema })
export type FloorEvent = z.infer<typeof FloorEventSchema>

/** The clock of an agenda item runs or stands. */
export const ClockEventSchema = z.object({ id: IdSchema, itemId: IdSchema, kind: z.enum(['started', 'stopped']), at: InstantSchema, by: IdSchema })
export type ClockEvent = z.infer<typeof ClockEventSchema>

/** What of the consultation the chair calls for; silent rounds and endings speak for themselves. */
export const STAGES = ['frame', 'discussion', 'positions'] as const
export const StageEventSchema = z.object({ id: IdSchema, itemId: IdSchema, stage: z.enum(STAGES), at: InstantSchema, by: IdSchema })
export type StageEvent = z.infer<typeof StageEventSchema>

/** How somebody attends one agenda item, if not as the whole meeting; the last one counts. */
export const ItemAttendanceSchema = z.object({ id: IdSchema, itemId: IdSchema, personId: IdSchema, status: AttendanceStatusSchema, at: InstantSchema, by: IdSchema })
export type ItemAttendance = z.infer<typeof ItemAttendanceSchema>

/** What the room's big screen shows; one record, under the meeting's id. */
export const PROJECTOR_VIEWS = ['item', 'speakers', 'options', 'results', 'positions', 'resolution'] as const
export const ProjectorSchema = z.object({
  id: IdSchema,
  itemId: IdSchema.nullable(),
  view: z.enum(PROJECTOR_VIEWS),
  /** Keeps what it shows, whatever happens. */
  isFrozen: z.boolean(),
  isBlank: z.boolean(),
})
export type Projector = z.infer<typeof ProjectorSchema>
