import type { Stance } from '../../schema/decisionRule.ts'

export interface EntitledDepartment {
  readonly id: string
  /** A role by which the rule may give it a veto; null for none. */
  readonly role: string | null
}

export interface StatedPosition {
  readonly stance: Stance
  /** Of a conditional support: all its conditions are met. */
  readonly areConditionsMet: boolean
}

export interface PositionCount {
  readonly support: readonly string[]
  readonly conditional: readonly string[]
  readonly oppose: readonly string[]
  readonly abstain: readonly string[]
  readonly recused: readonly string[]
  /** Entitled and silent: counted as neither for nor against. */
  readonly notStated: readonly string[]
  /** Conditional ones with a condition still open. */
  readonly withOpenConditions: readonly string[]
  /** Gave a position without being entitled to one, who joined after the list was frozen say: counted nowhere. */
  readonly notEntitled: readonly string[]
}

/**
 * Who stands where, as department ids.
 * @param entitled as it was when positions were called for. Observers are not on it.
 * @param positions by department id.
 */
export function countPositions(entitled: readonly EntitledDepartment[], positions: ReadonlyMap<string, StatedPosition>): PositionCount {
  const those = (is: (position: StatedPosition | undefined) => boolean): readonly string[] => entitled.map(({ id }) => id).filter((id) => is(positions.get(id)))
  return {
    support: those((position) => position?.stance === 'support'),
    conditional: those((position) => position?.stance === 'conditional'),
    oppose: those((position) => position?.stance === 'oppose'),
    abstain: those((position) => position?.stance === 'abstain'),
    recused: those((position) => position?.stance === 'recused'),
    notStated: those((position) => position === undefined),
    withOpenConditions: those((position) => position?.stance === 'conditional' && !position.areConditionsMet),
    notEntitled: [...positions.keys()].filter((id) => entitled.every((department) => department.id !== id)),
  }
}
