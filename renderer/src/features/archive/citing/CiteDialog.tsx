import { TextArea } from '@blueprintjs/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingEntry } from '../../../../../shared/schema/directory.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { dayText } from '../../../ui/dateText.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Field } from '../../../ui/Field.tsx'
import { PlainDialog } from '../../../ui/PlainDialog.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import type { Pick } from '../usePicks.ts'
import { citationText } from './citationText.ts'
import { CiteInto } from './CiteInto.tsx'
import { CopyCitation } from './CopyCitation.tsx'

export interface CiteDialogProps {
  readonly picks: readonly Pick[]
  /** What the decisions were looked for: its first line is offered as the new item's title. */
  readonly matter: string | undefined
  /** The open meeting that asked, if one did. */
  readonly meetingId: string | undefined
  readonly onClose: () => void
}

/** Puts earlier decisions into a new agenda item of an open meeting. */
export function CiteDialog({ picks, matter, meetingId, onClose }: CiteDialogProps) {
  const { t, i18n } = useTranslation('archive')
  const open = useOpenMeetings()
  const [chosen, setChosen] = useState(meetingId)
  const [title, setTitle] = useState(() => matter?.split('\n')[0]?.slice(0, MOST_TITLE) ?? picks[0]?.text.split('\n')[0]?.slice(0, MOST_TITLE) ?? '')
  const [text, setText] = useState(() => citationText(picks, i18n.language, t))
  const id = useId()
  const meeting = open.find((entry) => entry.id === chosen) ?? open[0]
  return (
    <PlainDialog title={t('citeTitle')} onClose={onClose} canClickAway={false}>
      {meeting ? (
        <div className="plain-form">
          <SelectField
            label={t('citeInto')}
            value={meeting.id}
            options={open.map(({ id: value, title: name, startsAt }) => ({ value, label: t('citeMeeting', { name, day: dayText(startsAt, i18n.language) }) }))}
            onChange={setChosen}
            isFirst
          />
          <TextField label={t('citeItemTitle')} value={title} onChange={setTitle} maxLength={MOST_TITLE} />
          <Field id={id} label={t('citeText')}>
            <TextArea id={id} fill rows={7} value={text} onChange={(event) => setText(event.currentTarget.value)} />
          </Field>
          <CiteInto key={meeting.id} meetingId={meeting.id} meetingTitle={meeting.title} title={title} text={text} onClose={onClose} />
        </div>
      ) : (
        <EmptyState text={t('citeNoMeeting')} action={<CopyCitation text={text} />} />
      )}
    </PlainDialog>
  )
}

/** As long as the agenda's own field takes. */
const MOST_TITLE = 200

/** Soonest first. */
function useOpenMeetings(): readonly MeetingEntry[] {
  const meetings = useCollection(useJoined().directory.meetings)
  return meetings.filter(({ closedAt }) => closedAt === null).toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
}
