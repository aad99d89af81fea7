import { z } from 'zod'
import { ahpWeights, INCONSISTENT } from '../../../shared/decision/ahp/ahpWeights.ts'
import type { Answer } from './Answer.ts'
import { columns } from './columns.ts'
import { checked, checkTable, checkUnique, keyed, NameSchema } from './fields.ts'

/** What rounding leaves of a reciprocal: 0.14 for 1/7. */
const ROUNDING = 0.05
const LARGEST = 1e6

export const AhpInputSchema = checked(
  z.object({ items: z.array(NameSchema).min(1).max(50), judgements: z.array(z.array(z.number().min(1 / LARGEST).max(LARGEST).nullable())) }),
  ({ items, judgements }, report) => {
    checkUnique(items, (index) => ['items', index], report)
    checkTable('judgements', judgements, { rows: items.length, size: items.length }, report)
    judgements.slice(0, items.length).forEach((row, i) =>
      row.slice(0, i + 1).forEach((judgement, j) => {
        const mirrored = judgements[j]?.[i] ?? null
        if (i === j) {
          if (judgement !== null && judgement !== 1) report(['judgements', i, j], '对角线应为 1    must be 1 on the diagonal')
        } else if (judgement === null && mirrored === null) report(['judgements', j, i], '缺少判断    the judgement is missing')
        else if (judgement !== null && mirrored !== null && Math.abs(judgement * mirrored - 1) > ROUNDING)
          report(['judgements', i, j], `应为 judgements[${j}][${i}] 的倒数    must be 1 divided by judgements[${j}][${i}]: ${Number((1 / mirrored).toPrecision(4))}`)
      }),
    )
  },
)

/** Analytic hierarchy process. [C5][C9] */
export function answerByAhp({ items, judgements }: z.infer<typeof AhpInputSchema>): Answer {
  const complete = judgements.map((row, i) => row.map((judgement, j) => judgement ?? 1 / (judgements[j]?.[i] ?? 1)))
  const { weights, lambdaMax, consistencyRatio, worstTriple } = ahpWeights(complete)
  const triple = worstTriple && { ...worstTriple, items: worstTriple.items.map((place) => items[place] ?? '') }
  const [a, b, c] = triple?.items ?? []
  return {
    json: { weights: keyed(items, weights), lambdaMax, consistencyRatio, ...(triple && { worstTriple: triple }) },
    words: `${columns([['项目 item', '权重 weight'], ...items.map((item, i) => [item, (weights[i] ?? 0).toFixed(4)])])}λmax ${lambdaMax.toFixed(4)}，一致性比率 consistency ratio ${consistencyRatio === null ? '—' : consistencyRatio.toFixed(4)}\n`,
    notes: [
      ...(triple
        ? [`一致性比率大于 ${INCONSISTENT}，最矛盾的是    the ratio is above ${INCONSISTENT}; what contradicts itself most: ${a}, ${b}, ${c} (${a} : ${c} = ${triple.stated.toPrecision(3)}, ${b}: ${triple.implied.toPrecision(3)})`]
        : []),
      ...(consistencyRatio === null ? ['多于 10 项，没有公认的随机一致性指标    more than 10 items: there is no agreed random index'] : []),
    ],
  }
}
