import type { Submission, SubmissionEvent } from '../../../../shared/schema/submission.ts'
import type { SubmissionRow } from './poolLists.ts'

const YEAR = 366 * 86_400_000

/** Submitted ones of the same class and place within twelve months, the newest first; a draft is nobody's duplicate. */
export function likelyDuplicates(submission: Submission, rows: readonly Pick<SubmissionRow, 'submission' | 'status' | 'since'>[], now: Date): readonly Pick<SubmissionRow, 'submission' | 'status' | 'since'>[] {
  const key = placeKey(submission)
  if (key === null) return []
  return rows
    .filter((row) => row.submission.id !== submission.id && row.since !== null && now.getTime() - Date.parse(row.since) <= YEAR && placeKey(row.submission) === key)
    .toSorted((a, b) => Date.parse(b.since ?? '') - Date.parse(a.since ?? ''))
}

/** Where an accepted one went; null for others. */
export function acceptedInto(events: readonly SubmissionEvent[], submissionId: string): Pick<SubmissionEvent, 'meetingId' | 'itemId'> | null {
  return events.find((event) => event.submissionId === submissionId && event.kind === 'accepted') ?? null
}

/** Both have to be said: a class alone is on every street. */
function placeKey({ matterClass, place }: Submission): string | null {
  const parts = [matterClass, place].map((part) => part.normalize('NFKC').trim().toLowerCase())
  return parts.every((part) => part !== '') ? parts.join('\n') : null
}
