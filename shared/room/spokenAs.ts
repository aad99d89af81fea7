import type { Attendance } from '../schema/attendance.ts'

/** `proxy`: standing in for the department; `noted`: taken down for it by the secretariat. */
export type SpokenAs = 'own' | 'proxy' | 'noted'

/**
 * As what somebody spoke for a department, from who they were that day: whoever is neither of the department nor of the
 * secretariat could only as its proxy, also after that was taken back.
 * @param speaker undefined if nobody knows any more.
 */
export function spokenAs(speaker: Pick<Attendance, 'role' | 'departmentId'> & Partial<Pick<Attendance, 'proxyForDepartmentId'>> | undefined, departmentId: string): SpokenAs {
  if (!speaker) return 'noted'
  if (speaker.departmentId === departmentId) return 'own'
  const isSecretariat = speaker.role === 'secretary' || speaker.role === 'chair'
  return isSecretariat && speaker.proxyForDepartmentId !== departmentId ? 'noted' : 'proxy'
}
