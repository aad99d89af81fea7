import * as Y from 'yjs'
import { proxyOf } from '../../../shared/room/quorumOf.ts'
import { AttendanceSchema } from '../../../shared/schema/attendance.ts'
import { ItemAttendanceSchema } from '../../../shared/schema/floor.ts'

export interface Stand {
  readonly personId: string
  readonly departmentId: string
  readonly itemId: string
}

/**
 * [C2] Whether somebody stands in for a department at an item by the register as it is at this moment: within a transaction
 * collections still tell what was before it.
 */
export function standsInFor(doc: Y.Doc, { personId, departmentId, itemId }: Stand): boolean {
  const record = AttendanceSchema.safeParse(fieldsOf(doc.getMap('attendance').get(personId), personId))
  if (!record.success || record.data.proxyForDepartmentId !== departmentId) return false
  const itemAttendance = [...doc.getMap('itemAttendance')].flatMap(([id, stored]) => {
    if (!(stored instanceof Y.Map) || stored.get('personId') !== personId) return []
    const parsed = ItemAttendanceSchema.safeParse(fieldsOf(stored, id))
    return parsed.success ? [parsed.data] : []
  })
  return proxyOf([record.data], itemAttendance, itemId, personId) === departmentId
}

function fieldsOf(stored: unknown, id: string): unknown {
  return stored instanceof Y.Map ? { ...stored.toJSON(), id } : undefined
}
