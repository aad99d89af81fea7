import { evaluateOptions, type Evaluation, type EvaluationInput } from '../../../../../shared/decision/value/evaluateOptions.ts'
import { roundInput, type JudgedGate } from '../../../../../shared/decision/value/roundInput.ts'
import { firstOf } from '../../../../../shared/decision/value/rankOptions.ts'
import type { OptionScore } from '../../../../../shared/decision/value/scoreOptions.ts'
import type { Ballot, Frame } from '../../../../../shared/schema/round.ts'

/** How many of those who were asked did what. */
export interface Turnout {
  readonly entitled: number
  readonly scored: number
  readonly abstained: number
  readonly recused: number
  readonly silent: number
}

export function turnoutOf(entitled: readonly string[], ballots: readonly Pick<Ballot, 'kind'>[]): Turnout {
  const of = (kind: Ballot['kind']): number => ballots.filter((ballot) => ballot.kind === kind).length
  return { entitled: entitled.length, scored: of('scored'), abstained: of('abstain'), recused: of('recused'), silent: Math.max(0, entitled.length - ballots.length) }
}

export interface RoundResults {
  readonly input: EvaluationInput
  /** Without acceptability, which a worker draws. */
  readonly evaluation: Evaluation
}

/** What a revealed round comes to; null if nobody scored. */
export function roundResults(frame: Frame, ballots: readonly Ballot[], gates: readonly JudgedGate[]): RoundResults | null {
  const input = roundInput(frame, ballots, gates)
  return input && { input, evaluation: evaluated(input) }
}

/** The same with other weights, as the sliders have them. */
export function withWeights({ input }: RoundResults, weights: readonly number[]): RoundResults {
  const walked = { ...input, table: { ...input.table, weights } }
  return { input: walked, evaluation: evaluated(walked) }
}

function evaluated(input: EvaluationInput): Evaluation {
  return evaluateOptions({ ...input, draws: 0 })
}

export interface OptionLine extends OptionScore {
  /** "1", or "1=" where several share it; null where the data are not enough, or there is no ranking. */
  readonly rank: string | null
  /** Options that are at least as good on each criterion and better on one. */
  readonly dominatedBy: readonly string[]
}

/** The options that passed their gates by what they have for sure, best first: the order of their ranks, where they have one. */
export function optionLines({ scores, ranking, dominated }: Evaluation): readonly OptionLine[] {
  const places = ranking?.places ?? []
  const placeOf = (option: string) => places.find(({ options }) => options.includes(option))
  const lines = scores.map((score) => {
    const place = placeOf(score.option)
    const rank = place ? `${place.rank}${place.options.length > 1 ? '=' : ''}` : null
    return { ...score, rank, dominatedBy: dominated.find(({ option }) => option === score.option)?.by ?? [] }
  })
  return lines.toSorted((a, b) => b.low - a.low)
}

/** Who is first for sure; nobody where the data are not enough or the gates left one option. */
export function leaders({ ranking }: Evaluation): readonly string[] {
  return ranking ? firstOf(ranking) : []
}
