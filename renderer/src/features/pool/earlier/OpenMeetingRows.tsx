import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingEntry } from '../../../../../shared/schema/directory.ts'
import type { Submission } from '../../../../../shared/schema/submission.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import type { OpenMeeting } from '../../../hooks/useMeeting.ts'
import { useMeetingRoom } from '../../../hooks/useMeetingRoom.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { dayText } from '../../../ui/dateText.ts'
import { AlikeText } from './AlikeText.tsx'
import { compareWith, type Alike } from './likelyDuplicates.ts'

export interface OpenMeetingRowsProps {
  readonly meeting: MeetingEntry
  readonly submission: Submission
  /** Submissions that are looked at themselves. */
  readonly known: ReadonlySet<string>
}

/** Items on an open meeting's agenda that are likely the same matter; the room is joined while this is shown. */
export function OpenMeetingRows(props: OpenMeetingRowsProps) {
  const open = useMeetingRoom(props.meeting.id)
  return open && <Rows {...props} open={open} />
}

function Rows({ meeting: { id, title, startsAt }, submission, known, open: { meeting } }: OpenMeetingRowsProps & { readonly open: OpenMeeting }) {
  const { t, i18n } = useTranslation('pool')
  const agenda = useCollection(meeting.agenda)
  const dossiers = useCollection(meeting.dossiers)
  const alike = useMemo(() => {
    const compare = compareWith(submission)
    return agenda.flatMap((item): { readonly item: typeof item; readonly alike: Alike }[] => {
      const dossier = dossiers.find((one) => one.id === item.id)
      if (dossier && (dossier.submissionId === submission.id || known.has(dossier.submissionId))) return []
      const found = compare({ title: item.title, ask: item.ask, background: dossier?.background ?? '', matterClass: dossier?.matterClass ?? '', place: dossier?.place ?? '' })
      return found ? [{ item, alike: found }] : []
    })
  }, [agenda, dossiers, submission, known])
  return alike.map(({ item, alike: why }) => (
    <li key={item.id} data-source="agenda">
      <a href={routeHref({ screen: 'meeting', id, tab: 'agenda', itemId: item.id })}>{item.title}</a>
      <span className="pool-row-facts">
        <span className="pool-status">{t('earlier.onAgenda')}</span>
        <time dateTime={startsAt}>{dayText(startsAt, i18n.language)}</time>
        <span>{title}</span>
      </span>
      <AlikeText alike={why} />
    </li>
  ))
}
