import type { ValueTable } from './ValueTable.ts'

/** A condition that no score makes up for: law, budget, safety. */
export interface Gate {
  readonly id: string
  readonly failures: readonly { readonly option: string; readonly reason: string }[]
}

export interface GateFailure {
  readonly option: string
  readonly gate: string
  readonly reason: string
}

export interface Gated {
  /** The options that pass all gates. */
  readonly passed: ValueTable
  /** Shown with the reason, and in no ranking. */
  readonly failed: readonly GateFailure[]
}

export function applyGates(table: ValueTable, gates: readonly Gate[]): Gated {
  const failed = table.options.flatMap((option) =>
    gates.flatMap(({ id, failures }) => failures.filter((failure) => failure.option === option).map(({ reason }) => ({ option, gate: id, reason }))),
  )
  const isPassed = table.options.map((option) => failed.every((failure) => failure.option !== option))
  return {
    passed: { ...table, options: table.options.filter((_, i) => isPassed[i]), values: table.values.filter((_, i) => isPassed[i]) },
    failed,
  }
}
