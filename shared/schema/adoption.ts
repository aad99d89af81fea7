import { z } from 'zod'
import { ResolutionOutcomeSchema } from './meeting.ts'
import { IdSchema, InstantSchema, TextSchema } from './values.ts'

/** What the positions come to by the rule: 通过, 有保留意见通过, 未通过, 主持人决定. */
export const DecisionResultSchema = z.enum(['passed', 'passed-with-dissent', 'not-passed', 'chair-decision'])
export type DecisionResult = z.infer<typeof DecisionResultSchema>

/** A resolution as it was adopted; never changed, never removed. The last one counts. */
export const AdoptionSchema = z.object({
  id: IdSchema,
  itemId: IdSchema,
  resolutionId: IdSchema,
  outcome: ResolutionOutcomeSchema,
  /** Word for word. */
  text: TextSchema,
  /** Null if nobody was asked for a position. */
  result: DecisionResultSchema.nullable(),
  /** Why the chair decided against what the positions come to; else empty. */
  reason: TextSchema,
  /** Frame, ballots, positions and all that was computed of them, with method version and seed, in canonical JSON. */
  snapshot: z.string(),
  /** SHA-256 of `snapshot`, in lower-case hexadecimal. */
  snapshotSha256: z.string().regex(/^[0-9a-f]{64}$/),
  methodVersion: z.int().min(1),
  seed: z.int().min(0),
  at: InstantSchema,
  by: IdSchema,
})
export type Adoption = z.infer<typeof AdoptionSchema>

/** Departments are asked to countersign a resolution until `deadline`. */
export const CountersignRequestSchema = z.object({
  id: IdSchema,
  resolutionId: IdSchema,
  departmentIds: z.array(IdSchema),
  deadline: InstantSchema,
  at: InstantSchema,
  by: IdSchema,
})
export type CountersignRequest = z.infer<typeof CountersignRequestSchema>

/** 同意, 附意见同意, 不同意. Silence after the deadline is computed and shown as deemed (M11), never stored as agreed. */
export const CountersignKindSchema = z.enum(['agree', 'agree-with-remark', 'disagree'])
export type CountersignKind = z.infer<typeof CountersignKindSchema>

/** A department's answer; never changed, never removed. Its last one counts. */
export const CountersignSchema = z.object({
  id: IdSchema,
  requestId: IdSchema,
  departmentId: IdSchema,
  kind: CountersignKindSchema,
  /** Required unless it agrees plainly. */
  remark: TextSchema,
  at: InstantSchema,
  by: IdSchema,
})
export type Countersign = z.infer<typeof CountersignSchema>
