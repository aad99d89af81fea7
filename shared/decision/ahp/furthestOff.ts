import type { Judgements } from './ahpWeights.ts'
import type { Triple } from './worstTriple.ts'

export interface FurthestOff {
  /** Places of the two items. */
  readonly pair: readonly [number, number]
  /** What the weights make of the pair: how many times the first is the second. */
  readonly fitting: number
}

/** Closer than this two judgements are equally far off. */
const ALIKE = 1e-9

/**
 * Of the three judgements of a triple, the one that is furthest from what all judgements together come to (the greatest
 * |log(a_ij · w_j / w_i)|): the first to look at again. Null if none stands out, as always where there are but three items.
 * @param weights as `ahpWeights` gives them for the same judgements.
 */
export function furthestOff(judgements: Judgements, weights: readonly number[], { items: [i, j, k] }: Pick<Triple, 'items'>): FurthestOff | null {
  const judged = ([[i, j], [j, k], [i, k]] as const).map((pair) => {
    const fitting = (weights[pair[0]] ?? 1) / (weights[pair[1]] ?? 1)
    return { pair, fitting, off: Math.abs(Math.log((judgements[pair[0]]?.[pair[1]] ?? 1) / fitting)) }
  })
  const [furthest, next] = judged.toSorted((a, b) => b.off - a.off)
  if (!furthest || !next || furthest.off - next.off <= ALIKE) return null
  return { pair: furthest.pair, fitting: furthest.fitting }
}
