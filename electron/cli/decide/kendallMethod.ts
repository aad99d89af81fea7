import { z } from 'zod'
import { kendallW } from '../../../shared/decision/kendallW.ts'
import type { Answer } from './Answer.ts'
import { checked, checkTable } from './fields.ts'

export const KendallInputSchema = checked(z.object({ ranks: z.array(z.array(z.number()).min(1).max(200)).min(1).max(1000) }), ({ ranks }, report) =>
  checkTable('ranks', ranks, { rows: ranks.length, size: ranks[0]?.length ?? 0 }, report),
)

/** Kendall's W. [C5][C9] */
export function answerByKendall({ ranks }: z.infer<typeof KendallInputSchema>): Answer {
  const found = kendallW(ranks)
  const size = `${ranks.length} 方 raters, ${ranks[0]?.length ?? 0} 项 items`
  return {
    json: { W: found?.W ?? null, chiSquare: found?.chiSquare ?? null },
    words: found ? `W ${found.W.toFixed(4)}，χ² ${found.chiSquare.toFixed(4)} (${size})\n` : `W —，χ² — (${size})\n`,
    notes: found ? [] : ['少于 3 方或 3 项，或全部并列，无法计算    not defined: fewer than 3 raters or items, or everyone ties everything'],
  }
}
