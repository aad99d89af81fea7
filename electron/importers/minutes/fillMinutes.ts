import * as Y from 'yjs'
import { instantAfter } from '../../../shared/lib/foldEvents.ts'
import { orderLast } from '../../../shared/lib/order.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { draftAction } from '../../../shared/model/actions.ts'
import { addAgendaItem, endAgendaItem } from '../../../shared/model/agenda.ts'
import { recordAttendance } from '../../../shared/model/attendance.ts'
import type { CommandContext } from '../../../shared/model/context.ts'
import { closeMeeting, createMeeting, editMeeting } from '../../../shared/model/createMeeting.ts'
import { openMeetingDocument, transact, type MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { noteBody } from '../../../shared/model/notes.ts'
import { draftResolution } from '../../../shared/model/resolutions.ts'
import { takeSnapshot } from '../../../shared/model/snapshot.ts'
import type { ActionEventKind } from '../../../shared/schema/action.ts'
import type { Department } from '../../../shared/schema/directory.ts'
import type { MeetingSnapshot } from '../../../shared/schema/snapshot.ts'
import { paragraph, writeBlocks, type NoteBlock } from '../noteBlocks.ts'
import type { Minutes, MinutesAction, MinutesTopic } from './Minutes.ts'

export interface FilledMinutes {
  readonly snapshot: MeetingSnapshot
  /** The whole document as one Yjs update. */
  readonly state: Uint8Array
}

/**
 * A closed meeting of its own, which knows nothing of the workspace: who owns actions stands in the record's table of
 * departments, everyone else in its attendance. The same minutes under the same id give the same snapshot.
 * @param startsAt for minutes that do not say when.
 * @throws Error if a record does not fit: a bug of the importer, nothing is to be stored then.
 */
export function fillMinutes(minutes: Minutes, { id, startsAt }: { readonly id: string; readonly startsAt: string }): FilledMinutes {
  const doc = new Y.Doc()
  // Nobody else ever writes here; a drawn number would make other bytes of the same meeting.
  doc.clientID = 1
  try {
    const meeting = openMeetingDocument(doc)
    const at = minutes.startsAt ?? startsAt
    const context = importContext(id, at)
    const departments = departmentTable(minutes, id)
    transact(meeting, context, () => {
      createMeeting(meeting, { id, title: line(minutes.title), startsAt: at, template: 'blank', language: 'en' }, context)
      // The template's columns are for work that goes on.
      for (const column of meeting.columns.list()) meeting.columns.remove(column.id)
      if (minutes.place !== '') must(editMeeting(meeting, { place: line(minutes.place) }, context))
      for (const { name, department, role, status } of minutes.people) {
        const departmentId = departments.find((known) => known.name === line(department ?? name))?.id ?? null
        recordAttendance(meeting, { id: context.newId(), name: line(name), role, departmentId }, status, context)
      }
      for (const [index, topic] of minutes.topics.entries()) fillTopic(meeting, topic, index === 0 ? minutes.about : [], departments, context)
    })
    closeMeeting(meeting, at, context)
    return { snapshot: takeSnapshot(meeting, departments), state: Y.encodeStateAsUpdate(doc) }
  } finally {
    doc.destroy()
  }
}

/** Ids follow from the meeting's, and everything happened when the meeting did: nothing of it happens today. */
function importContext(id: string, at: string): CommandContext {
  let count = 0
  return { actor: { personId: 'import', role: 'secretary', departmentId: null }, newId: () => `${id.slice(-20)}-${++count}`, now: () => at }
}

/** Departments of those who attended, and whoever owns an action: only a department can. */
function departmentTable({ people, topics }: Minutes, id: string): readonly Department[] {
  const owners = topics.flatMap(({ actions }) => actions.flatMap((action) => action.owners))
  const names = new Set([...people.flatMap(({ department }) => department ?? []), ...owners].map(line))
  const table: Department[] = []
  for (const name of names) table.push({ id: `${id.slice(-20)}-department-${table.length + 1}`, order: orderLast(table), name })
  return table
}

function fillTopic(meeting: MeetingDocument, topic: MinutesTopic, about: readonly NoteBlock[], owners: readonly Department[], context: CommandContext): void {
  const title = line(topic.title)
  const itemId = must(addAgendaItem(meeting, { title: title === '' ? '—' : title, minutesAllotted: 0 }, context))
  const body = noteBody(meeting, itemId)
  const whole = title === topic.title.trim() ? [] : [paragraph(topic.title, 'bold')]
  if (body) writeBlocks(body, [...about, ...whole, ...topic.notes])
  for (const text of topic.resolutions) must(draftResolution(meeting, { itemId, text: cut(text, MAX_TEXT), outcome: 'adopted', needsFollowUp: false }, context))
  for (const action of topic.actions) fillAction(meeting, action, itemId, owners, context)
  if (topic.resolutions.length > 0) must(endAgendaItem(meeting, itemId, { kind: 'resolved' }, context))
}

function fillAction(meeting: MeetingDocument, { task, owners: names, dueOn, isDone }: MinutesAction, itemId: string, owners: readonly Department[], context: CommandContext): void {
  const [lead = null, ...supporting] = new Set(names.flatMap((name) => owners.find((owner) => owner.name === line(name))?.id ?? []))
  const id = must(draftAction(meeting, { task: cut(task, MAX_TEXT), itemId, leadDepartmentId: lead, supportingDepartmentIds: supporting, dueOn }, context))
  if (!isDone) return
  for (const kind of UNTIL_DONE) {
    const seen = meeting.actionEvents.list().filter((event) => event.actionId === id)
    meeting.actionEvents.insert({ id: context.newId(), actionId: id, kind, at: instantAfter(seen, context.now()), by: context.actor.personId })
  }
}

/** A draft is what nobody knows more of. Of one that is said to be done, the way there is what our own states ask for. */
const UNTIL_DONE: readonly ActionEventKind[] = ['dispatched', 'signed', 'started', 'completed']

const MAX_LINE = 500
const MAX_TEXT = 100_000

function line(text: string): string {
  return cut(text.replaceAll(/\s+/g, ' ').trim(), MAX_LINE)
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

function must<T, E extends { readonly kind: string }>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`bug: an imported record was refused: ${result.error.kind}`)
  return result.value
}
