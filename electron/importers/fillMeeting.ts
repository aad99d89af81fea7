import type { Result } from '../../shared/lib/result.ts'
import { addAgendaItem, endAgendaItem } from '../../shared/model/agenda.ts'
import { recordAttendance } from '../../shared/model/attendance.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { createMeeting, editMeeting } from '../../shared/model/createMeeting.ts'
import { addColumn, raiseIssue } from '../../shared/model/issues.ts'
import { transact, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import type { Language } from '../../shared/schema/settings.ts'
import type { ImportedItem, ImportedMeeting } from './importedMeeting.ts'
import { writeBlocks } from './noteBlocks.ts'

export interface FillOptions {
  readonly id: string
  /** For a meeting whose file does not say when it began. */
  readonly startsAt: string
  readonly language: Language
  /** Ids of the workspace's departments by the import's own keys. */
  readonly departmentIds: ReadonlyMap<string, string>
}

/**
 * Writes an imported meeting into an empty document, in one transaction: it is there whole or not at all. People are
 * entered as having attended; nobody is given a way in.
 * @throws Error if a record does not fit: a bug of the importer, nothing is to be stored then.
 */
export function fillMeeting(meeting: MeetingDocument, imported: ImportedMeeting, options: FillOptions, context: CommandContext): void {
  const { id, language, departmentIds } = options
  transact(meeting, context, () => {
    createMeeting(meeting, { id, title: imported.title, startsAt: imported.startsAt ?? options.startsAt, template: 'blank', language }, context)
    if (imported.place !== '') must(editMeeting(meeting, { place: imported.place }, context))
    for (const { name, departmentKey, status } of imported.people) {
      const departmentId = departmentIds.get(departmentKey ?? '') ?? null
      recordAttendance(meeting, { id: context.newId(), name, role: 'delegate', departmentId }, status, context)
    }
    for (const item of imported.agenda) fillItem(meeting, item, context)
    for (const { title, detail } of imported.cards) {
      const columnId = meeting.columns.list()[0]?.id ?? must(addColumn(meeting, '1', context))
      must(raiseIssue(meeting, { title, columnId, detail }, context))
    }
  })
}

function fillItem(meeting: MeetingDocument, item: ImportedItem, context: CommandContext): void {
  const { title, ask, minutesAllotted, resolution } = item
  const itemId = must(addAgendaItem(meeting, { title, ask: cut(ask), minutesAllotted }, context))
  const body = noteBody(meeting, itemId)
  if (body) writeBlocks(body, item.notes)
  if (resolution) must(draftResolution(meeting, { itemId, text: cut(resolution.text), outcome: resolution.outcome, needsFollowUp: false }, context))
  if (item.isClosed) must(endAgendaItem(meeting, itemId, { kind: 'resolved' }, context))
}

/** The whole text is in the notes; only the field has a limit. */
function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

const MAX_TEXT = 100_000

function must<T, E extends { readonly kind: string }>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`bug: an imported record was refused: ${result.error.kind}`)
  return result.value
}
