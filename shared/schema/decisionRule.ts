import { z } from 'zod'

/** 支持, 附条件支持, 反对, 弃权, 回避. A department that says nothing has none of these (未表态): silence is never consent. */
export const StanceSchema = z.enum(['support', 'conditional', 'oppose', 'abstain', 'recused'])
export type Stance = z.infer<typeof StanceSchema>

/** A share as a fraction, for ⅔ is no decimal, with its operator: 半数以上 is at least 1/2, 过半数 is more than 1/2. */
export const ShareSchema = z
  .object({ numerator: z.int().min(0).max(1000), denominator: z.int().min(1).max(1000), operator: z.enum(['at-least', 'more-than']) })
  .refine(({ numerator, denominator }) => numerator <= denominator, { path: ['numerator'], error: '不得大于分母    must not be greater than the denominator' })
export type Share = z.infer<typeof ShareSchema>

/** How a meeting decides, agreed before positions are given. */
export const DecisionRuleSchema = z.object({
  /** Share of the entitled, without the recused, who must be present. Null: any number. */
  quorum: ShareSchema.nullable(),
  minSupportShare: ShareSchema,
  /** Of whom support is a share: of all entitled but the recused, or of those who were for or against. */
  of: z.enum(['entitled', 'voting']),
  /** Whether a conditional support counts as support: once all its conditions are met, always, or never. */
  conditionalCounts: z.enum(['asSupportWhenResolved', 'asSupport', 'no']),
  /** Roles of departments that stop a proposal by opposing it. */
  vetoRoles: z.array(z.string().min(1).max(100)).max(50),
  /** The chair decides after hearing all: what is counted is advice, unless quorum is missing or a veto is in. */
  chairDecides: z.boolean(),
})
export type DecisionRule = z.infer<typeof DecisionRuleSchema>
