import { Button, ButtonGroup } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recordAttendance, usualAttendance } from '../../../../../shared/model/attendance.ts'
import { itemStatuses } from '../../../../../shared/room/quorumOf.ts'
import { AttendanceStatusSchema, type Attendance } from '../../../../../shared/schema/attendance.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { useJoined, useSelf } from '../../../hooks/useSession.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'
import { AttendanceLine } from './AttendanceLine.tsx'
import { ItemAttendanceLine } from './ItemAttendanceLine.tsx'

const STATUSES = AttendanceStatusSchema.options

/** The register: oneself, and for secretary and chair everyone of the directory; also for the item the room is at alone. */
export function AttendanceSection({ itemId }: { readonly itemId: string | null }) {
  const { t } = useTranslation(['meeting', 'room'])
  const { meeting } = useMeeting()
  const self = useSelf()
  const attendance = useCollection(meeting.attendance)
  const reasonFor = useWriteReason('attendance')
  const isSignedIn = attendance.some(({ id }) => id === self.id)
  const mayRegisterAll = reasonFor({}) === null
  const mayDiffer = useMayWrite('itemAttendance') && itemId !== null
  const [isForItem, setIsForItem] = useState(false)
  const statuses = itemStatuses(useCollection(meeting.itemAttendance), itemId)
  return (
    <section className="pane-section" data-testid="attendance">
      <h3>{t('people.attendance')}</h3>
      <p className="attendance-sum">
        {STATUSES.map((status) => (
          <span key={status}>{t(`people.count.${status}`, { count: attendance.filter((record) => record.status === status).length })}</span>
        ))}
      </p>
      {mayDiffer && (
        <ButtonGroup variant="outlined" className="attendance-scope" role="group" aria-label={t('room:attendance.scope')}>
          <Button size="small" text={t('room:attendance.meeting')} active={!isForItem} aria-pressed={!isForItem} onClick={() => setIsForItem(false)} />
          <Button size="small" text={t('room:attendance.item')} active={isForItem} aria-pressed={isForItem} onClick={() => setIsForItem(true)} />
        </ButtonGroup>
      )}
      <ul className="people-list">
        {attendance.map((record) =>
          mayDiffer && isForItem ? (
            <ItemAttendanceLine key={record.id} record={record} itemId={itemId} status={statuses.get(record.id) ?? record.status} />
          ) : (
            <AttendanceLine key={record.id} record={record} isSelf={record.id === self.id} mayWrite={reasonFor({ personId: record.id }) === null} mayProxy={mayRegisterAll} itemStatus={statuses.get(record.id) ?? record.status} />
          ),
        )}
      </ul>
      {!isSignedIn && reasonFor({ personId: self.id }) === null && <SignInButton />}
      {mayRegisterAll && <RegisterPerson attendance={attendance} />}
    </section>
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
