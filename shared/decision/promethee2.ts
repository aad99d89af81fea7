import { total } from './value/weights.ts'

export interface FlowCriterion {
  /** At least 0; over all criteria they sum to 1. */
  readonly weight: number
  readonly direction: 'max' | 'min'
  /** `usual`: any lead is a full preference. `linear`: none up to `indifference`, full from `strict`, straight in between. */
  readonly preference: { readonly kind: 'usual' } | { readonly kind: 'linear'; readonly indifference: number; readonly strict: number }
}

export interface Flow {
  /** Mean preference over the other options, and of the others over this one: 0 to 1. */
  readonly positive: number
  readonly negative: number
  /** positive − negative. The net flows of all options sum to 0. */
  readonly net: number
}

/**
 * PROMETHEE II (J.-P. Brans and Ph. Vincke, Management Science 31(6), 1985), for a second opinion that does not let
 * a great lead on one criterion make up for another. One option alone has flows of 0.
 * @param performance options × criteria in their own units, complete; a difference is in the criterion's unit.
 */
export function promethee2(criteria: readonly FlowCriterion[], performance: readonly (readonly number[])[]): readonly Flow[] {
  const others = Math.max(1, performance.length - 1)
  const preferences = performance.map((a) => performance.map((b) => total(criteria.map((criterion, j) => criterion.weight * preferenceFor(criterion, a[j] ?? 0, b[j] ?? 0)))))
  return performance.map((_, i) => {
    const positive = total(preferences[i] ?? []) / others
    const negative = total(preferences.map((row) => row[i] ?? 0)) / others
    return { positive, negative, net: positive - negative }
  })
}

function preferenceFor({ direction, preference }: FlowCriterion, a: number, b: number): number {
  const lead = direction === 'max' ? a - b : b - a
  if (preference.kind === 'usual') return lead > 0 ? 1 : 0
  const { indifference, strict } = preference
  if (lead <= indifference) return 0
  return lead >= strict ? 1 : (lead - indifference) / (strict - indifference)
}
