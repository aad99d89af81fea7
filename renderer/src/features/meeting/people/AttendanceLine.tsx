import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { recordAttendance, recordProxy, removeAttendance } from '../../../../../shared/model/attendance.ts'
import { AttendanceStatusSchema, type Attendance, type AttendanceStatus } from '../../../../../shared/schema/attendance.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'

const OFFERED = AttendanceStatusSchema.exclude(['proxy']).options
const PROXY = 'proxy:'

export interface AttendanceLineProps {
  readonly record: Attendance
  readonly isSelf: boolean
  readonly mayWrite: boolean
  /** Whether the person at this window may say for whom somebody stands in. */
  readonly mayProxy: boolean
  /** How they attend the item the room is at. */
  readonly itemStatus: AttendanceStatus
}

/** How somebody attends the meeting. The empty choice takes the registration back. */
export function AttendanceLine({ record, isSelf, mayWrite, mayProxy, itemStatus }: AttendanceLineProps) {
  const { t } = useTranslation(['meeting', 'room'])
  const run = useCommand()
  const { list, nameOf } = useDepartments()
  const choose = (value: string): void => {
    const status = OFFERED.find((one) => one === value)
    if (status) run(recordAttendance, record, status)
    else if (value.startsWith(PROXY)) run(recordProxy, record, value.slice(PROXY.length))
    else if (value === '') run(removeAttendance, record.id)
  }
  const own = `${PROXY}${record.proxyForDepartmentId ?? ''}`
  const stoodFor = list.filter(({ id }) => (mayProxy && id !== record.departmentId) || id === record.proxyForDepartmentId)
  const isProxy = record.status === 'proxy'
  const onItem = itemStatus === 'proxy' && record.proxyForDepartmentId !== null ? t('room:attendance.proxyFor', { department: nameOf(record.proxyForDepartmentId) }) : t(`people.status.${itemStatus}`)
  return (
    <Attendee record={record} isSelf={isSelf} note={itemStatus === record.status ? '' : t('room:attendance.onItem', { status: onItem })}>
      {mayWrite ? (
        <PlainSelect minimal className="attendee-status" aria-label={t('people.statusOf', { name: record.name })} value={isProxy ? own : record.status} onChange={(event) => choose(event.currentTarget.value)}>
          {OFFERED.map((status) => (
            <option key={status} value={status}>
              {t(`people.status.${status}`)}
            </option>
          ))}
          {isProxy && record.proxyForDepartmentId === null && <option value={own}>{t('people.status.proxy')}</option>}
          {stoodFor.map(({ id, name }) => (
            <option key={id} value={`${PROXY}${id}`}>
              {t('room:attendance.proxyFor', { department: name })}
            </option>
          ))}
          {/* Taken back and undone, it would come from whom it is about, and the hub takes a proxy from the secretariat alone. */}
          {(mayProxy || record.proxyForDepartmentId === null) && <option value="">{t('people.takeBack')}</option>}
        </PlainSelect>
      ) : (
        <span className="person-note">{isProxy && record.proxyForDepartmentId !== null ? t('room:attendance.proxyFor', { department: nameOf(record.proxyForDepartmentId) }) : t(`people.status.${record.status}`)}</span>
      )}
    </Attendee>
  )
}

export interface AttendeeProps {
  readonly record: Attendance
  readonly isSelf?: boolean
  readonly note: string
  readonly children: ReactNode
}

export function Attendee({ record, isSelf = false, note, children }: AttendeeProps) {
  const { t } = useTranslation('meeting')
  const department = useDepartments().nameOf(record.departmentId)
  const facts = [department, note].filter(Boolean).join(' · ')
  return (
    <li className="attendee" data-testid="attendee">
      <span className="person-name" title={record.name}>
        {record.name}
        {isSelf && <span className="person-self">{t('people.self')}</span>}
      </span>
      {children}
      {facts && <span className="person-department" title={facts}>{facts}</span>}
    </li>
  )
}
