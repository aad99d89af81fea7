import { createContext, useContext } from 'react'
import { assert } from '../../../../shared/lib/assert.ts'
import type { ActionFields } from '../../../../shared/model/actions.ts'
import type { ActionEventKind } from '../../../../shared/schema/action.ts'
import type { ActionRow } from './actionRows.ts'

export const COLUMNS = ['status', 'task', 'lead', 'supporting', 'due', 'criterion', 'evidence', 'link', 'next'] as const
export type ColumnName = (typeof COLUMNS)[number]

/** What rows and the panel share. */
export interface ActionsHandle {
  /** Why the action's fields may not be changed, or null. */
  readonly editReason: (row: ActionRow) => string | null
  /** Why nothing may be recorded about it, or null. */
  readonly advanceReason: (row: ActionRow) => string | null
  /** Whether the person here may make this department the lead; null for none at all. */
  readonly isOffered: (departmentId: string | null) => boolean
  /** `议题 2`, `议定 3`: where the action comes from; empty for nowhere. */
  readonly linkText: (row: ActionRow) => string
  /** False if the command refused; the reason is on screen then. */
  readonly edit: (id: string, changes: Partial<ActionFields>) => boolean
  readonly advance: (row: ActionRow, kind: ActionEventKind) => void
  readonly remove: (row: ActionRow) => void
  readonly open: (id: string) => void
}

export const ActionsContext = createContext<ActionsHandle | null>(null)

export function useActions(): ActionsHandle {
  const actions = useContext(ActionsContext)
  assert(actions !== null, 'useActions outside ActionsContext')
  return actions
}
