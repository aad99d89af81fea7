import { z } from 'zod'
import { StanceSchema } from './decisionRule.ts'
import { DaySchema, IdSchema, InstantSchema, TextSchema } from './values.ts'

export const ConditionSchema = z.object({ id: IdSchema, text: TextSchema, ownerDepartmentId: IdSchema.nullable(), dueOn: DaySchema.nullable() })
export type Condition = z.infer<typeof ConditionSchema>

/** [M7] What a department stated; never changed, never removed. Its last one about a subject counts. */
export const PositionSchema = z.object({
  id: IdSchema,
  itemId: IdSchema,
  /** The option or resolution it is about. */
  subjectId: IdSchema,
  departmentId: IdSchema,
  kind: StanceSchema,
  /** Word for word; required of `oppose`. */
  reason: TextSchema,
  /** At least one of `conditional`. */
  conditions: z.array(ConditionSchema).max(50),
  at: InstantSchema,
  by: IdSchema,
})
export type Position = z.infer<typeof PositionSchema>

/** Whether a condition is met, by the department that made it or the secretariat; the last one counts. */
export const ConditionEventSchema = z.object({
  id: IdSchema,
  positionId: IdSchema,
  conditionId: IdSchema,
  isMet: z.boolean(),
  note: TextSchema,
  at: InstantSchema,
  by: IdSchema,
})
export type ConditionEvent = z.infer<typeof ConditionEventSchema>

/** [M7] What was answered to a position; never changed, never removed. */
export const PositionAnswerSchema = z.object({ id: IdSchema, positionId: IdSchema, text: TextSchema, at: InstantSchema, by: IdSchema })
export type PositionAnswer = z.infer<typeof PositionAnswerSchema>
