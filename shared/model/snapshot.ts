import type { Department } from '../schema/directory.ts'
import type { Note } from '../schema/meeting.ts'
import type { MeetingSnapshot } from '../schema/snapshot.ts'
import { assert } from '../lib/assert.ts'
import { foldAction } from './actions.ts'
import { foldAgenda } from './agenda.ts'
import { meetingInfo, type MeetingDocument } from './MeetingDocument.ts'
import { noteBody, noteHtml, noteText } from './notes.ts'

/**
 * The meeting as plain data. `departments` come from the directory: names as they are at this moment.
 * @throws Error if the document has no meeting yet.
 */
export function takeSnapshot(meeting: MeetingDocument, departments: readonly Department[]): MeetingSnapshot {
  const info = meetingInfo(meeting)
  assert(info !== undefined, 'a snapshot needs a meeting')
  const agendaEvents = meeting.agendaEvents.list()
  const actionEvents = meeting.actionEvents.list()
  return {
    info,
    departments: [...departments],
    attendance: [...meeting.attendance.list()],
    agenda: meeting.agenda.list().map((item) => {
      const { status, last } = foldAgenda(agendaEvents, item.id)
      return { ...item, status, nextOn: last?.nextOn ?? null }
    }),
    agendaEvents: [...agendaEvents],
    notes: allNotes(meeting),
    columns: [...meeting.columns.list()],
    issues: [...meeting.issues.list()],
    resolutions: [...meeting.resolutions.list()],
    actions: meeting.actions.list().map((action) => ({ ...action, status: foldAction(actionEvents, action.id).status })),
    actionEvents: [...actionEvents],
    skipped: skippedRecords(meeting),
  }
}

/** In agenda order; then what was written under items that were taken off meanwhile. */
function allNotes(meeting: MeetingDocument): Note[] {
  const onAgenda = meeting.agenda.list().map((item) => item.id)
  const known = new Set(onAgenda)
  const others = [...meeting.notes.keys()].filter((id) => !known.has(id)).toSorted()
  const notes: Note[] = []
  for (const id of [...onAgenda, ...others]) {
    const body = noteBody(meeting, id)
    const text = body ? noteText(body) : ''
    if (body && (text !== '' || known.has(id))) notes.push({ id, text, html: noteHtml(body) })
  }
  return notes
}

function skippedRecords(meeting: MeetingDocument): Record<string, number> {
  const { attendance, agenda, agendaEvents, columns, issues, resolutions, actions, actionEvents } = meeting
  const sections = { attendance, agenda, agendaEvents, columns, issues, resolutions, actions, actionEvents }
  return Object.fromEntries(
    Object.entries(sections)
      .map(([section, collection]): [string, number] => [section, collection.skipped()])
      .filter(([, count]) => count > 0),
  )
}
