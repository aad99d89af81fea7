import { toInstant } from '../../../../shared/lib/instant.ts'
import type { MeetingEntry } from '../../../../shared/schema/directory.ts'

export interface MeetingLists {
  /** Soonest first; what should have closed already comes before what is still to come. */
  readonly open: readonly MeetingEntry[]
  /** Latest first. */
  readonly closed: readonly MeetingEntry[]
}

export function meetingLists(meetings: readonly MeetingEntry[]): MeetingLists {
  const inOrder = meetings.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || (a.id < b.id ? -1 : 1))
  return {
    open: inOrder.filter((meeting) => meeting.closedAt === null),
    closed: inOrder.filter((meeting) => meeting.closedAt !== null).toReversed(),
  }
}

export type MeetingState = 'upcoming' | 'open' | 'closed'

export function meetingState(meeting: MeetingEntry, now: Date): MeetingState {
  if (meeting.closedAt !== null) return 'closed'
  return Date.parse(meeting.startsAt) > now.getTime() ? 'upcoming' : 'open'
}

/** Date and time for a new meeting, as the fields take them: the next full half hour. */
export function nextHalfHour(now: Date): { readonly date: string; readonly time: string } {
  const half = 30 * 60_000
  const next = new Date(Math.ceil(now.getTime() / half) * half)
  const instant = toInstant(next)
  return { date: instant.slice(0, 10), time: instant.slice(11, 16) }
}
