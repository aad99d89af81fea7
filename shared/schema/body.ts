import { z } from 'zod'
import { ShareSchema } from './decisionRule.ts'
import { IdSchema, LineSchema } from './values.ts'

/** [M8] 以上 is at-least, 过半数 and 超过 are more-than: a share without its operator says nothing at the very half. */
export const ShareOperatorSchema = ShareSchema.shape.operator
export type ShareOperator = z.infer<typeof ShareOperatorSchema>

const hours = z.int().min(0).max(24 * 366)

/** Who meets, and by which rules. A meeting keeps those of its beginning. */
export const BodySchema = z.object({
  id: IdSchema,
  order: z.string(),
  /** 综合会商联席会议 */
  name: LineSchema,
  /** Departments whose presence counts. */
  memberDepartmentIds: z.array(IdSchema),
  quorumNumerator: z.int().min(0).max(1000),
  quorumDenominator: z.int().min(1).max(1000),
  quorumOperator: ShareOperatorSchema,
  /** How long before the beginning the notice has to be out, papers have to be in, in hours. */
  noticeHours: hours,
  paperHours: hours,
  /** How long departments have to countersign, in hours. */
  countersignHours: hours,
})
export type Body = z.infer<typeof BodySchema>
