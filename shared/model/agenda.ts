import { foldEvents, instantAfter, type Folded } from '../lib/foldEvents.ts'
import { orderAt, orderLast } from '../lib/order.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { AGENDA_TRANSITIONS } from '../schema/agenda.ts'
import type { AgendaEvent, AgendaItem, AgendaStatus } from '../schema/agenda.ts'
import { DaySchema } from '../schema/values.ts'
import type { ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { turnClock } from './floor.ts'
import { meetingInfo, transact, type MeetingDocument } from './MeetingDocument.ts'
import { createNoteBody, noteBody, noteText } from './notes.ts'

export type AgendaError =
  | { readonly kind: 'agenda-item-gone' }
  | { readonly kind: 'title-missing' }
  | { readonly kind: 'next-date-missing' }
  | { readonly kind: 'transition-missing'; readonly from: AgendaStatus }
  | { readonly kind: 'agenda-item-in-use' }
  | ValueRefused

export interface NewAgendaItem {
  readonly title: string
  readonly ask?: string
  readonly minutesAllotted?: number
  readonly presenterDepartmentId?: string | null
}

/** Adds an item at the end, with its (empty) shared notes: created together, never lazily by two people at once. */
export function addAgendaItem(meeting: MeetingDocument, item: NewAgendaItem, context: CommandContext): Result<string, AgendaError> {
  const title = item.title.trim()
  if (!title) return err({ kind: 'title-missing' })
  const id = context.newId()
  const record: AgendaItem = {
    id,
    order: orderLast(meeting.agenda.list()),
    title,
    ask: item.ask ?? '',
    minutesAllotted: item.minutesAllotted ?? 10,
    presenterDepartmentId: item.presenterDepartmentId ?? null,
  }
  const fitting = meeting.agenda.fits(record)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => {
    meeting.agenda.insert(record)
    createNoteBody(meeting, id)
  })
  return ok(id)
}

export type AgendaItemChanges = Partial<Pick<AgendaItem, 'title' | 'ask' | 'minutesAllotted' | 'presenterDepartmentId'>>

export function editAgendaItem(meeting: MeetingDocument, id: string, changes: AgendaItemChanges, context: CommandContext): Result<void, AgendaError> {
  const item = meeting.agenda.get(id)
  if (!item) return err({ kind: 'agenda-item-gone' })
  if (changes.title !== undefined && !changes.title.trim()) return err({ kind: 'title-missing' })
  const fitting = meeting.agenda.fits({ ...item, ...changes })
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.agenda.patch(id, changes))
  return ok()
}

/** Moves an item to `index` of the agenda without it. */
export function moveAgendaItem(meeting: MeetingDocument, id: string, index: number, context: CommandContext): Result<void, AgendaError> {
  if (!meeting.agenda.get(id)) return err({ kind: 'agenda-item-gone' })
  const others = meeting.agenda.list().filter((item) => item.id !== id)
  transact(meeting, context, () => meeting.agenda.patch(id, { order: orderAt(others, index) }))
  return ok()
}

/** Takes an item off the agenda. One that was discussed stays: withdraw it instead, so that the record shows it. */
export function removeAgendaItem(meeting: MeetingDocument, id: string, context: CommandContext): Result<void, AgendaError> {
  if (!meeting.agenda.get(id)) return err({ kind: 'agenda-item-gone' })
  if (isAgendaItemInUse(meeting, id)) return err({ kind: 'agenda-item-in-use' })
  // Its notes stay in the document: somebody offline may be writing in them right now.
  transact(meeting, context, () => meeting.agenda.remove(id))
  return ok()
}

/** Makes an item the one the room is at. Its clock runs from here on: its first opening says so itself. */
export function openAgendaItem(meeting: MeetingDocument, id: string, context: CommandContext): Result<void, AgendaError> {
  const info = meetingInfo(meeting)
  if (!info || !meeting.agenda.get(id)) return err({ kind: 'agenda-item-gone' })
  const { status } = agendaStatus(meeting, id)
  transact(meeting, context, () => {
    if (status === 'pending') append(meeting, id, { kind: 'opened', nextOn: null }, context)
    else if (status === 'discussing') turnClock(meeting, id, 'started', context)
    meeting.info.patch(info.id, { currentItemId: id })
  })
  return ok()
}

export type AgendaEnding =
  | { readonly kind: 'resolved' | 'shelved' | 'withdrawn' }
  | { readonly kind: 'deferred'; readonly nextOn: string }

/** [M1] Ends an item explicitly: resolved, deferred (with the next date), shelved or withdrawn. */
export function endAgendaItem(meeting: MeetingDocument, id: string, ending: AgendaEnding, context: CommandContext): Result<void, AgendaError> {
  if (ending.kind === 'deferred' && !DaySchema.safeParse(ending.nextOn).success) return err({ kind: 'next-date-missing' })
  return happen(meeting, id, { kind: ending.kind, nextOn: ending.kind === 'deferred' ? ending.nextOn : null }, context)
}

export function reopenAgendaItem(meeting: MeetingDocument, id: string, context: CommandContext): Result<void, AgendaError> {
  return happen(meeting, id, { kind: 'reopened', nextOn: null }, context)
}

/** Status of one item, with the events that lost against others'. */
export function agendaStatus(meeting: MeetingDocument, id: string): Folded<AgendaStatus, AgendaEvent> {
  return foldAgenda(meeting.agendaEvents.list(), id)
}

export function foldAgenda(events: readonly AgendaEvent[], itemId: string): Folded<AgendaStatus, AgendaEvent> {
  return foldEvents('pending', AGENDA_TRANSITIONS, events.filter((event) => event.itemId === itemId))
}

/** Whether something happened to the item, was written under it, stated on it or scored. */
export function isAgendaItemInUse(meeting: MeetingDocument, id: string): boolean {
  const { agendaEvents, resolutions, actions, positions, rounds } = meeting
  return [agendaEvents, resolutions, actions, positions, rounds].some((records) => records.list().some(({ itemId }) => itemId === id)) || hasNotes(meeting, id)
}

function hasNotes(meeting: MeetingDocument, itemId: string): boolean {
  const body = noteBody(meeting, itemId)
  return body !== undefined && noteText(body) !== ''
}

function happen(meeting: MeetingDocument, id: string, event: Pick<AgendaEvent, 'kind' | 'nextOn'>, context: CommandContext): Result<void, AgendaError> {
  if (!meeting.agenda.get(id)) return err({ kind: 'agenda-item-gone' })
  const { status } = agendaStatus(meeting, id)
  if (AGENDA_TRANSITIONS[status][event.kind] === undefined) return err({ kind: 'transition-missing', from: status })
  transact(meeting, context, () => append(meeting, id, event, context))
  return ok()
}

function append(meeting: MeetingDocument, itemId: string, event: Pick<AgendaEvent, 'kind' | 'nextOn'>, context: CommandContext): void {
  const seen = meeting.agendaEvents.list().filter((other) => other.itemId === itemId)
  meeting.agendaEvents.insert({ id: context.newId(), itemId, ...event, at: instantAfter(seen, context.now()), by: context.actor.personId })
}
