import type { ValueTable } from './ValueTable.ts'

export interface Dominated {
  readonly option: string
  /** Every option that is at least as good on each criterion and better on one. */
  readonly by: readonly string[]
}

/** Needs no weights, so it is shown before any. With missing values only what holds whatever they are. */
export function dominated({ options, values }: Pick<ValueTable, 'options' | 'values'>): readonly Dominated[] {
  return options.flatMap((option, k) => {
    const by = options.filter((_, i) => i !== k && dominates(values[i] ?? [], values[k] ?? []))
    return by.length > 0 ? [{ option, by }] : []
  })
}

function dominates(better: readonly (number | null)[], worse: readonly (number | null)[]): boolean {
  const leads = better.map((value, j) => (value ?? 0) - (worse[j] ?? 100))
  return leads.every((lead) => lead >= 0) && leads.some((lead) => lead > 0)
}
