import { orderAt, type Ordered } from '../lib/order.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { AGENDA_CLASSES } from '../schema/submission.ts'
import type { AgendaClass, Dossier, Screening, ScreeningReason, Submission, SubmissionStatus } from '../schema/submission.ts'
import { addAgendaItem, type AgendaError } from './agenda.ts'
import type { ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { addOption, MOST_OPTIONS } from './frame.ts'
import { meetingInfo, transact, type MeetingDocument } from './MeetingDocument.ts'
import type { PoolDocument } from './PoolDocument.ts'
import { blankEvent, canHappen, foldSubmission, optionLines, submissionStatus } from './submissions.ts'

export type ScreeningError =
  | { readonly kind: 'submission-gone' }
  | { readonly kind: 'transition-missing'; readonly from: SubmissionStatus }
  /** The reason "other" says nothing by itself. */
  | { readonly kind: 'note-missing' }
  | { readonly kind: 'merge-target-gone' }
  | { readonly kind: 'meeting-not-here' }
  | { readonly kind: 'meeting-closed' }
  | { readonly kind: 'too-many-options' }
  | AgendaError
  | ValueRefused

export interface Refusal {
  /** Returned to be mended, or not a matter for a meeting at all. */
  readonly kind: 'returned' | 'rejected'
  readonly reason: ScreeningReason
  readonly note: string
}

export function refuseSubmission(pool: PoolDocument, id: string, { kind, reason, note }: Refusal, context: CommandContext): Result<void, ScreeningError> {
  if (reason === 'other' && !note.trim()) return err({ kind: 'note-missing' })
  return screen(pool, id, { kind, reason, note: note.trim() }, context)
}

/** A submission where it is: in the pool of its department. */
export interface PooledSubmission {
  readonly pool: PoolDocument
  readonly id: string
}

/**
 * Goes on as part of another submission, which is not merged away itself. If that is another department's, the one
 * whose submission it was can read nothing of it but this answer.
 */
export function mergeSubmission(pool: PoolDocument, id: string, target: PooledSubmission, note: string, context: CommandContext): Result<void, ScreeningError> {
  if (!mayMergeInto(id, target)) return err({ kind: 'merge-target-gone' })
  return screen(pool, id, { kind: 'merged', reason: 'duplicate', mergedIntoId: target.id, note: note.trim() }, context)
}

export function mayMergeInto(id: string, target: PooledSubmission): boolean {
  if (id === target.id || !target.pool.submissions.get(target.id)) return false
  const { status } = submissionStatus(target.pool, target.id)
  return status === 'submitted' || status === 'accepted' || status === 'returned'
}

function screen(pool: PoolDocument, id: string, said: Pick<Screening, 'kind'> & Partial<Screening>, context: CommandContext): Result<void, ScreeningError> {
  const possible = canHappen(pool, id, said.kind)
  if (!possible.ok) return possible
  const event: Screening = { ...blankEvent(pool, id, context), ...said }
  const fitting = pool.screenings.fits(event)
  if (!fitting.ok) return fitting
  transact(pool, context, () => pool.screenings.insert(event))
  return ok()
}

export interface Acceptance {
  readonly agendaClass: AgendaClass
  readonly minutesAllotted: number
  readonly note: string
  /** What "do nothing" is called, in the workspace's language. */
  readonly doNothing: string
  /** Of every department: by them it is known what class the items on the agenda are of. */
  readonly screenings: readonly Screening[]
}

/**
 * Puts a submission on a meeting's agenda, with its options and a dossier of what it says now. The meeting comes first:
 * if it is not taken there, the submission still waits. @returns the agenda item's id
 */
export function acceptSubmission(pool: PoolDocument, meeting: MeetingDocument, id: string, acceptance: Acceptance, context: CommandContext): Result<string, ScreeningError> {
  const submission = pool.submissions.get(id)
  const possible = canHappen(pool, id, 'accepted')
  if (!submission || !possible.ok) return possible.ok ? err({ kind: 'submission-gone' }) : possible
  const info = meetingInfo(meeting)
  if (!info) return err({ kind: 'meeting-not-here' })
  if (info.closedAt !== null) return err({ kind: 'meeting-closed' })
  if (optionLines(submission).length > MOST_OPTIONS) return err({ kind: 'too-many-options' })
  const { agendaClass, note, screenings } = acceptance
  const order = orderAt(meeting.agenda.list(), agendaPlace(meeting.agenda.list(), screenings, agendaClass))
  const itemId = meeting.doc.transact(() => addItem({ pool, meeting, submission, acceptance, order }, context), context)
  if (!itemId.ok) return itemId
  const screened = screen(pool, id, { kind: 'accepted', meetingId: info.id, itemId: itemId.value, agendaClass, note: note.trim() }, context)
  return screened.ok ? itemId : screened
}

interface Entry {
  readonly pool: PoolDocument
  readonly meeting: MeetingDocument
  readonly submission: Submission
  readonly acceptance: Acceptance
  readonly order: string
}

function addItem({ pool, meeting, submission, acceptance, order }: Entry, context: CommandContext): Result<string, AgendaError> {
  const { title, ask, departmentId } = submission
  const { minutesAllotted, doNothing } = acceptance
  const added = addAgendaItem(meeting, { title, ask, minutesAllotted, presenterDepartmentId: departmentId }, context)
  if (!added.ok) return added
  const itemId = added.value
  meeting.agenda.patch(itemId, { order })
  for (const line of optionLines(submission)) addOption(meeting, { itemId, title: line.slice(0, 500), doNothing }, context)
  meeting.dossiers.insert(dossierOf(pool, submission, itemId, acceptance.note, context))
  const by = context.actor.personId
  for (const paper of pool.papers.list()) if (paper.ownerId === submission.id) meeting.papers.insert({ ...paper, id: context.newId(), ownerId: itemId, by })
  return added
}

function dossierOf(pool: PoolDocument, submission: Submission, itemId: string, note: string, context: CommandContext): Dossier {
  const { id: submissionId, departmentId, background, basis, disagreement, matterClass, place } = submission
  const { last } = foldSubmission(pool.submissionEvents.list(), submissionId)
  const acceptedAt = context.now()
  return {
    id: itemId,
    submissionId,
    departmentId,
    background,
    basis,
    disagreement,
    matterClass,
    place,
    submittedAt: last?.at ?? acceptedAt,
    submittedBy: last?.by ?? context.actor.personId,
    acceptedAt,
    acceptedBy: context.actor.personId,
    note: note.trim(),
  }
}

/**
 * Where an item of this class goes: open follow-ups first, then standing items, then new ones; of one class, last. Items
 * that never were submissions count as standing.
 */
export function agendaPlace(agenda: readonly Ordered[], screenings: readonly Screening[], agendaClass: AgendaClass): number {
  const classes = new Map(screenings.map((screening) => [screening.itemId, screening.agendaClass]))
  const rank = (itemId: string): number => AGENDA_CLASSES.indexOf(classes.get(itemId) ?? 'standing')
  return agenda.findLastIndex(({ id }) => rank(id) <= AGENDA_CLASSES.indexOf(agendaClass)) + 1
}
