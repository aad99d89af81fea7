import { instantAfter } from '../lib/foldEvents.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type { Person } from '../schema/directory.ts'
import type { Attendance, UsualAttendance } from '../schema/attendance.ts'
import type { ItemAttendance } from '../schema/floor.ts'
import type { CommandContext } from './context.ts'
import { latestBy } from './latestBy.ts'
import { transact, type MeetingDocument } from './MeetingDocument.ts'

type Attendee = Pick<Person, 'id' | 'name' | 'role' | 'departmentId'>

/**
 * Signs a person in, or changes how they attend. Name, role and department are kept as they are now. Of another person it
 * takes back whatever they stand in for; of oneself it leaves that as it is, see `WRITE_POLICY`.
 */
export function recordAttendance(meeting: MeetingDocument, person: Attendee, status: UsualAttendance, context: CommandContext): Result<void, never> {
  const isSelf = person.id === context.actor.personId && meeting.attendance.get(person.id) !== undefined
  return record(meeting, person, isSelf ? { status } : { status, proxyForDepartmentId: null }, context)
}

/** Signs a person in for another department that named them: they count as its presence too. */
export function recordProxy(meeting: MeetingDocument, person: Attendee, proxyForDepartmentId: string, context: CommandContext): Result<void, never> {
  return record(meeting, person, { status: 'proxy', proxyForDepartmentId }, context)
}

/**
 * Signs a person in for another department at one item alone. Where they stood in for a different one at other items, they
 * do so no longer: a person stands in for one department.
 */
export function recordProxyAtItem(meeting: MeetingDocument, fresh: { readonly itemId: string; readonly personId: string; readonly departmentId: string }, context: CommandContext): Result<void, { readonly kind: 'agenda-item-gone' } | { readonly kind: 'person-gone' }> {
  const { itemId, personId, departmentId } = fresh
  const person = meeting.attendance.get(personId)
  if (!meeting.agenda.get(itemId)) return err({ kind: 'agenda-item-gone' })
  if (!person) return err({ kind: 'person-gone' })
  const isOther = person.proxyForDepartmentId !== departmentId
  const ended = isOther ? latestStatuses(meeting, personId).filter((other) => other.status === 'proxy' && other.itemId !== itemId) : []
  const at = instantAfter(meeting.itemAttendance.list(), context.now())
  const note = (item: string, status: Attendance['status']): void => meeting.itemAttendance.insert({ id: context.newId(), itemId: item, personId, status, at, by: context.actor.personId })
  transact(meeting, context, () => {
    for (const other of ended) note(other.itemId, person.status === 'proxy' ? usualAttendance(person) : person.status)
    if (isOther) meeting.attendance.patch(personId, { proxyForDepartmentId: departmentId, ...(person.status === 'proxy' && { status: usualAttendance(person) }) })
    note(itemId, 'proxy')
  })
  return ok()
}

function latestStatuses(meeting: MeetingDocument, personId: string): readonly ItemAttendance[] {
  return [...latestBy(meeting.itemAttendance.list().filter((one) => one.personId === personId), ({ itemId }) => itemId).values()]
}

function record(meeting: MeetingDocument, person: Attendee, how: Pick<Attendance, 'status'> & Partial<Pick<Attendance, 'proxyForDepartmentId'>>, context: CommandContext): Result<void, never> {
  transact(meeting, context, () => {
    if (meeting.attendance.get(person.id)) meeting.attendance.patch(person.id, how)
    else {
      const { id, name, role, departmentId } = person
      // One that cannot be read is in the way.
      meeting.attendance.remove(id)
      meeting.attendance.insert({ id, name, role, departmentId, proxyForDepartmentId: null, ...how, at: context.now() })
    }
  })
  return ok()
}

/** Takes back a registration made by mistake; whoever is away says so by `leave`. */
export function removeAttendance(meeting: MeetingDocument, personId: string, context: CommandContext): Result<void, never> {
  transact(meeting, context, () => meeting.attendance.remove(personId))
  return ok()
}

/** Observers are in attendance; everyone else is present (M8 counts only those). */
export function usualAttendance(person: Pick<Person, 'role'>): UsualAttendance {
  return person.role === 'observer' ? 'in-attendance' : 'present'
}
