import type { MeetingSnapshot } from '../schema/snapshot.ts'
import { actionGaps, type ActionGap } from './actions.ts'

/** Something that keeps a meeting from closing. `id` is the record's, `title` what people know it by. */
export type OpenMatter =
  | { readonly kind: 'agenda-item-open'; readonly id: string; readonly title: string }
  | { readonly kind: 'resolution-missing'; readonly id: string; readonly title: string }
  | { readonly kind: 'action-missing'; readonly id: string; readonly title: string }
  | { readonly kind: 'action-incomplete'; readonly id: string; readonly title: string; readonly gaps: readonly ActionGap[] }

/**
 * [M1] Every agenda item has ended as resolved, deferred, shelved or withdrawn; a resolved one has a resolution.
 * [M2] A resolution that needs follow-up has an action, and every action that stands is complete.
 * Empty means that the meeting can close.
 */
export function openMatters(meeting: MeetingSnapshot): readonly OpenMatter[] {
  const matters: OpenMatter[] = []
  for (const { id, title, status } of meeting.agenda) {
    if (status === 'pending' || status === 'discussing') matters.push({ kind: 'agenda-item-open', id, title })
    else if (status === 'resolved' && !meeting.resolutions.some((resolution) => resolution.itemId === id))
      matters.push({ kind: 'resolution-missing', id, title })
  }
  for (const { id, text, needsFollowUp } of meeting.resolutions) {
    const isFollowedUp = meeting.actions.some((action) => action.resolutionId === id && action.status !== 'withdrawn')
    if (needsFollowUp && !isFollowedUp) matters.push({ kind: 'action-missing', id, title: text })
  }
  for (const action of meeting.actions) {
    const gaps = action.status === 'withdrawn' ? [] : actionGaps(action)
    if (gaps.length > 0) matters.push({ kind: 'action-incomplete', id: action.id, title: action.task, gaps })
  }
  return matters
}
