import { z } from 'zod'
import { evaluateOptions, type Evaluation } from '../../../shared/decision/value/evaluateOptions.ts'
import { cellsOutside, tableOf } from '../../../shared/decision/value/tableOf.ts'
import type { Criterion, ValueTable } from '../../../shared/decision/value/ValueTable.ts'
import { normaliseWeights } from '../../../shared/decision/value/weights.ts'
import type { Answer } from './Answer.ts'
import { checked, checkTable, checkUnique, DirectionSchema, keyed, MOST_CRITERIA, MOST_OPTIONS, NameSchema, WeightSchema } from './fields.ts'
import { valueInWords, warningInWords, type Warning } from './valueInWords.ts'

const CriterionSchema = checked(
  z.object({ id: NameSchema, weight: WeightSchema, direction: DirectionSchema, worst: z.number(), best: z.number() }),
  ({ worst, best }, report) => {
    if (worst === best) report(['best'], '不得与 worst 相同    must differ from worst')
    if (!Number.isFinite(100 * (best - worst))) report(['best'], '与 worst 相差过大    too far from worst')
  },
)

const GateSchema = z.object({ id: NameSchema, failures: z.array(z.object({ option: NameSchema, reason: z.string().max(10_000).default('') })).max(MOST_OPTIONS) })

export const ValueInputSchema = checked(
  z.object({
    options: z.array(NameSchema).min(1).max(MOST_OPTIONS),
    criteria: z.array(CriterionSchema).min(1).max(MOST_CRITERIA),
    performance: z.array(z.array(z.number().nullable())),
    gates: z.array(GateSchema).max(100).optional(),
    departments: z.array(z.object({ id: NameSchema, weights: z.array(WeightSchema) })).max(200).optional(),
  }),
  ({ options, criteria, performance, gates = [], departments = [] }, report) => {
    checkUnique(options, (index) => ['options', index], report)
    checkUnique(criteria.map(({ id }) => id), (index) => ['criteria', index, 'id'], report)
    checkTable('performance', performance, { rows: options.length, size: criteria.length }, report)
    checkUnique(departments.map(({ id }) => id), (index) => ['departments', index, 'id'], report)
    departments.forEach(({ weights }, d) => {
      if (weights.length !== criteria.length) report(['departments', d, 'weights'], `应有 ${criteria.length} 项    one for each criterion is needed: ${criteria.length}`)
    })
    gates.forEach(({ failures }, g) =>
      failures.forEach(({ option }, f) => {
        if (!options.includes(option)) report(['gates', g, 'failures', f, 'option'], '不在 options 中    not one of the options')
      }),
    )
  },
)
type ValueInput = z.infer<typeof ValueInputSchema>

/** Weighted value. [C5][C9] */
export function answerByValue(input: ValueInput): Answer {
  const { options, criteria, performance, gates = [], departments = [] } = input
  const table = tableOf(options, criteria, performance)
  const given = departments.map(({ weights }) => normaliseWeights(weights)).filter(({ isWeightless }) => !isWeightless)
  const evaluation = evaluateOptions({ table, gates, weightings: given.map(({ weights }) => weights) })
  return { json: asJson(table, evaluation), words: valueInWords({ criteria, table, evaluation, voices: given.length }), notes: warningsOf(input, evaluation).map(warningInWords) }
}

function warningsOf({ options, criteria, performance }: ValueInput, { ranking, cautions }: Evaluation): readonly Warning[] {
  const reversed = criteria.filter(({ direction, worst, best }) => direction === 'max' === worst > best)
  return [
    ...(normaliseWeights(criteria.map(({ weight }) => weight)).isWeightless ? [{ kind: 'weights-all-zero' as const }] : []),
    ...reversed.map(({ id }) => ({ kind: 'ends-reversed' as const, criterion: id })),
    ...cellsOutside(options, criteria satisfies readonly Criterion[], performance).map((cell) => ({ kind: 'outside-scale' as const, ...cell })),
    ...(ranking === null || options.length === 1 ? [{ kind: 'nothing-to-compare' as const }] : []),
    ...cautions,
  ]
}

/** The last three fields are there only if there is something to say. */
function asJson({ criteria }: ValueTable, evaluation: Evaluation): Answer['json'] {
  const { scores, ranking, stability, acceptability, dominated, failed } = evaluation
  const incomplete = scores.filter(({ coverage }) => coverage < 1)
  return {
    scores: keyed(scores.map(({ option }) => option), scores.map(({ score }) => score)),
    ranking: ranking?.places.map(({ options }) => options) ?? [],
    stability: stability.length === 0 ? {} : keyed(criteria, stability.map(({ low, high }) => [low, high])),
    acceptability: keyed(acceptability.map(({ option }) => option), acceptability.map(({ shares }) => shares)),
    dominated: dominated.map(({ option }) => option),
    ...(incomplete.length > 0 && {
      incomplete: keyed(incomplete.map(({ option }) => option), incomplete.map(({ coverage, low, high }) => ({ coverage, low, high }))),
      undecided: ranking?.undecided ?? [],
    }),
    ...(failed.length > 0 && { failed }),
  }
}
