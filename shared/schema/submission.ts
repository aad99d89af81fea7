import { z } from 'zod'
import type { Transitions } from '../lib/foldEvents.ts'
import { IdSchema, InstantSchema, LineSchema, TextSchema } from './values.ts'

/** 议题申报: what a department wants a meeting to decide. In the pool it is the department's own. */
export const SubmissionSchema = z.object({
  id: IdSchema,
  departmentId: IdSchema,
  title: LineSchema,
  background: TextSchema,
  /** Policy or law it rests on. */
  basis: TextSchema,
  ask: TextSchema,
  /** One option per line. */
  options: TextSchema,
  /** What departments are known not to agree on. */
  disagreement: TextSchema,
  /** Class of the matter and where it is, by which earlier decisions are found. */
  matterClass: LineSchema,
  place: LineSchema,
  minutesWanted: z.int().min(0).max(600),
})
export type Submission = z.infer<typeof SubmissionSchema>

/** 草稿, 已提交, 已受理, 已退回, 已合并, 不予受理, 已撤回. */
export const SubmissionStatusSchema = z.enum(['draft', 'submitted', 'accepted', 'returned', 'merged', 'rejected', 'withdrawn'])
export type SubmissionStatus = z.infer<typeof SubmissionStatusSchema>

/** Why a matter is not for the meeting; `other` says it in the note. */
export const SCREENING_REASONS = [
  'own-power', 'between-departments', 'leader-can-decide', 'not-coordinated', 'ad-hoc', 'leader-absent', 'routine-report', 'papers-missing', 'duplicate', 'other',
] as const
export const ScreeningReasonSchema = z.enum(SCREENING_REASONS)
export type ScreeningReason = z.infer<typeof ScreeningReasonSchema>

export const SubmissionEventKindSchema = z.enum(['submitted', 'withdrawn', 'accepted', 'returned', 'merged', 'rejected'])
export type SubmissionEventKind = z.infer<typeof SubmissionEventKindSchema>

/** In this order they come on an agenda. */
export const AGENDA_CLASSES = ['follow-up', 'standing', 'new'] as const
export const AgendaClassSchema = z.enum(AGENDA_CLASSES)
export type AgendaClass = z.infer<typeof AgendaClassSchema>

/** Something that happened to a submission; never changed, never removed. */
export const SubmissionEventSchema = z.object({
  id: IdSchema,
  submissionId: IdSchema,
  kind: SubmissionEventKindSchema,
  reason: ScreeningReasonSchema.nullable(),
  note: TextSchema,
  /** Of `merged`: the other submission. */
  mergedIntoId: IdSchema.nullable(),
  /** Of `accepted`: where it went, and as what. */
  meetingId: IdSchema.nullable(),
  itemId: IdSchema.nullable(),
  agendaClass: AgendaClassSchema.nullable(),
  at: InstantSchema,
  by: IdSchema,
})
export type SubmissionEvent = z.infer<typeof SubmissionEventSchema>

/** What departments say of their own, and what the secretariat says: each in a section of its own, so that nobody screens their own. */
export const OwnSubmissionEventSchema = SubmissionEventSchema.extend({ kind: SubmissionEventKindSchema.extract(['submitted', 'withdrawn']) })
export const ScreeningSchema = SubmissionEventSchema.extend({ kind: SubmissionEventKindSchema.exclude(['submitted', 'withdrawn']) })
export type OwnSubmissionEvent = z.infer<typeof OwnSubmissionEventSchema>
export type Screening = z.infer<typeof ScreeningSchema>

export const SUBMISSION_TRANSITIONS: Transitions<SubmissionStatus, SubmissionEventKind> = {
  draft: { submitted: 'submitted', withdrawn: 'withdrawn' },
  submitted: { withdrawn: 'withdrawn', accepted: 'accepted', returned: 'returned', merged: 'merged', rejected: 'rejected' },
  returned: { submitted: 'submitted', withdrawn: 'withdrawn' },
  accepted: {},
  merged: {},
  rejected: {},
  withdrawn: { submitted: 'submitted' },
}

/** A submission as it was accepted for an agenda item, under the item's id: what it says in the pool afterwards is another matter. */
export const DossierSchema = SubmissionSchema.pick({ id: true, departmentId: true, background: true, basis: true, disagreement: true, matterClass: true, place: true }).extend({
  submissionId: IdSchema,
  submittedAt: InstantSchema,
  submittedBy: IdSchema,
  acceptedAt: InstantSchema,
  acceptedBy: IdSchema,
  note: TextSchema,
})
export type Dossier = z.infer<typeof DossierSchema>

/** Of one paper. */
export const MOST_PAPER_BYTES = 32 * 1024 * 1024

/** One version of a paper; its bytes are a file of this SHA-256. Never changed, never removed. */
export const PaperSchema = z.object({
  id: IdSchema,
  /** The submission or agenda item it belongs to. */
  ownerId: IdSchema,
  departmentId: IdSchema.nullable(),
  name: LineSchema,
  /** From 1, by name. */
  version: z.int().min(1),
  type: LineSchema,
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  at: InstantSchema,
  by: IdSchema,
})
export type Paper = z.infer<typeof PaperSchema>
