import { z } from 'zod'
import { ActionEventSchema, ActionSchema, ActionStatusSchema } from './action.ts'
import { AdoptionSchema, CountersignRequestSchema, CountersignSchema } from './adoption.ts'
import { AgendaEventSchema, AgendaItemSchema, AgendaStatusSchema } from './agenda.ts'
import { AttendanceSchema } from './attendance.ts'
import { BodySchema } from './body.ts'
import { DepartmentSchema } from './directory.ts'
import { ClockEventSchema, FloorEventSchema, ItemAttendanceSchema, SpeakerRequestSchema, StageEventSchema } from './floor.ts'
import { CriterionSchema, ItemRuleSchema, GateSchema, GateVerdictSchema, OptionSchema } from './frame.ts'
import { ColumnSchema, IssueSchema, MeetingInfoSchema, NoteSchema, ResolutionSchema } from './meeting.ts'
import { ConditionEventSchema, ConditionSchema, PositionAnswerSchema, PositionSchema } from './position.ts'
import { BallotSchema, RoundSchema, ScoreSchema, WeightSchema } from './round.ts'
import { DossierSchema, PaperSchema } from './submission.ts'
import { DaySchema, IdSchema } from './values.ts'

/**
 * A whole meeting as plain data: what the archive holds and what a report of changes compares. Lists are in order; what
 * a record holds many of stands in a list of its own, in the order of the records.
 */
export const MeetingSnapshotSchema = z.object({
  info: MeetingInfoSchema,
  bodies: z.array(BodySchema),
  departments: z.array(DepartmentSchema),
  attendance: z.array(AttendanceSchema),
  itemAttendance: z.array(ItemAttendanceSchema),
  agenda: z.array(AgendaItemSchema.extend({ status: AgendaStatusSchema, nextOn: DaySchema.nullable() })),
  agendaEvents: z.array(AgendaEventSchema),
  dossiers: z.array(DossierSchema),
  papers: z.array(PaperSchema),
  stageEvents: z.array(StageEventSchema),
  clockEvents: z.array(ClockEventSchema),
  speakerRequests: z.array(SpeakerRequestSchema),
  floorEvents: z.array(FloorEventSchema),
  notes: z.array(NoteSchema),
  columns: z.array(ColumnSchema),
  issues: z.array(IssueSchema),
  options: z.array(OptionSchema),
  gates: z.array(GateSchema),
  gateVerdicts: z.array(GateVerdictSchema),
  criteria: z.array(CriterionSchema),
  itemRules: z.array(ItemRuleSchema),
  rounds: z.array(RoundSchema),
  ballots: z.array(BallotSchema.omit({ weights: true, scores: true })),
  weights: z.array(WeightSchema.extend({ ballotId: IdSchema })),
  scores: z.array(ScoreSchema.extend({ ballotId: IdSchema })),
  positions: z.array(PositionSchema.omit({ conditions: true })),
  conditions: z.array(ConditionSchema.extend({ positionId: IdSchema })),
  conditionEvents: z.array(ConditionEventSchema),
  positionAnswers: z.array(PositionAnswerSchema),
  resolutions: z.array(ResolutionSchema),
  adoptions: z.array(AdoptionSchema),
  countersignRequests: z.array(CountersignRequestSchema),
  countersigns: z.array(CountersignSchema),
  actions: z.array(ActionSchema.extend({ status: ActionStatusSchema })),
  actionEvents: z.array(ActionEventSchema),
  /** Records in the document that did not fit their schema, by section; they stay in the document's own state. */
  skipped: z.record(z.string(), z.int()),
})
export type MeetingSnapshot = z.infer<typeof MeetingSnapshotSchema>
