import type { Judgements } from './ahpWeights.ts'

export interface Triple {
  /** Places of the three items. */
  readonly items: readonly [number, number, number]
  /** What the first is to the third by way of the second, and what was said directly. */
  readonly implied: number
  readonly stated: number
}

/** The triple whose three judgements contradict each other most: the greatest |log(a_ij · a_jk / a_ik)|. Null below 3 items. */
export function worstTriple(judgements: Judgements): Triple | null {
  let worst: { readonly triple: Triple; readonly contradiction: number } | null = null
  const at = (i: number, j: number): number => judgements[i]?.[j] ?? 1
  for (let i = 0; i < judgements.length; i += 1)
    for (let j = i + 1; j < judgements.length; j += 1)
      for (let k = j + 1; k < judgements.length; k += 1) {
        const implied = at(i, j) * at(j, k)
        const contradiction = Math.abs(Math.log(implied / at(i, k)))
        if (worst === null || contradiction > worst.contradiction) worst = { triple: { items: [i, j, k], implied, stated: at(i, k) }, contradiction }
      }
  return worst?.triple ?? null
}
