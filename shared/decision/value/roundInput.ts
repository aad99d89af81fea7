import type { Gate as FrameGate, GateVerdict } from '../../schema/frame.ts'
import type { Ballot, Frame } from '../../schema/round.ts'
import type { EvaluationInput } from './evaluateOptions.ts'
import type { Gate } from './gates.ts'
import { groupScores } from './groupScores.ts'
import { tableOf } from './tableOf.ts'
import type { Criterion, Matrix } from './ValueTable.ts'
import { groupWeights, normaliseWeights } from './weights.ts'

export interface JudgedGate extends Pick<FrameGate, 'id'> {
  /** The verdict that counts for each option; one that was not judged passes. */
  readonly verdicts: readonly Pick<GateVerdict, 'optionId' | 'isPassed' | 'reason'>[]
}

type RevealedBallot = Pick<Ballot, 'kind' | 'weights' | 'scores'>

/**
 * What `evaluateOptions` works on, out of one revealed round: the group's table is the mean of what departments gave.
 * Who abstained or is recused changes no figure. Null without options, criteria or anybody who scored.
 */
export function roundInput(frame: Frame, ballots: readonly RevealedBallot[], gates: readonly JudgedGate[] = []): EvaluationInput | null {
  const scored = ballots.filter(({ kind }) => kind === 'scored')
  if (frame.options.length === 0 || frame.criteria.length === 0 || scored.length === 0) return null
  const given = scored.map(({ weights }) => frame.criteria.map(({ id }) => weights.find(({ criterionId }) => criterionId === id)?.value ?? 0))
  const group = groupWeights(given, frame.criteria.length)
  const options = frame.options.map(({ id }) => id)
  const criteria = frame.criteria.map((criterion, j) => scaled(criterion, group.weights[j] ?? 0))
  const scorings = scored.map((ballot) => tableOf(options, criteria, performanceOf(frame, ballot)).values)
  const values = groupScores(scorings).map((row) => row.map(({ mean }) => mean))
  return {
    table: { options, criteria: criteria.map(({ id }) => id), weights: group.weights, values },
    scorings,
    gates: gates.map(failuresOf),
    weightings: given.map(normaliseWeights).filter(({ isWeightless }) => !isWeightless).map(({ weights }) => weights),
  }
}

function scaled({ id, worst, best }: Frame['criteria'][number], weight: number): Criterion {
  return { id, weight, direction: best > worst ? 'max' : 'min', worst, best }
}

function performanceOf({ options, criteria }: Frame, { scores }: RevealedBallot): Matrix {
  return options.map((option) => criteria.map((criterion) => scores.find(({ optionId, criterionId }) => optionId === option.id && criterionId === criterion.id)?.value ?? null))
}

function failuresOf({ id, verdicts }: JudgedGate): Gate {
  return { id, failures: verdicts.filter(({ isPassed }) => !isPassed).map(({ optionId, reason }) => ({ option: optionId, reason })) }
}
