import { orderLast } from '../lib/order.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type { Adoption } from '../schema/adoption.ts'
import type { Resolution, ResolutionOutcome } from '../schema/meeting.ts'
import type { ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { transact, type MeetingDocument } from './MeetingDocument.ts'

export type ResolutionError =
  | { readonly kind: 'resolution-gone' }
  | { readonly kind: 'agenda-item-gone' }
  | { readonly kind: 'text-missing' }
  | { readonly kind: 'resolution-in-use' }
  | ValueRefused

export interface NewResolution {
  readonly itemId: string
  readonly text: string
  readonly outcome?: ResolutionOutcome
  readonly needsFollowUp?: boolean
}

export function draftResolution(meeting: MeetingDocument, resolution: NewResolution, context: CommandContext): Result<string, ResolutionError> {
  if (!meeting.agenda.get(resolution.itemId)) return err({ kind: 'agenda-item-gone' })
  if (!resolution.text.trim()) return err({ kind: 'text-missing' })
  const id = context.newId()
  const record: Resolution = {
    id,
    order: orderLast(meeting.resolutions.list()),
    itemId: resolution.itemId,
    text: resolution.text,
    outcome: resolution.outcome ?? 'adopted',
    needsFollowUp: resolution.needsFollowUp ?? true,
  }
  const fitting = meeting.resolutions.fits(record)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.resolutions.insert(record))
  return ok(id)
}

export type ResolutionChanges = Partial<Pick<Resolution, 'text' | 'outcome' | 'needsFollowUp'>>

export function editResolution(meeting: MeetingDocument, id: string, changes: ResolutionChanges, context: CommandContext): Result<void, ResolutionError> {
  const resolution = meeting.resolutions.get(id)
  if (!resolution) return err({ kind: 'resolution-gone' })
  if (changes.text !== undefined && !changes.text.trim()) return err({ kind: 'text-missing' })
  const fitting = meeting.resolutions.fits({ ...resolution, ...changes })
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.resolutions.patch(id, changes))
  return ok()
}

/** A resolution stays once actions point to it, a department has stated a position on it, or it was adopted. */
export function removeResolution(meeting: MeetingDocument, id: string, context: CommandContext): Result<void, ResolutionError> {
  if (!meeting.resolutions.get(id)) return err({ kind: 'resolution-gone' })
  if (isResolutionInUse(meeting, id)) return err({ kind: 'resolution-in-use' })
  transact(meeting, context, () => meeting.resolutions.remove(id))
  return ok()
}

export function isResolutionInUse({ actions, positions, adoptions }: MeetingDocument, id: string): boolean {
  const records = [...actions.list(), ...adoptions.list()]
  return records.some(({ resolutionId }) => resolutionId === id) || positions.list().some(({ subjectId }) => subjectId === id)
}

export function resolutionsOf(resolutions: readonly Resolution[], itemId: string): readonly Resolution[] {
  return resolutions.filter((resolution) => resolution.itemId === itemId)
}

/** The draft that an item is at: the last of its resolutions that was not adopted yet. */
export function currentDraft(resolutions: readonly Resolution[], adoptions: readonly Pick<Adoption, 'resolutionId'>[], itemId: string): Resolution | undefined {
  const adopted = new Set(adoptions.map(({ resolutionId }) => resolutionId))
  return resolutionsOf(resolutions, itemId).findLast(({ id }) => !adopted.has(id))
}
