import { z } from 'zod'
import { consensus } from '../../../shared/decision/consensus.ts'
import { total } from '../../../shared/decision/value/weights.ts'
import type { Answer } from './Answer.ts'
import { columns } from './columns.ts'

export const ConsensusInputSchema = z.object({ counts: z.array(z.number().min(0)).min(2).max(1000) })

/** Fewer say nothing about agreement; the figure is then left to scripts. */
const FEWEST = 3

/** Tastle and Wierman's consensus. [C5][C9] */
export function answerByConsensus({ counts }: z.infer<typeof ConsensusInputSchema>): Answer {
  const found = consensus(counts)
  const people = total(counts)
  const figures = found && people >= FEWEST ? `共识度 consensus ${found.consensus.toFixed(4)}，均值 mean ${found.mean.toFixed(4)} (n = ${people})` : `人数太少，不计共识度    too few for a figure (n = ${people})`
  return {
    json: { consensus: found?.consensus ?? null, mean: found?.mean ?? null },
    words: `${columns([['档次 category', '人数 count'], ...counts.map((count, index) => [String(index + 1), String(count)])])}${figures}\n`,
    notes: [],
  }
}
