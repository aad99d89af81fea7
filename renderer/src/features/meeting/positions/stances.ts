import type { Stance } from '../../../../../shared/schema/decisionRule.ts'

/** `none`: entitled and silent, which is never consent. */
export type ShownStance = Stance | 'none'

export const STANCE_SHAPES: Readonly<Record<ShownStance, string>> = { support: '●', conditional: '▲', oppose: '■', abstain: '◇', recused: '×', none: '○' }
