import { total } from '../value/weights.ts'
import { principalEigenvector } from './principalEigenvector.ts'
import { worstTriple, type Triple } from './worstTriple.ts'

/** `judgements[i][j]`: how many times as important i is as j. Square, positive, 1 on the diagonal, [j][i] = 1/[i][j]. */
export type Judgements = readonly (readonly number[])[]

export interface AhpWeights {
  /** Sum to 1. */
  readonly weights: readonly number[]
  readonly lambdaMax: number
  /** CI / RI with CI = (λmax − n)/(n − 1). 0 for one or two items, null for more than the table of RI has. */
  readonly consistencyRatio: number | null
  /** The three items that contradict each other most, if the ratio is above 0.10. It never stands in the way. */
  readonly worstTriple: Triple | null
}

/** Above this judgements should be looked at again (Saaty). */
export const INCONSISTENT = 0.1

/**
 * RI: mean consistency index of random judgements, by the number of items (T. L. Saaty; printed in Saaty and Tran, Math.
 * and Computer Modelling 46, 2007, 962–975). Above 10 items the printed tables differ from each other.
 */
const RANDOM_INDEX: Readonly<Record<number, number>> = { 3: 0.58, 4: 0.9, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49 }

/** Analytic hierarchy process: weights from pairwise judgements (T. L. Saaty, Int. J. Services Sciences 1(1), 83–98, 2008). */
export function ahpWeights(judgements: Judgements): AhpWeights {
  const weights = principalEigenvector(judgements)
  const lambdaMax = total(judgements.map((row) => total(row.map((judgement, j) => judgement * (weights[j] ?? 0)))))
  const consistencyRatio = ratioOf(lambdaMax, judgements.length)
  const isInconsistent = consistencyRatio !== null && consistencyRatio > INCONSISTENT
  return { weights, lambdaMax, consistencyRatio, worstTriple: isInconsistent ? worstTriple(judgements) : null }
}

function ratioOf(lambdaMax: number, items: number): number | null {
  if (items <= 2) return 0
  const random = RANDOM_INDEX[items]
  // Judgements that were rounded may leave λ a little below n.
  return random === undefined ? null : Math.max(0, (lambdaMax - items) / (items - 1) / random)
}
