import { generateNKeysBetween } from 'fractional-indexing'
import { err, ok, type Result } from '../lib/result.ts'
import type { Body } from '../schema/body.ts'
import type { Template } from '../schema/directory.ts'
import { SCHEMA_VERSION } from '../schema/meeting.ts'
import type { Language } from '../schema/settings.ts'
import { addAgendaItem } from './agenda.ts'
import type { CommandContext } from './context.ts'
import type { ValueRefused } from './Collection.ts'
import { meetingInfo, transact, type MeetingDocument } from './MeetingDocument.ts'
import { meetingTemplate } from './templates.ts'

export interface NewMeeting {
  readonly id: string
  readonly title: string
  readonly startsAt: string
  readonly template: Template
  readonly language: Language
  /** The body that meets, as it is now. */
  readonly body?: Body | undefined
}

/** Fills the document of a new meeting. Only the hub calls it: a client that seeded defaults would overwrite others'. */
export function createMeeting(meeting: MeetingDocument, fresh: NewMeeting, context: CommandContext): void {
  const { agenda, columns } = meetingTemplate(fresh.template, fresh.language)
  transact(meeting, context, () => {
    const { id, title, startsAt, template } = fresh
    meeting.info.insert({ id, schemaVersion: SCHEMA_VERSION, title, startsAt, place: '', template, currentItemId: null, closedAt: null })
    if (fresh.body) meeting.bodies.insert(fresh.body)
    const keys = generateNKeysBetween(null, null, columns.length)
    columns.forEach((column, index) => meeting.columns.insert({ id: context.newId(), order: keys[index] ?? '', ...column }))
    for (const item of agenda) addAgendaItem(meeting, item, context)
  })
}

/** Marks the meeting closed, for good. Only the hub calls it, before it writes the archive. */
export function closeMeeting(meeting: MeetingDocument, closedAt: string, context: CommandContext): void {
  transact(meeting, context, () => {
    for (const info of meeting.info.list()) meeting.info.patch(info.id, { closedAt })
  })
}

export type MeetingInfoChanges = Partial<Record<'title' | 'place' | 'startsAt', string>>

export type MeetingInfoError = { readonly kind: 'meeting-unknown' } | { readonly kind: 'title-missing' } | ValueRefused

/** Changes title, place or time of an open meeting; the hub makes the directory follow. */
export function editMeeting(meeting: MeetingDocument, changes: MeetingInfoChanges, context: CommandContext): Result<void, MeetingInfoError> {
  const info = meetingInfo(meeting)
  if (!info) return err({ kind: 'meeting-unknown' })
  if (changes.title !== undefined && !changes.title.trim()) return err({ kind: 'title-missing' })
  const fitting = meeting.info.fits({ ...info, ...changes })
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.info.patch(info.id, changes))
  return ok()
}
