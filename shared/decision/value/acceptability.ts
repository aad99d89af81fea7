import { TIE } from '../ties.ts'
import { givenScores, scoresOf } from './groupScores.ts'
import type { Matrix, ValueTable } from './ValueTable.ts'
import { total } from './weights.ts'

/** Draws of a result that is shown or kept. The standard error of a share is then at most 0.005. */
export const DRAWS = 10_000

/** The seed unless a meeting stores its own. */
export const SEED = 20_260_305

export interface Acceptability {
  readonly option: string
  /** Share of the draws in which the option takes rank 1, 2, …; sums to 1. Those who tie all take the better rank. */
  readonly shares: readonly number[]
  /** Mean of the weights that put it first; null if none did. */
  readonly centralWeights: readonly number[] | null
}

export interface AcceptabilityInput {
  readonly options: ValueTable['options']
  /** Values of one or several departments: matrices of 0 to 100, null where one gave none. */
  readonly scorings: readonly Matrix[]
  /**
   * Weights of each department, normalised. What is drawn is a mixture of them (uniform over mixtures), so nothing
   * that nobody would say. An empty list: any weights whatever are as likely.
   */
  readonly weightings: readonly (readonly number[])[]
  /** Numbers in [0, 1): `seeded(SEED)`. */
  readonly random: () => number
  readonly draws?: number
}

/**
 * Stochastic multicriteria acceptability analysis (R. Lahdelma and P. Salminen, SMAA-2, Operations Research 49(3),
 * 444–454, 2001): how often each option takes each rank when weights and scores vary within what the departments said.
 * Where several scored a cell their scores are mixed, by one mixture for all cells of a draw; what nobody scored is
 * drawn uniformly from 0 to 100. Takes about a tenth of a second for 10,000 draws: long tables belong in a worker.
 */
export function rankAcceptability({ options, scorings, weightings, random, draws = DRAWS }: AcceptabilityInput): readonly Acceptability[] {
  const criteria = scorings[0]?.[0]?.length ?? 0
  const tally = options.map(() => ({ ranks: options.map(() => 0), weights: Array.from({ length: criteria }, () => 0) }))
  const drawValues = valuesFrom(scorings, random)
  for (let draw = 0; draw < draws; draw += 1) {
    const weights = weightings.length === 0 ? mixture(criteria, random) : mixed(weightings, mixture(weightings.length, random))
    const scores = drawValues().map((row) => row.reduce((sum, value, j) => sum + value * (weights[j] ?? 0), 0))
    tally.forEach(({ ranks, weights: central }, i) => {
      const better = scores.filter((score) => score > (scores[i] ?? 0) + TIE).length
      ranks[better] = (ranks[better] ?? 0) + 1
      if (better === 0) weights.forEach((weight, j) => (central[j] = (central[j] ?? 0) + weight))
    })
  }
  return options.map((option, i) => {
    const { ranks = [], weights = [] } = tally[i] ?? {}
    const first = ranks[0] ?? 0
    return { option, shares: ranks.map((count) => count / draws), centralWeights: first === 0 ? null : weights.map((sum) => sum / first) }
  })
}

export type Standing = 'robust' | 'leading' | 'contested'

/** In a word how sure a first place is, by its share of rank 1. The thresholds are our own. */
export function standingOf(share: number): Standing {
  return share >= 0.8 ? 'robust' : share >= 0.6 ? 'leading' : 'contested'
}

/** A point of the simplex, uniform on it: Dirichlet(1, …, 1). */
function mixture(parts: number, random: () => number): readonly number[] {
  const drawn = Array.from({ length: parts }, () => -Math.log(1 - random()))
  const sum = total(drawn)
  return sum > 0 ? drawn.map((part) => part / sum) : drawn.map(() => 1 / parts)
}

function mixed(rows: readonly (readonly number[])[], shares: readonly number[]): readonly number[] {
  return (rows[0] ?? []).map((_, j) => rows.reduce((sum, row, d) => sum + (shares[d] ?? 0) * (row[j] ?? 0), 0))
}

/** Cells on which nothing varies are worked out once. */
function valuesFrom(scorings: readonly Matrix[], random: () => number): () => readonly (readonly number[])[] {
  const cells = (scorings[0] ?? []).map((row, i) =>
    row.map((_, j) => {
      const scores = scoresOf(scorings, i, j)
      const given = givenScores(scores)
      return { scores, isFixed: given.length > 0 && given[0] === given.at(-1), fixed: given[0] ?? 0 }
    }),
  )
  const varies = cells.some((row) => row.some(({ isFixed }) => !isFixed))
  return () => {
    const shares = varies ? mixture(scorings.length, random) : []
    return cells.map((row) => row.map(({ scores, isFixed, fixed }) => (isFixed ? fixed : drawnScore(scores, shares, random))))
  }
}

function drawnScore(scores: readonly (number | null)[], shares: readonly number[], random: () => number): number {
  let [sum, weight] = [0, 0]
  scores.forEach((score, d) => {
    if (score === null) return
    const share = shares[d] ?? 0
    sum += share * score
    weight += share
  })
  return weight > 0 ? sum / weight : 100 * random()
}
