import { isReached } from '../decision/positions/outcomeOf.ts'
import { latestBy } from '../model/latestBy.ts'
import type { Attendance } from '../schema/attendance.ts'
import type { Body } from '../schema/body.ts'
import type { Share } from '../schema/decisionRule.ts'
import type { ItemAttendance } from '../schema/floor.ts'

export type QuorumRule = Pick<Body, 'memberDepartmentIds' | 'quorumNumerator' | 'quorumDenominator' | 'quorumOperator'>

export interface Quorum {
  /** Member departments that are here, in the body's order. */
  readonly present: readonly string[]
  readonly absent: readonly string[]
  /** The fewest that suffice; null where even all of them would not. */
  readonly needed: number | null
  readonly isReached: boolean
}

/**
 * [M8] Whether enough member departments are here for this item. A department is here if somebody of it is present, or
 * somebody stands in for it as a proxy. Observers never count, whatever they are registered as, nor does who is on
 * leave or in attendance. A body without members has no quorum.
 * @param itemId null for the meeting as a whole.
 */
export function quorumOf(body: QuorumRule, attendance: readonly Attendance[], itemAttendance: readonly ItemAttendance[], itemId: string | null): Quorum {
  const here = presentDepartments(attendance, itemAttendance, itemId)
  const members = body.memberDepartmentIds
  const present = members.filter((id) => here.has(id))
  const share: Share = { numerator: body.quorumNumerator, denominator: body.quorumDenominator, operator: body.quorumOperator }
  const suffices = (count: number): boolean => members.length > 0 && isReached(share, count, members.length)
  const needed = Array.from({ length: members.length + 1 }, (_, count) => count).find(suffices) ?? null
  return { present, absent: members.filter((id) => !here.has(id)), needed, isReached: suffices(present.length) }
}

/** Departments that are here for an item, see `quorumOf`. */
export function presentDepartments(attendance: readonly Attendance[], itemAttendance: readonly ItemAttendance[], itemId: string | null): ReadonlySet<string> {
  const statuses = itemStatuses(itemAttendance, itemId)
  const departments = new Set<string>()
  for (const { id, role, departmentId, proxyForDepartmentId, status: usual } of attendance) {
    const status = statuses.get(id) ?? usual
    if (role === 'observer' || (status !== 'present' && status !== 'proxy')) continue
    if (departmentId !== null) departments.add(departmentId)
    if (status === 'proxy' && proxyForDepartmentId !== null) departments.add(proxyForDepartmentId)
  }
  return departments
}

/**
 * [C2] The department that a person stands in for at an item, null if for none. It is so as long as the register says so,
 * and no longer.
 * @param itemId null for the meeting as a whole.
 */
export function proxyOf(attendance: readonly Attendance[], itemAttendance: readonly ItemAttendance[], itemId: string | null, personId: string): string | null {
  const record = attendance.find(({ id }) => id === personId)
  if (!record || record.role === 'observer' || record.proxyForDepartmentId === record.departmentId) return null
  const status = itemStatuses(itemAttendance, itemId).get(personId) ?? record.status
  return status === 'proxy' ? record.proxyForDepartmentId : null
}

/** How those attend an item who attend it otherwise than the meeting, by person. */
export function itemStatuses(itemAttendance: readonly ItemAttendance[], itemId: string | null): ReadonlyMap<string, Attendance['status']> {
  const ofItem = itemAttendance.filter((record) => record.itemId === itemId)
  return new Map([...latestBy(ofItem, ({ personId }) => personId)].map(([personId, { status }]) => [personId, status]))
}
