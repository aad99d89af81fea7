import { useTranslation } from 'react-i18next'
import { recordProxyAtItem } from '../../../../../shared/model/attendance.ts'
import { attendItem } from '../../../../../shared/model/floor.ts'
import { AttendanceStatusSchema, type Attendance, type AttendanceStatus } from '../../../../../shared/schema/attendance.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'
import { Attendee } from './AttendanceLine.tsx'

export interface ItemAttendanceLineProps {
  readonly record: Attendance
  readonly itemId: string
  /** How they attend this item. */
  readonly status: AttendanceStatus
}

const OFFERED = AttendanceStatusSchema.exclude(['proxy']).options
const PROXY = 'proxy:'

/** How somebody attends one item, if otherwise than the meeting, or for which department they stand in at it. */
export function ItemAttendanceLine({ record, itemId, status }: ItemAttendanceLineProps) {
  const { t } = useTranslation(['meeting', 'room'])
  const run = useCommand()
  const { list } = useDepartments()
  const choose = (value: string): void => {
    const chosen = OFFERED.find((one) => one === value)
    if (chosen) run(attendItem, itemId, record.id, chosen)
    else run(recordProxyAtItem, { itemId, personId: record.id, departmentId: value.slice(PROXY.length) })
  }
  const stoodFor = list.filter(({ id }) => record.role !== 'observer' && id !== record.departmentId)
  return (
    <Attendee record={record} note={status === record.status ? '' : t('room:attendance.differs')}>
      <PlainSelect minimal className="attendee-status" aria-label={t('people.statusOf', { name: record.name })} value={status === 'proxy' ? `${PROXY}${record.proxyForDepartmentId ?? ''}` : status} onChange={(event) => choose(event.currentTarget.value)}>
        {OFFERED.map((one) => (
          <option key={one} value={one}>
            {t(`people.status.${one}`)}
          </option>
        ))}
        {status === 'proxy' && !stoodFor.some(({ id }) => id === record.proxyForDepartmentId) && <option value={`${PROXY}${record.proxyForDepartmentId ?? ''}`}>{t('people.status.proxy')}</option>}
        {stoodFor.map(({ id, name }) => (
          <option key={id} value={`${PROXY}${id}`}>
            {t('room:attendance.proxyFor', { department: name })}
          </option>
        ))}
      </PlainSelect>
    </Attendee>
  )
}
