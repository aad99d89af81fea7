import { z } from 'zod'
import { promethee2, type FlowCriterion } from '../../../shared/decision/promethee2.ts'
import { placesOf } from '../../../shared/decision/ties.ts'
import { normaliseWeights } from '../../../shared/decision/value/weights.ts'
import type { Answer } from './Answer.ts'
import { columns } from './columns.ts'
import { checked, checkTable, checkUnique, DirectionSchema, keyed, MOST_CRITERIA, MOST_OPTIONS, NameSchema, placeOf, WEIGHTLESS, WeightSchema } from './fields.ts'

const common = { id: NameSchema, weight: WeightSchema, direction: DirectionSchema }
const ThresholdSchema = z.number().min(0)

const FlowCriterionSchema = checked(
  z.discriminatedUnion('preference', [
    z.object({ ...common, preference: z.literal('usual'), indifference: z.unknown().optional(), strict: z.unknown().optional() }),
    z.object({ ...common, preference: z.literal('linear'), indifference: ThresholdSchema.optional(), strict: ThresholdSchema }),
  ]),
  (criterion, report) => {
    if (criterion.preference === 'linear' && criterion.strict < (criterion.indifference ?? 0)) report(['strict'], '不得小于 indifference    must not be less than indifference')
  },
)

export const Promethee2InputSchema = checked(
  z.object({
    options: z.array(NameSchema).min(1).max(MOST_OPTIONS),
    criteria: z.array(FlowCriterionSchema).min(1).max(MOST_CRITERIA),
    performance: z.array(z.array(z.number())),
  }),
  ({ options, criteria, performance }, report) => {
    checkUnique(options, (index) => ['options', index], report)
    checkUnique(criteria.map(({ id }) => id), (index) => ['criteria', index, 'id'], report)
    checkTable('performance', performance, { rows: options.length, size: criteria.length }, report)
  },
)

/** PROMETHEE II. [C5][C9] */
export function answerByPromethee2({ options, criteria, performance }: z.infer<typeof Promethee2InputSchema>): Answer {
  const { weights, isWeightless } = normaliseWeights(criteria.map(({ weight }) => weight))
  const flows = promethee2(criteria.map((criterion, j) => flowCriterion(criterion, weights[j] ?? 0)), performance)
  const places = placesOf(options.map((option, i) => ({ option, result: flows[i]?.net ?? 0 })))
  const rows = options.map((option, i) => {
    const { net = 0, positive = 0, negative = 0 } = flows[i] ?? {}
    return [option, net.toFixed(4), positive.toFixed(4), negative.toFixed(4), placeOf(option, places) ?? '']
  })
  return {
    json: {
      netFlow: keyed(options, flows.map(({ net }) => net)),
      positiveFlow: keyed(options, flows.map(({ positive }) => positive)),
      negativeFlow: keyed(options, flows.map(({ negative }) => negative)),
      ranking: places.map((place) => place.options),
    },
    words: columns([['方案 option', '净流 net flow', '正流 positive', '负流 negative', '名次 rank'], ...rows]),
    notes: isWeightless ? [WEIGHTLESS] : [],
  }
}

function flowCriterion(criterion: z.infer<typeof FlowCriterionSchema>, weight: number): FlowCriterion {
  const { direction } = criterion
  if (criterion.preference === 'usual') return { weight, direction, preference: { kind: 'usual' } }
  return { weight, direction, preference: { kind: 'linear', indifference: criterion.indifference ?? 0, strict: criterion.strict } }
}
