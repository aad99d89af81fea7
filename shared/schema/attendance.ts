import { z } from 'zod'
import { RoleSchema } from './directory.ts'
import { IdSchema, InstantSchema, LineSchema } from './values.ts'

/** 出席, 列席, 请假, 代表出席 (for another department that named them). */
export const AttendanceStatusSchema = z.enum(['present', 'in-attendance', 'leave', 'proxy'])
export type AttendanceStatus = z.infer<typeof AttendanceStatusSchema>

/** One person at one meeting; the id is the person's. Name, role and department are kept as they were that day. */
export const AttendanceSchema = z.object({
  id: IdSchema,
  name: LineSchema,
  role: RoleSchema,
  departmentId: IdSchema.nullable(),
  status: AttendanceStatusSchema,
  /** The department that they stand in for wherever they are a proxy: at the meeting, or at single items. */
  proxyForDepartmentId: IdSchema.nullable().default(null),
  at: InstantSchema,
})
export type Attendance = z.infer<typeof AttendanceSchema>

/** How somebody attends for themselves. */
export type UsualAttendance = Exclude<AttendanceStatus, 'proxy'>
