import { generateNKeysBetween } from 'fractional-indexing'
import type { Template } from '../schema/directory.ts'
import { SCHEMA_VERSION } from '../schema/meeting.ts'
import type { Language } from '../schema/settings.ts'
import { addAgendaItem } from './agenda.ts'
import type { CommandContext } from './context.ts'
import { transact, type MeetingDocument } from './MeetingDocument.ts'
import { meetingTemplate } from './templates.ts'

export interface NewMeeting {
  readonly id: string
  readonly title: string
  readonly startsAt: string
  readonly template: Template
  readonly language: Language
}

/** Fills the document of a new meeting. Only the hub calls it: a client that seeded defaults would overwrite others'. */
export function createMeeting(meeting: MeetingDocument, fresh: NewMeeting, context: CommandContext): void {
  const { agenda, columns } = meetingTemplate(fresh.template, fresh.language)
  transact(meeting, context, () => {
    const { id, title, startsAt, template } = fresh
    meeting.info.insert({ id, schemaVersion: SCHEMA_VERSION, title, startsAt, place: '', template, currentItemId: null, closedAt: null })
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

/** Changes title, place or time of an open meeting. */
export function editMeeting(meeting: MeetingDocument, changes: MeetingInfoChanges, context: CommandContext): void {
  transact(meeting, context, () => {
    for (const info of meeting.info.list()) meeting.info.patch(info.id, changes)
  })
}
