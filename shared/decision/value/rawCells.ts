import type { Ballot, Frame } from '../../schema/round.ts'
import { summariseCell, type CellSummary } from './groupScores.ts'

/** By option and criterion of the frame, in the criterion's own unit: what those who scored gave. */
export function rawCells({ options, criteria }: Frame, ballots: readonly Pick<Ballot, 'kind' | 'scores'>[]): readonly (readonly CellSummary[])[] {
  const scored = ballots.filter(({ kind }) => kind === 'scored')
  return options.map(({ id: optionId }) =>
    criteria.map(({ id: criterionId }) => summariseCell(scored.map(({ scores }) => scores.find((score) => score.optionId === optionId && score.criterionId === criterionId)?.value ?? null))),
  )
}
