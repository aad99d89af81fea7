import { frameOf } from '../schema/round.ts'
import { actionStatus } from './actions.ts'
import { isAgendaItemInUse } from './agenda.ts'
import { isRuleInUse, optionRemovalRefusal } from './frame.ts'
import { issuesInColumn } from './issues.ts'
import type { MeetingDocument } from './MeetingDocument.ts'
import { isResolutionInUse } from './resolutions.ts'
import { roundState } from './rounds.ts'

/** Why one's own command is not undone, or not done again: others have built on what it would take away. */
export type UndoRefusal =
  | { readonly kind: 'undo-agenda-item-in-use' }
  | { readonly kind: 'undo-column-not-empty' }
  | { readonly kind: 'undo-subject-in-use' }
  | { readonly kind: 'undo-gate-judged' }
  | { readonly kind: 'undo-criterion-scored' }
  | { readonly kind: 'undo-rule-in-use' }
  | { readonly kind: 'undo-resolution-in-use' }
  | { readonly kind: 'undo-action-dispatched' }

type Reference = readonly [isReferred: (meeting: MeetingDocument, id: string) => boolean, kind: UndoRefusal['kind']]

/**
 * What keeps a record, by section: at least what keeps it from its button. A gate with verdicts and a criterion with
 * scores may go by their button, whose reader sees them, and not by an undo, whose reader looks elsewhere. An attendance
 * or an issue is nothing that others state or score anything about.
 */
const REMOVALS: Readonly<Record<string, Reference>> = {
  agenda: [isAgendaItemInUse, 'undo-agenda-item-in-use'],
  columns: [({ issues }, id) => issuesInColumn(issues.list(), id).length > 0, 'undo-column-not-empty'],
  options: [isOptionInUse, 'undo-subject-in-use'],
  gates: [({ gateVerdicts }, id) => gateVerdicts.list().some(({ gateId }) => gateId === id), 'undo-gate-judged'],
  criteria: [isCriterionScored, 'undo-criterion-scored'],
  itemRules: [isRuleInUse, 'undo-rule-in-use'],
  resolutions: [isResolutionInUse, 'undo-resolution-in-use'],
  actions: [(meeting, id) => actionStatus(meeting, id).status !== 'draft', 'undo-action-dispatched'],
}

/** Records that stay as they are once something refers to them: taken away or changed makes no difference. */
const FIXED: Readonly<Record<string, Reference | undefined>> = { itemRules: REMOVALS['itemRules'] }

export interface UndoneRecord {
  readonly section: string
  readonly id: string
  /** Whether undoing takes the whole record away. */
  readonly isRemoved: boolean
}

/** Null if nothing stands in the way of undoing what was done to that record. */
export function undoRefusal(meeting: MeetingDocument, { section, id, isRemoved }: UndoneRecord): UndoRefusal | null {
  const [isReferred, kind] = (isRemoved ? REMOVALS[section] : FIXED[section]) ?? []
  return isReferred && kind && isReferred(meeting, id) ? { kind } : null
}

function isOptionInUse(meeting: MeetingDocument, id: string): boolean {
  const option = meeting.options.get(id)
  if (!option) return false
  // "Do nothing" goes with the only other option, which has to be free as well.
  return optionRemovalRefusal(meeting, { ...option, isDoNothing: false }) === 'subject-in-use' || meeting.gateVerdicts.list().some(({ optionId }) => optionId === id)
}

function isCriterionScored({ rounds }: MeetingDocument, id: string): boolean {
  return rounds.list().some((round) => roundState(round) !== 'voided' && frameOf(round)?.criteria.some((criterion) => criterion.id === id))
}
