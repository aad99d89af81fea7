import { promethee2 } from '../../../../../shared/decision/promethee2.ts'
import { placesOf, type Place } from '../../../../../shared/decision/ties.ts'
import type { ValueTable } from '../../../../../shared/decision/value/ValueTable.ts'

/** Points of value up to which two options are as good as each other, and from which one is preferred altogether. */
export const INDIFFERENCE = 5
export const STRICT = 25

export interface SecondOpinion {
  readonly flows: readonly { readonly option: string; readonly net: number }[]
  readonly places: readonly Place[]
}

/** PROMETHEE II over the same values: great leads on one criterion do not make up for small ones elsewhere. Null where a score is missing. */
export function secondOpinion({ options, weights, values }: ValueTable): SecondOpinion | null {
  const rows = values.map((row) => row.filter((value) => value !== null))
  if (options.length < 2 || rows.some((row) => row.length !== weights.length)) return null
  const criteria = weights.map((weight) => ({ weight, direction: 'max' as const, preference: { kind: 'linear' as const, indifference: INDIFFERENCE, strict: STRICT } }))
  const flows = promethee2(criteria, rows).map(({ net }, i) => ({ option: options[i] ?? '', net }))
  return { flows, places: placesOf(flows.map(({ option, net }) => ({ option, result: net }))) }
}
