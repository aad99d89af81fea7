import { useTranslation } from 'react-i18next'
import { useCollection } from '../../../hooks/useCollection.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { dayText } from '../../../ui/dateText.ts'
import { StatusMark } from '../StatusMark.tsx'
import { useSubmissionEvents } from '../usePool.ts'
import { AlikeText } from './AlikeText.tsx'
import { acceptedInto, type LikelyDuplicate } from './likelyDuplicates.ts'

/** Another submission on what is likely the same matter, and where it went. */
export function SubmissionDuplicate({ row: { submission, status, since, alike } }: { readonly row: LikelyDuplicate }) {
  const { i18n } = useTranslation()
  const meetings = useCollection(useJoined().directory.meetings)
  const into = acceptedInto(useSubmissionEvents(), submission.id)
  const meeting = meetings.find(({ id }) => id === into?.meetingId)
  return (
    <li data-source="submission">
      <a href={routeHref({ screen: 'pool', id: submission.id })}>{submission.title}</a>
      <span className="pool-row-facts">
        <StatusMark status={status} />
        {since !== null && <time dateTime={since}>{dayText(since, i18n.language)}</time>}
        {meeting && <a href={routeHref({ screen: 'meeting', id: meeting.id, tab: 'agenda', itemId: into?.itemId ?? null })}>{meeting.title}</a>}
      </span>
      <AlikeText alike={alike} />
    </li>
  )
}
