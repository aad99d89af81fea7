import { ok, type Result } from '../lib/result.ts'
import type { Person } from '../schema/directory.ts'
import type { AttendanceStatus } from '../schema/meeting.ts'
import type { CommandContext } from './context.ts'
import { transact, type MeetingDocument } from './MeetingDocument.ts'

/** Signs a person in, or changes how they attend. Name, role and department are kept as they are now. */
export function recordAttendance(
  meeting: MeetingDocument,
  person: Pick<Person, 'id' | 'name' | 'role' | 'departmentId'>,
  status: AttendanceStatus,
  context: CommandContext,
): Result<void, never> {
  transact(meeting, context, () => {
    if (meeting.attendance.get(person.id)) meeting.attendance.patch(person.id, { status })
    else {
      const { id, name, role, departmentId } = person
      // One that cannot be read is in the way.
      meeting.attendance.remove(id)
      meeting.attendance.insert({ id, name, role, departmentId, status, at: context.now() })
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
export function usualAttendance(person: Pick<Person, 'role'>): AttendanceStatus {
  return person.role === 'observer' ? 'in-attendance' : 'present'
}
