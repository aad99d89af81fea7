import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { acceptSubmission } from '../../../../shared/model/screening.ts'
import { AGENDA_CLASSES, type AgendaClass } from '../../../../shared/schema/submission.ts'
import type { MeetingEntry } from '../../../../shared/schema/directory.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useMeetingRoom } from '../../hooks/useMeetingRoom.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import type { OpenMeeting } from '../../hooks/useMeeting.ts'
import { useJoined } from '../../hooks/useSession.ts'
import { dateTimeText } from '../../ui/dateText.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainDialog } from '../../ui/PlainDialog.tsx'
import { PlainForm } from '../../ui/PlainForm.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { PapersDue } from './PapersDue.tsx'
import type { SubmissionRow } from './poolLists.ts'
import { usePool, usePools, useScreenings } from './usePool.ts'

export interface AcceptDialogProps {
  readonly row: SubmissionRow
  readonly onClose: () => void
}

/** Into which of the open meetings, as what, for how long. */
export function AcceptDialog({ row, onClose }: AcceptDialogProps) {
  const { t, i18n } = useTranslation('pool')
  const { directory } = useJoined()
  const meetings = useCollection(directory.meetings)
    .filter(({ closedAt }) => closedAt === null)
    .toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
  const [meetingId, setMeetingId] = useState(meetings[0]?.id ?? '')
  const label = ({ title, startsAt }: MeetingEntry): string => `${title} · ${dateTimeText(startsAt, i18n.language)}`
  return (
    <PlainDialog title={t('accept.title', { title: row.submission.title })} onClose={onClose} canClickAway={false}>
      {meetings.length === 0 ? (
        <EmptyState text={t('accept.noMeeting')} />
      ) : (
        <div className="plain-form">
          <SelectField isFirst label={t('accept.meeting')} value={meetingId} options={meetings.map((meeting) => ({ value: meeting.id, label: label(meeting) }))} onChange={setMeetingId} />
          <IntoMeeting key={meetingId} meetingId={meetingId} row={row} onClose={onClose} />
        </div>
      )}
    </PlainDialog>
  )
}

/** Waits for the meeting's own document: what is put on its agenda is written there. */
function IntoMeeting({ meetingId, ...props }: AcceptDialogProps & { readonly meetingId: string }) {
  const open = useMeetingRoom(meetingId)
  return open && <AcceptForm {...props} open={open} />
}

function AcceptForm({ row: { submission, since }, open: { meeting }, onClose }: AcceptDialogProps & { readonly open: OpenMeeting }) {
  const { t } = useTranslation(['pool', 'common', 'frame', 'errors'])
  const pool = usePool(submission.departmentId)
  const { context } = usePools()
  const screenings = useScreenings()
  const notice = useNotice()
  const info = useCollection(meeting.info)[0]
  const [agendaClass, setAgendaClass] = useState<AgendaClass>('new')
  const [minutes, setMinutes] = useState(String(submission.minutesWanted))
  const [note, setNote] = useState('')
  const minutesAllotted = Number(minutes)
  const isTimed = minutes.trim() !== '' && Number.isInteger(minutesAllotted) && minutesAllotted >= 0 && minutesAllotted <= 600
  const submit = (): void => {
    if (!isTimed) return
    const accepted = acceptSubmission(pool, meeting, submission.id, { agendaClass, minutesAllotted, note, doNothing: t('doNothing'), screenings }, context)
    if (!accepted.ok) return notice.error(accepted.error)
    notice.success(t('accept.done', { title: info?.title ?? '' }))
    onClose()
  }
  return (
    <PlainForm onSubmit={submit}>
      <PapersDue meeting={meeting} submittedAt={since} />
      <SelectField label={t('accept.class')} hint={t('accept.classHint')} value={agendaClass} options={AGENDA_CLASSES.map((value) => ({ value, label: t(`class.${value}`) }))} onChange={(value) => setAgendaClass(AGENDA_CLASSES.find((known) => known === value) ?? agendaClass)} />
      <TextField type="number" label={t('accept.minutes')} min={0} max={600} value={minutes} onChange={setMinutes} error={isTimed ? undefined : t('errors:minutes-out-of-range')} />
      <TextField label={t('note')} maxLength={1000} value={note} onChange={setNote} />
      {!info && <p className="panel-note">{t('accept.opening')}</p>}
      <div className="form-actions form-actions-end">
        <Button text={t('common:cancel')} onClick={onClose} />
        <Button type="submit" intent="primary" disabled={!info} text={t('step.accept')} />
      </div>
    </PlainForm>
  )
}
