import { z } from 'zod'
import type { Transitions } from '../lib/foldEvents.ts'
import { DaySchema, IdSchema, InstantSchema, TextSchema } from './values.ts'

/** What may prove that an action is done: photo, report, acceptance form, on-site check, call-back, publication. */
export const EvidenceKindSchema = z.enum(['photo', 'report', 'acceptance', 'site-check', 'call-back', 'publication'])
export type EvidenceKind = z.infer<typeof EvidenceKindSchema>

export const ActionSchema = z.object({
  id: IdSchema,
  order: z.string(),
  /** What is to be done. */
  task: TextSchema,
  itemId: IdSchema.nullable(),
  resolutionId: IdSchema.nullable(),
  /** 牵头单位: exactly one before dispatch. */
  leadDepartmentId: IdSchema.nullable(),
  /** 配合单位: never the lead. */
  supportingDepartmentIds: z.array(IdSchema),
  dueOn: DaySchema.nullable(),
  closingCriterion: TextSchema,
  evidenceKinds: z.array(EvidenceKindSchema),
})
export type Action = z.infer<typeof ActionSchema>

/** 拟定, 已交办, 已签收, 办理中, 办结, 撤回. Overdue is computed, never a status. */
export const ActionStatusSchema = z.enum(['draft', 'dispatched', 'signed', 'in-progress', 'complete', 'withdrawn'])
export type ActionStatus = z.infer<typeof ActionStatusSchema>

export const ActionEventKindSchema = z.enum(['dispatched', 'signed', 'started', 'completed', 'returned', 'withdrawn'])
export type ActionEventKind = z.infer<typeof ActionEventKindSchema>

/** Something that happened to an action; never changed, never removed. */
export const ActionEventSchema = z.object({
  id: IdSchema,
  actionId: IdSchema,
  kind: ActionEventKindSchema,
  at: InstantSchema,
  by: IdSchema,
})
export type ActionEvent = z.infer<typeof ActionEventSchema>

export const ACTION_TRANSITIONS: Transitions<ActionStatus, ActionEventKind> = {
  draft: { dispatched: 'dispatched', withdrawn: 'withdrawn' },
  dispatched: { signed: 'signed', withdrawn: 'withdrawn' },
  signed: { started: 'in-progress', withdrawn: 'withdrawn' },
  'in-progress': { completed: 'complete', withdrawn: 'withdrawn' },
  complete: { returned: 'in-progress' },
  withdrawn: {},
}
