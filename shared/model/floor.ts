import { instantAfter } from '../lib/foldEvents.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type { AttendanceStatus } from '../schema/attendance.ts'
import type { ClockEvent, FloorEvent, Projector, SpeakerRequest, StageEvent } from '../schema/floor.ts'
import type { ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { meetingInfo, transact, type MeetingDocument } from './MeetingDocument.ts'

export type FloorError =
  | { readonly kind: 'agenda-item-gone' }
  | { readonly kind: 'meeting-unknown' }
  | { readonly kind: 'request-gone' }
  | { readonly kind: 'name-missing' }
  | ValueRefused

export type NewSpeakerRequest = Pick<SpeakerRequest, 'itemId' | 'name' | 'departmentId'> & { readonly kind: 'speak' | 'point-of-order' }

/** Asks for the floor. A point of order comes before all who wait. */
export function requestFloor(meeting: MeetingDocument, fresh: NewSpeakerRequest, context: CommandContext): Result<string, FloorError> {
  if (!meeting.agenda.get(fresh.itemId)) return err({ kind: 'agenda-item-gone' })
  if (!fresh.name.trim()) return err({ kind: 'name-missing' })
  return enter(meeting, { ...fresh, withdrawsId: null }, context)
}

/** Takes a request back. */
export function withdrawRequest(meeting: MeetingDocument, id: string, context: CommandContext): Result<string, FloorError> {
  const request = meeting.speakerRequests.get(id)
  if (!request) return err({ kind: 'request-gone' })
  const { itemId, name, departmentId } = request
  return enter(meeting, { itemId, kind: 'withdraw', withdrawsId: id, name, departmentId }, context)
}

function enter(meeting: MeetingDocument, fresh: Omit<SpeakerRequest, 'id' | 'at' | 'by'>, context: CommandContext): Result<string, FloorError> {
  const request: SpeakerRequest = { id: context.newId(), ...fresh, at: instantAfter(meeting.speakerRequests.list(), context.now()), by: context.actor.personId }
  const fitting = meeting.speakerRequests.fits(request)
  if (!fitting.ok) return fitting
  transact(meeting, context, () => meeting.speakerRequests.insert(request))
  return ok(request.id)
}

/** Gives somebody the floor, which whoever has it loses; ends it; or passes over a request. */
export function giveFloor(meeting: MeetingDocument, requestId: string, kind: FloorEvent['kind'], context: CommandContext): Result<void, FloorError> {
  if (!meeting.speakerRequests.get(requestId)) return err({ kind: 'request-gone' })
  const at = instantAfter([...meeting.floorEvents.list(), ...meeting.speakerRequests.list()], context.now())
  transact(meeting, context, () => meeting.floorEvents.insert({ id: context.newId(), requestId, kind, at, by: context.actor.personId }))
  return ok()
}

/** Lets the clock of an item run, or stand. Only one runs: starting one stops every other. */
export function turnClock(meeting: MeetingDocument, itemId: string, kind: ClockEvent['kind'], context: CommandContext): Result<void, FloorError> {
  if (!meeting.agenda.get(itemId)) return err({ kind: 'agenda-item-gone' })
  const openings = meeting.agendaEvents.list().filter((event) => event.itemId === itemId)
  const at = instantAfter([...meeting.clockEvents.list(), ...openings], context.now())
  transact(meeting, context, () => meeting.clockEvents.insert({ id: context.newId(), itemId, kind, at, by: context.actor.personId }))
  return ok()
}

export function callStage(meeting: MeetingDocument, itemId: string, stage: StageEvent['stage'], context: CommandContext): Result<void, FloorError> {
  if (!meeting.agenda.get(itemId)) return err({ kind: 'agenda-item-gone' })
  const at = instantAfter(meeting.stageEvents.list(), context.now())
  transact(meeting, context, () => meeting.stageEvents.insert({ id: context.newId(), itemId, stage, at, by: context.actor.personId }))
  return ok()
}

/** Notes that somebody attends one item otherwise than the meeting. */
export function attendItem(meeting: MeetingDocument, itemId: string, personId: string, status: AttendanceStatus, context: CommandContext): Result<void, FloorError> {
  if (!meeting.agenda.get(itemId)) return err({ kind: 'agenda-item-gone' })
  const at = instantAfter(meeting.itemAttendance.list(), context.now())
  transact(meeting, context, () => meeting.itemAttendance.insert({ id: context.newId(), itemId, personId, status, at, by: context.actor.personId }))
  return ok()
}

export type ProjectorChanges = Partial<Omit<Projector, 'id'>>

/** Says what the big screen shows. */
export function project(meeting: MeetingDocument, changes: ProjectorChanges, context: CommandContext): Result<void, FloorError> {
  const info = meetingInfo(meeting)
  if (!info) return err({ kind: 'meeting-unknown' })
  const before: Projector = meeting.projector.get(info.id) ?? { id: info.id, itemId: null, view: 'item', isFrozen: false, isBlank: false }
  const fitting = meeting.projector.fits({ ...before, ...changes })
  if (!fitting.ok) return fitting
  transact(meeting, context, () => {
    if (meeting.projector.get(info.id)) meeting.projector.patch(info.id, changes)
    else {
      // One that cannot be read is in the way.
      meeting.projector.remove(info.id)
      meeting.projector.insert({ ...before, ...changes })
    }
  })
  return ok()
}
