import type { MeetingSnapshot } from '../schema/snapshot.ts'
import { actionGaps, type ActionGap } from './actions.ts'
import { roundState } from './rounds.ts'
import { waitingCountersigns } from './countersigning.ts'

/** Something that keeps a meeting from closing. `id` is the record's, `title` what people know it by. */
export type OpenMatter =
  | { readonly kind: 'agenda-item-open'; readonly id: string; readonly title: string }
  /** A silent round is neither revealed nor voided; `id` is the item's. */
  | { readonly kind: 'round-open'; readonly id: string; readonly title: string }
  | { readonly kind: 'resolution-missing'; readonly id: string; readonly title: string }
  | { readonly kind: 'action-missing'; readonly id: string; readonly title: string }
  | { readonly kind: 'action-incomplete'; readonly id: string; readonly title: string; readonly gaps: readonly ActionGap[] }
  /** Somebody has still time to countersign the resolution. */
  | { readonly kind: 'countersign-open'; readonly id: string; readonly title: string }

/**
 * [M1] Every agenda item has ended as resolved, deferred, shelved or withdrawn; a resolved one has a resolution.
 * [C4] No silent round is open: its ballots would be in no record.
 * [M2] A resolution that needs follow-up has an action, and every action that stands is complete.
 * [M11] Countersignatures that were asked for are there, or their deadline has passed.
 * Empty means that the meeting can close.
 * @param now an instant.
 */
export function openMatters(meeting: MeetingSnapshot, now: string): readonly OpenMatter[] {
  const matters: OpenMatter[] = []
  for (const { id, title, status } of meeting.agenda) {
    if (status === 'pending' || status === 'discussing') matters.push({ kind: 'agenda-item-open', id, title })
    else if (status === 'resolved' && !meeting.resolutions.some((resolution) => resolution.itemId === id))
      matters.push({ kind: 'resolution-missing', id, title })
  }
  for (const { itemId } of meeting.rounds.filter((round) => roundState(round) === 'open')) {
    const title = meeting.agenda.find(({ id }) => id === itemId)?.title ?? ''
    matters.push({ kind: 'round-open', id: itemId, title })
  }
  for (const { id, text, needsFollowUp } of meeting.resolutions) {
    const isFollowedUp = meeting.actions.some((action) => action.resolutionId === id && action.status !== 'withdrawn')
    if (needsFollowUp && !isFollowedUp) matters.push({ kind: 'action-missing', id, title: text })
  }
  for (const action of meeting.actions) {
    const gaps = action.status === 'withdrawn' ? [] : actionGaps(action)
    if (gaps.length > 0) matters.push({ kind: 'action-incomplete', id: action.id, title: action.task, gaps })
  }
  const waiting = waitingCountersigns(meeting.countersignRequests, meeting.countersigns, now)
  for (const { id, text } of meeting.resolutions) if (waiting.has(id)) matters.push({ kind: 'countersign-open', id, title: text })
  return matters
}
