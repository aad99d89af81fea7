import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { recordAttendance, removeAttendance, usualAttendance } from '../../../../../shared/model/attendance.ts'
import { AttendanceStatusSchema, type Attendance } from '../../../../../shared/schema/attendance.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useJoined, useSelf } from '../../../hooks/useSession.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'

const STATUSES = AttendanceStatusSchema.options
const OFFERED = AttendanceStatusSchema.exclude(['proxy']).options

/** The register: oneself, and for secretary and chair everyone of the directory. */
export function AttendanceSection() {
  const { t } = useTranslation('meeting')
  const { meeting } = useMeeting()
  const self = useSelf()
  const attendance = useCollection(meeting.attendance)
  const reasonFor = useWriteReason('attendance')
  const isSignedIn = attendance.some(({ id }) => id === self.id)
  const mayRegisterAll = reasonFor({}) === null
  return (
    <section className="pane-section" data-testid="attendance">
      <h3>{t('people.attendance')}</h3>
      <p className="attendance-sum">
        {STATUSES.map((status) => (
          <span key={status}>{t(`people.count.${status}`, { count: attendance.filter((record) => record.status === status).length })}</span>
        ))}
      </p>
      <ul className="people-list">
        {attendance.map((record) => (
          <AttendanceLine key={record.id} record={record} isSelf={record.id === self.id} mayWrite={reasonFor({ personId: record.id }) === null} />
        ))}
      </ul>
      {!isSignedIn && reasonFor({ personId: self.id }) === null && <SignInButton />}
      {mayRegisterAll && <RegisterPerson attendance={attendance} />}
    </section>
  )
}

interface AttendanceLineProps {
  readonly record: Attendance
  readonly isSelf: boolean
  readonly mayWrite: boolean
}

/** The empty choice takes the registration back. */
function AttendanceLine({ record, isSelf, mayWrite }: AttendanceLineProps) {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const department = useDepartments().nameOf(record.departmentId)
  const choose = (value: string): void => {
    const status = OFFERED.find((one) => one === value)
    if (status) run(recordAttendance, record, status)
    else if (value === '') run(removeAttendance, record.id)
  }
  return (
    <li className="attendee" data-testid="attendee">
      <span className="person-name" title={record.name}>
        {record.name}
        {isSelf && <span className="person-self">{t('people.self')}</span>}
      </span>
      {mayWrite ? (
        <PlainSelect minimal aria-label={t('people.statusOf', { name: record.name })} value={record.status} onChange={(event) => choose(event.currentTarget.value)}>
          {STATUSES.filter((status) => status !== 'proxy' || record.status === 'proxy').map((status) => (
            <option key={status} value={status}>
              {t(`people.status.${status}`)}
            </option>
          ))}
          <option value="">{t('people.takeBack')}</option>
        </PlainSelect>
      ) : (
        <span className="person-note">{t(`people.status.${record.status}`)}</span>
      )}
      {department && <span className="person-department" title={department}>{department}</span>}
    </li>
  )
}

function SignInButton() {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const self = useSelf()
  return <Button size="small" variant="outlined" text={t('people.signIn')} onClick={() => run(recordAttendance, self, usualAttendance(self))} />
}

function RegisterPerson({ attendance }: { readonly attendance: readonly Attendance[] }) {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const { nameOf } = useDepartments()
  const people = useCollection(useJoined().directory.people)
  const missing = people.filter(({ id }) => !attendance.some((record) => record.id === id))
  if (missing.length === 0) return null
  const register = (id: string): void => {
    const person = missing.find((candidate) => candidate.id === id)
    if (person) run(recordAttendance, person, usualAttendance(person))
  }
  return (
    <PlainSelect fill className="register-person" aria-label={t('people.register')} value="" onChange={(event) => register(event.currentTarget.value)}>
      <option value="">{t('people.register')}</option>
      {missing.map(({ id, name, departmentId }) => (
        <option key={id} value={id}>
          {[name, nameOf(departmentId)].filter(Boolean).join(' · ')}
        </option>
      ))}
    </PlainSelect>
  )
}
