import { optionLines, type RoundResults } from './roundResults.ts'

export interface OptionShift {
  readonly option: string
  /** Weighted value and rank in each round; null where it was not scored, or has none. */
  readonly before: { readonly score: number | null; readonly rank: string | null } | null
  readonly after: { readonly score: number | null; readonly rank: string | null }
}

/** How the group moved from one round to the next, in the later one's order. */
export function roundShift(before: RoundResults, after: RoundResults): readonly OptionShift[] {
  const earlier = optionLines(before.evaluation)
  return optionLines(after.evaluation).map(({ option, score, rank }) => {
    const line = earlier.find((other) => other.option === option)
    return { option, before: line ? { score: line.score, rank: line.rank } : null, after: { score, rank } }
  })
}
