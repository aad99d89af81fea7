import type { Folded } from '../../../../shared/lib/foldEvents.ts'
import { foldSubmission } from '../../../../shared/model/submissions.ts'
import type { Submission, SubmissionEvent, SubmissionStatus } from '../../../../shared/schema/submission.ts'
import { mayWrite, type Writer } from '../../../../shared/sync/access.ts'

export interface SubmissionRow extends Folded<SubmissionStatus, SubmissionEvent> {
  readonly submission: Submission
  /** When it came to where it is; null for a draft. */
  readonly since: string | null
}

export type PoolGroup = 'queue' | 'mine' | 'waiting' | 'drafts' | 'done'

/**
 * What this person can read, in the order of what waits for them. The secretariat: what is to be screened, oldest first,
 * then what departments have to mend, drafts, and what is done. A department: first what is on it to go on with.
 */
export function poolLists(submissions: readonly Submission[], events: readonly SubmissionEvent[], viewer: Writer): readonly (readonly [PoolGroup, readonly SubmissionRow[]])[] {
  const isSecretariat = mayWrite('pool', 'screenings', viewer)
  const rows = submissions.map((submission): SubmissionRow => {
    const folded = foldSubmission(events, submission.id)
    return { submission, since: folded.last?.at ?? null, ...folded }
  })
  const of = (...statuses: readonly SubmissionStatus[]): readonly SubmissionRow[] => rows.filter(({ status }) => statuses.includes(status))
  const done = newestFirst(of('accepted', 'merged', 'rejected'))
  if (isSecretariat) return [['queue', newestFirst(of('submitted')).toReversed()], ['waiting', newestFirst(of('returned'))], ['drafts', newestFirst(of('draft', 'withdrawn'))], ['done', done]]
  return [['mine', newestFirst(of('draft', 'returned', 'withdrawn'))], ['waiting', newestFirst(of('submitted'))], ['done', done]]
}

function newestFirst(rows: readonly SubmissionRow[]): readonly SubmissionRow[] {
  const at = ({ since }: SubmissionRow): number => (since === null ? Infinity : Date.parse(since))
  return rows.toSorted((a, b) => compare(at(b), at(a)) || compare(b.submission.id, a.submission.id))
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
