import type { Attendance } from '../../../../../shared/schema/attendance.ts'
import type { Criterion, ItemRule } from '../../../../../shared/schema/frame.ts'

/** Whether more or less of it is better: the anchors say so. */
export function directionOf({ worst, best }: Pick<Criterion, 'worst' | 'best'>): 'more' | 'less' {
  return best > worst ? 'more' : 'less'
}

export type CriteriaCaution = 'few' | 'many'

const FEWEST = 3
const MOST = 7

/** Fewer than three criteria hide what a choice costs, more than seven can't be weighed; none are none yet. */
export function criteriaCaution(count: number): CriteriaCaution | null {
  if (count > MOST) return 'many'
  return count > 0 && count < FEWEST ? 'few' : null
}

/** A number as people type it: full-width digits, spaces and thousands separators too. Null if it is none. */
export function numberFrom(text: string): number | null {
  const plain = text.normalize('NFKC').replaceAll(/[\s,]/g, '').replace('−', '-')
  const number = plain === '' ? Number.NaN : Number(plain)
  return Number.isFinite(number) ? number : null
}

export interface Entitling {
  readonly body: { readonly memberDepartmentIds: readonly string[] } | undefined
  readonly attendance: readonly Pick<Attendance, 'status' | 'departmentId' | 'proxyForDepartmentId' | 'role'>[]
  readonly departmentIds: readonly string[]
}

/** Who is asked unless the meeting says otherwise: the body's members, else the departments present, else all there are. */
export function usuallyEntitled({ body, attendance, departmentIds }: Entitling): readonly string[] {
  const members = departmentIds.filter((id) => body?.memberDepartmentIds.includes(id))
  if (members.length > 0) return members
  const present = new Set(attendance.flatMap(representedBy))
  const here = departmentIds.filter((id) => present.has(id))
  return here.length > 0 ? here : departmentIds
}

function representedBy({ status, departmentId, proxyForDepartmentId, role }: Entitling['attendance'][number]): readonly string[] {
  if (status !== 'present' && status !== 'proxy') return []
  // Secretary and chair run the meeting; their own office is no party to it by sitting there.
  const own = role === 'delegate' || role === 'coordinator' ? [departmentId] : []
  return [...own, proxyForDepartmentId].filter((id) => id !== null)
}

/** The rule that is proposed while none is fixed: more than half of those entitled, conditions met count as support. */
export function usualRule(itemId: string, entitledDepartmentIds: readonly string[]): ItemRule {
  return {
    id: itemId,
    entitledDepartmentIds: [...entitledDepartmentIds],
    supportNumerator: 1,
    supportDenominator: 2,
    supportOperator: 'more-than',
    of: 'entitled',
    conditionalCounts: 'asSupportWhenResolved',
    vetoDepartmentIds: [],
    isChairDeciding: false,
  }
}
