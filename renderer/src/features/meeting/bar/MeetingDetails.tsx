import { Button } from '@blueprintjs/core'
import { Edit } from '@blueprintjs/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toInstant } from '../../../../../shared/lib/instant.ts'
import { editMeeting } from '../../../../../shared/model/createMeeting.ts'
import { deadlinesOf, noticeState } from '../../../../../shared/room/deadlines.ts'
import type { MeetingInfo } from '../../../../../shared/schema/meeting.ts'
import { useCollection, useRecord } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { useNow } from '../../../hooks/useNow.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { dateTimeText } from '../../../ui/dateText.ts'
import { PlainDialog } from '../../../ui/PlainDialog.tsx'
import { PlainForm } from '../../../ui/PlainForm.tsx'
import { TextField } from '../../../ui/TextField.tsx'

export interface MeetingDetailsProps {
  readonly info: MeetingInfo
}

/** The way to title, time and place, for those who may change them. */
export function MeetingDetails({ info }: MeetingDetailsProps) {
  const { t } = useTranslation('meeting')
  const [isOpen, setIsOpen] = useState(false)
  if (!useMayWrite('info')) return null
  return (
    <>
      <Button variant="minimal" icon={<Edit />} aria-label={t('details.open')} title={t('details.open')} onClick={() => setIsOpen(true)} />
      {isOpen && <DetailsForm info={info} onClose={() => setIsOpen(false)} />}
    </>
  )
}

/** What the body's rules make of the date that stands in the form, before it is saved. */
function Deadlines({ startsAt, info }: { readonly startsAt: string; readonly info: MeetingInfo }) {
  const { t, i18n } = useTranslation('deadlines')
  const { meeting } = useMeeting()
  const body = useCollection(meeting.bodies)[0]
  const invitation = useRecord(useJoined().directory.meetings, info.id)?.invitation
  const now = useNow().getTime()
  const { noticeBy, papersBy } = deadlinesOf(startsAt, body)
  if (noticeBy === null && papersBy === null) return null
  const when = (instant: number): string => dateTimeText(new Date(instant), i18n.language)
  const notice = noticeState(noticeBy, invitation, { ...info, startsAt }, now)
  return (
    <p className="screen-note" data-testid="deadlines">
      {noticeBy !== null && <span>{notice === 'out' || notice === 'late' ? t(`notice.${notice}`, { when: when(noticeBy), taken: dateTimeText(invitation?.takenAt ?? startsAt, i18n.language) }) : t('noticeBy', { when: when(noticeBy) })} </span>}
      {papersBy !== null && <span>{t('papersBy', { when: when(papersBy) })} </span>}
      <span>{t('how')}</span>
    </p>
  )
}

/** Written in one go, so that nobody sees a meeting half moved. */
function DetailsForm({ info, onClose }: MeetingDetailsProps & { readonly onClose: () => void }) {
  const { t } = useTranslation(['meeting', 'common', 'errors'])
  const run = useCommand()
  const begin = toInstant(new Date(info.startsAt))
  const [fields, setFields] = useState({ title: info.title, place: info.place, date: begin.slice(0, 10), time: begin.slice(11, 16) })
  const startsAt = new Date(`${fields.date}T${fields.time}`)
  const isDated = !Number.isNaN(startsAt.getTime())
  const set = (key: keyof typeof fields) => (value: string) => setFields({ ...fields, [key]: value })
  const submit = (): void => {
    if (!isDated || !fields.title.trim()) return
    const changed = run(editMeeting, { title: fields.title.trim(), place: fields.place.trim(), startsAt: toInstant(startsAt) })
    if (changed.ok) onClose()
  }
  return (
    <PlainDialog title={t('details.open')} onClose={onClose} canClickAway={false}>
      <PlainForm onSubmit={submit}>
        <TextField isFirst label={t('details.title')} maxLength={200} value={fields.title} onChange={set('title')} error={fields.title.trim() ? undefined : t('errors:title-missing')} />
        <div className="form-row">
          <TextField type="date" label={t('details.date')} value={fields.date} onChange={set('date')} error={isDated ? undefined : t('errors:start-missing')} />
          <TextField type="time" label={t('details.time')} value={fields.time} onChange={set('time')} />
        </div>
        <TextField label={t('details.place')} placeholder={t('details.placeHint')} maxLength={200} value={fields.place} onChange={set('place')} />
        {isDated && <Deadlines startsAt={toInstant(startsAt)} info={info} />}
        <div className="form-actions form-actions-end">
          <Button text={t('common:cancel')} onClick={onClose} />
          <Button type="submit" intent="primary" text={t('common:save')} />
        </div>
      </PlainForm>
    </PlainDialog>
  )
}
