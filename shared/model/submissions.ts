import { foldEvents, instantAfter, type Folded } from '../lib/foldEvents.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { SUBMISSION_TRANSITIONS } from '../schema/submission.ts'
import type { OwnSubmissionEvent, Paper, Submission, SubmissionEvent, SubmissionEventKind, SubmissionStatus } from '../schema/submission.ts'
import type { ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { MOST_OPTIONS } from './frame.ts'
import { transact } from './MeetingDocument.ts'
import type { PoolDocument } from './PoolDocument.ts'

export type SubmissionError =
  | { readonly kind: 'submission-gone' }
  | { readonly kind: 'title-missing' }
  | { readonly kind: 'department-missing' }
  /** What was submitted stays as it is until it is returned or withdrawn. */
  | { readonly kind: 'submission-fixed'; readonly from: SubmissionStatus }
  | { readonly kind: 'submission-incomplete'; readonly gaps: readonly SubmissionGap[] }
  /** Somebody has seen it: withdraw it instead. */
  | { readonly kind: 'submission-in-use' }
  | { readonly kind: 'transition-missing'; readonly from: SubmissionStatus }
  | ValueRefused

/** What a meeting can't do without, in the order of the form; `background-long` is over what rules of procedure take. */
export type SubmissionGap = 'background' | 'background-long' | 'basis' | 'ask' | 'options' | 'disagreement'

/** Characters; what the background may have in the rules of procedure that we know. */
export const MOST_BACKGROUND = 3_000
export const LEAST_OPTIONS = 2

const EMPTY = { background: '', basis: '', ask: '', options: '', disagreement: '', matterClass: '', place: '', minutesWanted: 10 } as const

/** Begins a submission of a department; nobody is asked to look at it yet. */
export function draftSubmission(pool: PoolDocument, fresh: Pick<Submission, 'departmentId' | 'title'>, context: CommandContext): Result<string, SubmissionError> {
  const title = fresh.title.trim()
  if (!title) return err({ kind: 'title-missing' })
  if (!fresh.departmentId) return err({ kind: 'department-missing' })
  const record: Submission = { id: context.newId(), departmentId: fresh.departmentId, title, ...EMPTY }
  const fitting = pool.submissions.fits(record)
  if (!fitting.ok) return fitting
  transact(pool, context, () => pool.submissions.insert(record))
  return ok(record.id)
}

export type SubmissionChanges = Partial<Omit<Submission, 'id' | 'departmentId'>>

export function editSubmission(pool: PoolDocument, id: string, changes: SubmissionChanges, context: CommandContext): Result<void, SubmissionError> {
  const submission = pool.submissions.get(id)
  if (!submission) return err({ kind: 'submission-gone' })
  const { status } = submissionStatus(pool, id)
  if (!isEditable(status)) return err({ kind: 'submission-fixed', from: status })
  if (changes.title !== undefined && !changes.title.trim()) return err({ kind: 'title-missing' })
  const fitting = pool.submissions.fits({ ...submission, ...changes })
  if (!fitting.ok) return fitting
  transact(pool, context, () => pool.submissions.patch(id, changes))
  return ok()
}

/** Takes away a draft that was never submitted. */
export function removeSubmission(pool: PoolDocument, id: string, context: CommandContext): Result<void, SubmissionError> {
  if (!pool.submissions.get(id)) return err({ kind: 'submission-gone' })
  if (eventsOf(pool, id).length > 0) return err({ kind: 'submission-in-use' })
  transact(pool, context, () => pool.submissions.remove(id))
  return ok()
}

/** Puts it before the secretariat, for the first time or again. */
export function submitSubmission(pool: PoolDocument, id: string, context: CommandContext): Result<void, SubmissionError> {
  const submission = pool.submissions.get(id)
  const gaps = submission ? submissionGaps(submission) : []
  if (gaps.length > 0) return err({ kind: 'submission-incomplete', gaps })
  return happenByDepartment(pool, id, 'submitted', context)
}

/** Takes it back; it can be submitted again. */
export function withdrawSubmission(pool: PoolDocument, id: string, context: CommandContext): Result<void, SubmissionError> {
  return happenByDepartment(pool, id, 'withdrawn', context)
}

function happenByDepartment(pool: PoolDocument, id: string, kind: OwnSubmissionEvent['kind'], context: CommandContext): Result<void, SubmissionError> {
  const possible = canHappen(pool, id, kind)
  if (!possible.ok) return possible
  const event: OwnSubmissionEvent = { ...blankEvent(pool, id, context), kind }
  transact(pool, context, () => pool.submissionEvents.insert(event))
  return ok()
}

export function canHappen(pool: PoolDocument, id: string, kind: SubmissionEventKind): Result<void, { readonly kind: 'submission-gone' } | { readonly kind: 'transition-missing'; readonly from: SubmissionStatus }> {
  if (!pool.submissions.get(id)) return err({ kind: 'submission-gone' })
  const { status } = submissionStatus(pool, id)
  return SUBMISSION_TRANSITIONS[status][kind] === undefined ? err({ kind: 'transition-missing', from: status }) : ok()
}

/** All but the kind, after everything that is known to have happened to the submission. */
export function blankEvent(pool: PoolDocument, submissionId: string, context: CommandContext): Omit<SubmissionEvent, 'kind'> {
  return {
    id: context.newId(),
    submissionId,
    reason: null,
    note: '',
    mergedIntoId: null,
    meetingId: null,
    itemId: null,
    agendaClass: null,
    at: instantAfter(eventsOf(pool, submissionId), context.now()),
    by: context.actor.personId,
  }
}

/** [M4] Status with the event that led to it, and those that lost against others'. */
export function submissionStatus(pool: PoolDocument, id: string): Folded<SubmissionStatus, SubmissionEvent> {
  return foldSubmission(eventsOf(pool, id), id)
}

export function foldSubmission(events: readonly SubmissionEvent[], submissionId: string): Folded<SubmissionStatus, SubmissionEvent> {
  return foldEvents('draft', SUBMISSION_TRANSITIONS, events.filter((event) => event.submissionId === submissionId))
}

export function isEditable(status: SubmissionStatus): boolean {
  return status === 'draft' || status === 'returned' || status === 'withdrawn'
}

/** What is missing before it can be submitted; empty if nothing is. */
export function submissionGaps(submission: Submission): readonly SubmissionGap[] {
  const { background, basis, ask, disagreement } = submission
  const options = optionLines(submission).length
  const gaps: readonly (readonly [SubmissionGap, boolean])[] = [
    ['background', !background.trim()],
    ['background-long', [...background].length > MOST_BACKGROUND],
    ['basis', !basis.trim()],
    ['ask', !ask.trim()],
    ['options', options < LEAST_OPTIONS || options > MOST_OPTIONS],
    ['disagreement', !disagreement.trim()],
  ]
  return gaps.flatMap(([gap, isOpen]) => (isOpen ? [gap] : []))
}

/** The options it offers, one per line that is not empty, each once. */
export function optionLines({ options }: Pick<Submission, 'options'>): readonly string[] {
  return [...new Set(options.split('\n').map((line) => line.trim()).filter((line) => line !== ''))]
}

/** The versions of each paper, newest first, papers by name. */
export function papersOf(papers: readonly Paper[], ownerId: string): readonly (readonly [name: string, versions: readonly Paper[]])[] {
  const byName = new Map<string, Paper[]>()
  for (const paper of papers) if (paper.ownerId === ownerId) byName.set(paper.name, [...(byName.get(paper.name) ?? []), paper])
  return [...byName]
    .map(([name, versions]) => [name, versions.toSorted((a, b) => b.version - a.version || Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1))] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}

function eventsOf(pool: PoolDocument, submissionId: string): readonly SubmissionEvent[] {
  return [...pool.submissionEvents.list(), ...pool.screenings.list()].filter((event) => event.submissionId === submissionId)
}
