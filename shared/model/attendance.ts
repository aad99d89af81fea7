import { ok, type Result } from '../lib/result.ts'
import type { Person } from '../schema/directory.ts'
import type { Attendance, UsualAttendance } from '../schema/attendance.ts'
import type { CommandContext } from './context.ts'
import { transact, type MeetingDocument } from './MeetingDocument.ts'

type Attendee = Pick<Person, 'id' | 'name' | 'role' | 'departmentId'>

/** Signs a person in, or changes how they attend. Name, role and department are kept as they are now. */
export function recordAttendance(meeting: MeetingDocument, person: Attendee, status: UsualAttendance, context: CommandContext): Result<void, never> {
  return record(meeting, person, { status, proxyForDepartmentId: null }, context)
}

/** Signs a person in for another department that named them: they count as its presence too. */
export function recordProxy(meeting: MeetingDocument, person: Attendee, proxyForDepartmentId: string, context: CommandContext): Result<void, never> {
  return record(meeting, person, { status: 'proxy', proxyForDepartmentId }, context)
}

function record(meeting: MeetingDocument, person: Attendee, how: Pick<Attendance, 'status' | 'proxyForDepartmentId'>, context: CommandContext): Result<void, never> {
  transact(meeting, context, () => {
    if (meeting.attendance.get(person.id)) meeting.attendance.patch(person.id, how)
    else {
      const { id, name, role, departmentId } = person
      // One that cannot be read is in the way.
      meeting.attendance.remove(id)
      meeting.attendance.insert({ id, name, role, departmentId, ...how, at: context.now() })
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
