import { z } from 'zod'
import { ShareOperatorSchema } from './body.ts'
import { DecisionRuleSchema } from './decisionRule.ts'
import { IdSchema, InstantSchema, LineSchema, TextSchema } from './values.ts'

/** One way of deciding an agenda item. */
export const OptionSchema = z.object({
  id: IdSchema,
  order: z.string(),
  itemId: IdSchema,
  title: LineSchema,
  detail: TextSchema,
  /** 维持现状: what the others are compared with; every item with options has it. */
  isDoNothing: z.boolean(),
})
export type Option = z.infer<typeof OptionSchema>

/** A condition that an option passes or fails before anything is scored: legal, budget, safety. */
export const GateSchema = z.object({ id: IdSchema, order: z.string(), itemId: IdSchema, name: LineSchema })
export type Gate = z.infer<typeof GateSchema>

/** Whether an option passes a gate; the last one counts. */
export const GateVerdictSchema = z.object({
  id: IdSchema,
  gateId: IdSchema,
  optionId: IdSchema,
  isPassed: z.boolean(),
  /** Required of one that fails. */
  reason: TextSchema,
  at: InstantSchema,
  by: IdSchema,
})
export type GateVerdict = z.infer<typeof GateVerdictSchema>

/** What options are scored by, with anchors fixed before anybody scores; `best` below `worst` for a cost. */
export const CriterionSchema = z.object({
  id: IdSchema,
  order: z.string(),
  itemId: IdSchema,
  name: LineSchema,
  /** Empty for a plain score of 0 to 100. */
  unit: LineSchema,
  /** The worst and the best that can plausibly happen, in `unit`; never equal. */
  worst: z.number(),
  best: z.number(),
})
export type Criterion = z.infer<typeof CriterionSchema>

/** What counts as passed, fixed before scoring; one per agenda item, under its id. `ruleOf` makes a `DecisionRule` of it. */
export const ItemRuleSchema = z.object({
  id: IdSchema,
  /** Departments that are asked. */
  entitledDepartmentIds: z.array(IdSchema),
  supportNumerator: z.int().min(0).max(1000),
  supportDenominator: z.int().min(1).max(1000),
  supportOperator: ShareOperatorSchema,
  /** What the share is of: all who are entitled less those recused, or those of them who took a side. */
  of: DecisionRuleSchema.shape.of,
  conditionalCounts: DecisionRuleSchema.shape.conditionalCounts,
  /** Whose opposition alone stops it. */
  vetoDepartmentIds: z.array(IdSchema),
  /** Whether the chair decides where the share is not reached. */
  isChairDeciding: z.boolean(),
})
export type ItemRule = z.infer<typeof ItemRuleSchema>
