import type { Attendance } from '../schema/attendance.ts'
import type { ItemAttendance } from '../schema/floor.ts'
import { latestBy } from '../model/latestBy.ts'

/**
 * [M8] Departments that are there for an item: by one of their own, or by a proxy, who keeps standing for their own
 * department too. Observers and those in attendance never count. Without an item: for the meeting as a whole.
 */
export function departmentsPresent(attendance: readonly Attendance[], itemAttendance: readonly ItemAttendance[], itemId: string | null): ReadonlySet<string> {
  const ofItem = latestBy(itemAttendance.filter((record) => record.itemId === itemId), ({ personId }) => personId)
  const present = new Set<string>()
  for (const { id, role, departmentId, proxyForDepartmentId, status: usual } of attendance) {
    const status = ofItem.get(id)?.status ?? usual
    if (status !== 'present' && status !== 'proxy') continue
    if (role !== 'observer' && departmentId !== null) present.add(departmentId)
    if (proxyForDepartmentId !== null) present.add(proxyForDepartmentId)
  }
  return present
}
