import type { AgendaItem } from '../schema/agenda.ts'
import type { Body } from '../schema/body.ts'
import type { MeetingInvitation } from '../schema/directory.ts'
import type { MeetingInfo } from '../schema/meeting.ts'
import type { Paper } from '../schema/submission.ts'

const HOUR = 3_600_000

/**
 * By when, in ms since 1970; null where the body has no such rule, or no body meets. Counted back from the beginning of
 * the meeting in hours as the clock runs, days off included: the rules are in hours, and no working calendar is kept.
 */
export interface MeetingDeadlines {
  readonly noticeBy: number | null
  readonly papersBy: number | null
}

export function deadlinesOf(startsAt: string, body: Pick<Body, 'noticeHours' | 'paperHours'> | undefined): MeetingDeadlines {
  const before = (hours: number | undefined): number | null => (hours === undefined || hours === 0 ? null : Date.parse(startsAt) - hours * HOUR)
  return { noticeBy: before(body?.noticeHours), papersBy: before(body?.paperHours) }
}

/**
 * Whether the secretariat has taken an invitation that says when and where the meeting is now. `changed`: one was taken,
 * and says something else. `late`: after the deadline. `due`: not taken, and there is time; `overdue`: and there is none.
 */
export type NoticeState = 'none-needed' | 'out' | 'late' | 'due' | 'changed' | 'overdue'

type Said = Pick<MeetingInfo, 'title' | 'startsAt' | 'place'>

export function noticeState(noticeBy: number | null, invitation: MeetingInvitation | undefined, info: Said, now: number): NoticeState {
  if (noticeBy === null) return 'none-needed'
  const takenAt = invitation?.takenAt
  const isSame = invitation?.isCancelled !== true && invitation?.title === info.title && invitation.place === info.place && Date.parse(invitation.startsAt) === Date.parse(info.startsAt)
  if (takenAt !== undefined && isSame) return Date.parse(takenAt) > noticeBy ? 'late' : 'out'
  if (now > noticeBy) return 'overdue'
  return takenAt === undefined ? 'due' : 'changed'
}

/** `due`: no paper yet, and there is time. `missing`: none, and there is none. `late`: some came after the deadline. */
export type PapersState = 'none-needed' | 'in' | 'late' | 'due' | 'missing'

/** Of one agenda item. A late version of a paper makes it late: people may have read the one before. */
export function papersState(papersBy: number | null, papers: readonly Pick<Paper, 'at'>[], now: number): PapersState {
  if (papersBy === null) return 'none-needed'
  if (papers.length === 0) return now > papersBy ? 'missing' : 'due'
  return papers.some((paper) => isLate(papersBy, paper.at)) ? 'late' : 'in'
}

/** Whether something that came at this instant came after the deadline. */
export function isLate(deadline: number | null, at: string): boolean {
  return deadline !== null && Date.parse(at) > deadline
}

/** Something that somebody has to do before a meeting, by an instant in ms since 1970. */
export type Duty =
  | { readonly kind: 'notice'; readonly state: 'due' | 'changed' | 'overdue'; readonly by: number }
  | { readonly kind: 'papers'; readonly state: 'due' | 'missing'; readonly by: number; readonly itemId: string; readonly title: string }

export interface DutiesAsked {
  readonly info: MeetingInfo
  readonly body: Body | undefined
  readonly invitation: MeetingInvitation | undefined
  readonly items: readonly (Pick<AgendaItem, 'id' | 'title'> & { readonly departments: readonly string[] })[]
  readonly papers: readonly Paper[]
  /** The one whose duties they are: the secretariat sends the notice, each department its own papers. */
  readonly viewer: { readonly isSecretariat: boolean; readonly departmentId: string | null }
  readonly now: number
}

/** None once the meeting has begun: what was late by then stays marked where it stands. */
export function dutiesOf({ info, body, invitation, items, papers, viewer, now }: DutiesAsked): readonly Duty[] {
  if (info.closedAt !== null || Date.parse(info.startsAt) <= now) return []
  const { noticeBy, papersBy } = deadlinesOf(info.startsAt, body)
  const notice = noticeState(noticeBy, invitation, info, now)
  const duties: Duty[] = []
  if (viewer.isSecretariat && noticeBy !== null && (notice === 'due' || notice === 'changed' || notice === 'overdue')) duties.push({ kind: 'notice', state: notice, by: noticeBy })
  for (const { id, title, departments } of items) {
    if (papersBy === null || viewer.departmentId === null || !departments.includes(viewer.departmentId)) continue
    const state = papersState(papersBy, papers.filter(({ ownerId }) => ownerId === id), now)
    if (state === 'due' || state === 'missing') duties.push({ kind: 'papers', state, by: papersBy, itemId: id, title })
  }
  return duties
}
