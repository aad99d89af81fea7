import { seeded } from '../seeded.ts'
import { DRAWS, rankAcceptability, SEED, type Acceptability } from './acceptability.ts'
import { cautionsFor, type Caution } from './cautions.ts'
import { cellTornado, type Disagreement } from './cellTornado.ts'
import { dominated, type Dominated } from './dominance.ts'
import { applyGates, type Gate, type GateFailure } from './gates.ts'
import { rankOptions, type Ranking } from './rankOptions.ts'
import { scoreOptions, type OptionScore } from './scoreOptions.ts'
import { stabilityIntervals, type StabilityInterval } from './stability.ts'
import type { Matrix, ValueTable } from './ValueTable.ts'

export interface Evaluation {
  /** Of the options that passed all gates, as everything below. */
  readonly scores: readonly OptionScore[]
  /** Null if the gates left one option or none: it is compared with doing nothing only, and is not "first". */
  readonly ranking: Ranking | null
  readonly stability: readonly StabilityInterval[]
  readonly acceptability: readonly Acceptability[]
  readonly dominated: readonly Dominated[]
  /** What to talk about, if departments scored. */
  readonly disagreements: readonly Disagreement[]
  readonly failed: readonly GateFailure[]
  readonly cautions: readonly Caution[]
}

export interface EvaluationInput {
  readonly table: ValueTable
  /** What each department scored, with the rows and columns of the table; none if the table's values are measured. */
  readonly scorings?: readonly Matrix[]
  readonly gates: readonly Gate[]
  /** As for `rankAcceptability`. */
  readonly weightings: readonly (readonly number[])[]
  readonly seed?: number
  readonly draws?: number
}

/** Everything that the weighted value says of the options: gates, then scores and order, then how sure that is. */
export function evaluateOptions({ table, scorings = [], gates, weightings, seed = SEED, draws = DRAWS }: EvaluationInput): Evaluation {
  const { passed, failed } = applyGates(table, gates)
  const scored = scorings.map((scoring) => scoring.filter((_, i) => passed.options.includes(table.options[i] ?? '')))
  const scores = scoreOptions(passed)
  const isComparable = failed.length === 0 || passed.options.length > 1
  const ranking = isComparable ? rankOptions(scores) : null
  return {
    scores,
    ranking,
    stability: ranking ? stabilityIntervals(passed) : [],
    acceptability: ranking ? rankAcceptability({ options: passed.options, scorings: scored.length > 0 ? scored : [passed.values], weightings, random: seeded(seed), draws }) : [],
    dominated: dominated(passed),
    disagreements: ranking ? cellTornado(passed, scored) : [],
    failed,
    cautions: ranking ? cautionsFor(passed, scores, ranking) : [],
  }
}
