import { ahpWeights, type Judgements } from '../../../../../../shared/decision/ahp/ahpWeights.ts'
import { furthestOff, type FurthestOff } from '../../../../../../shared/decision/ahp/furthestOff.ts'
import { judgementsOf, pairsOf, type Lean } from '../../../../../../shared/decision/ahp/pairs.ts'
import type { Triple } from '../../../../../../shared/decision/ahp/worstTriple.ts'
import { MOST_CRITERIA } from '../../../../../../shared/model/frame.ts'

/** One criterion has no pair, and more than a frame should have would ask too much: 21 pairs are plenty. */
export function canPair(criteria: number): boolean {
  return criteria > 1 && criteria <= MOST_CRITERIA
}

/** Two criteria by id, as they stand in the frame. */
export interface Pair {
  readonly key: string
  readonly first: string
  readonly second: string
}

export function pairKey(first: string, second: string): string {
  return `${first}/${second}`
}

export function criteriaPairs(criteria: readonly { readonly id: string }[]): readonly Pair[] {
  return pairsOf(criteria.length).flatMap(([i, j]) => {
    const [first, second] = [criteria[i]?.id, criteria[j]?.id]
    return first === undefined || second === undefined ? [] : [{ key: pairKey(first, second), first, second }]
  })
}

export interface Contradiction {
  readonly triple: Triple
  /** The judgement of the three to look at first, where one stands out. */
  readonly suspect: FurthestOff | null
}

export type PairWeights =
  | { readonly state: 'incomplete'; readonly missing: readonly Pair[] }
  | {
      readonly state: 'complete'
      /** Sum to 1, in the criteria's order. */
      readonly weights: readonly number[]
      /** Null for more criteria than there is an agreed index for. */
      readonly consistencyRatio: number | null
      /** Set if the ratio is above 0.10: to be looked at again, in nobody's way. */
      readonly contradiction: Contradiction | null
    }

/** What comparing in pairs has come to (AHP). Nothing is made up for a pair that was not compared. */
export function pairWeights(criteria: readonly { readonly id: string }[], leans: Readonly<Record<string, Lean>>): PairWeights {
  const judgements = judgementsOf(criteria.length, (i, j) => leans[pairKey(criteria[i]?.id ?? '', criteria[j]?.id ?? '')])
  if (!judgements) return { state: 'incomplete', missing: criteriaPairs(criteria).filter(({ key }) => leans[key] === undefined) }
  const { weights, consistencyRatio, worstTriple } = ahpWeights(judgements)
  return { state: 'complete', weights, consistencyRatio, contradiction: worstTriple && contradictionOf(judgements, weights, worstTriple) }
}

function contradictionOf(judgements: Judgements, weights: readonly number[], triple: Triple): Contradiction {
  return { triple, suspect: furthestOff(judgements, weights, triple) }
}
