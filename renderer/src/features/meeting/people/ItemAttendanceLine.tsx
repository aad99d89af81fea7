import { useTranslation } from 'react-i18next'
import { attendItem } from '../../../../../shared/model/floor.ts'
import { AttendanceStatusSchema, type Attendance, type AttendanceStatus } from '../../../../../shared/schema/attendance.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'
import { Attendee } from './AttendanceLine.tsx'

export interface ItemAttendanceLineProps {
  readonly record: Attendance
  readonly itemId: string
  /** How they attend this item. */
  readonly status: AttendanceStatus
}

/** How somebody attends one item, if otherwise than the meeting. Whoever stands in for a department does so by item too. */
export function ItemAttendanceLine({ record, itemId, status }: ItemAttendanceLineProps) {
  const { t } = useTranslation(['meeting', 'room'])
  const run = useCommand()
  const offered = AttendanceStatusSchema.options.filter((one) => one !== 'proxy' || record.status === 'proxy')
  const choose = (value: string): void => {
    const chosen = offered.find((one) => one === value)
    if (chosen) run(attendItem, itemId, record.id, chosen)
  }
  return (
    <Attendee record={record} note={status === record.status ? '' : t('room:attendance.differs')}>
      <PlainSelect minimal className="attendee-status" aria-label={t('people.statusOf', { name: record.name })} value={status} onChange={(event) => choose(event.currentTarget.value)}>
        {offered.map((one) => (
          <option key={one} value={one}>
            {t(`people.status.${one}`)}
          </option>
        ))}
      </PlainSelect>
    </Attendee>
  )
}
