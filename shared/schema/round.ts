import { z } from 'zod'
import { CriterionSchema, ItemRuleSchema, OptionSchema } from './frame.ts'
import { IdSchema, InstantSchema, TextSchema } from './values.ts'

/** What a round is scored by, as it was when the round began: what is changed afterwards is for the next one. */
export const FrameSchema = z.object({
  options: z.array(OptionSchema.pick({ id: true, title: true, isDoNothing: true })),
  criteria: z.array(CriterionSchema.pick({ id: true, name: true, unit: true, worst: true, best: true })),
  rule: ItemRuleSchema,
})
export type Frame = z.infer<typeof FrameSchema>

/** One silent round of scoring. The hub alone writes it. */
export const RoundSchema = z.object({
  id: IdSchema,
  itemId: IdSchema,
  /** From 1, by item. */
  number: z.int().min(1),
  /** A `Frame` in canonical JSON. */
  frame: z.string(),
  entitledDepartmentIds: z.array(IdSchema),
  /** Whose ballot the hub has: that is no secret, what it says is. */
  votedDepartmentIds: z.array(IdSchema),
  openedAt: InstantSchema,
  openedBy: IdSchema,
  /** Null while sealed. */
  revealedAt: InstantSchema.nullable(),
  revealedBy: IdSchema.nullable(),
  /** Set if it was given up: its ballots are gone unread. */
  voidedAt: InstantSchema.nullable(),
})
export type Round = z.infer<typeof RoundSchema>

/** What a round is scored by, or undefined if it can't be read. */
export function frameOf({ frame }: Pick<Round, 'frame'>): Frame | undefined {
  try {
    return FrameSchema.safeParse(JSON.parse(frame)).data
  } catch {
    return undefined
  }
}

/** 评分, 弃权, 回避. */
export const BallotKindSchema = z.enum(['scored', 'abstain', 'recused'])
export type BallotKind = z.infer<typeof BallotKindSchema>

/** How much one criterion's swing from worst to best is worth to a department, 0 or more; the greatest is usually 100. */
export const WeightSchema = z.object({ criterionId: IdSchema, value: z.number().min(0).max(1e9) })
/** In the criterion's unit, not cut off at the anchors; null if the department can't say. */
export const ScoreSchema = z.object({ optionId: IdSchema, criterionId: IdSchema, value: z.number().nullable() })

/** What a department puts into the ballot box. */
export const BallotPaperSchema = z.object({
  kind: BallotKindSchema,
  weights: z.array(WeightSchema).max(50),
  scores: z.array(ScoreSchema).max(1000),
  remark: TextSchema,
})
export type BallotPaper = z.infer<typeof BallotPaperSchema>

/** A department's ballot, in the document from the reveal on. The hub alone writes it. */
export const BallotSchema = BallotPaperSchema.extend({ id: IdSchema, roundId: IdSchema, departmentId: IdSchema, castAt: InstantSchema, castBy: IdSchema })
export type Ballot = z.infer<typeof BallotSchema>
