import { useTranslation } from 'react-i18next'
import { foldSubmission } from '../../../../shared/model/submissions.ts'
import type { Submission } from '../../../../shared/schema/submission.ts'
import { matterText } from '../../hooks/archiveRoute.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useNow } from '../../hooks/useNow.ts'
import { routeHref } from '../../hooks/useRoute.ts'
import { useJoined } from '../../hooks/useSession.ts'
import { dayText } from '../../ui/dateText.ts'
import { PanelField } from '../../ui/SidePanel.tsx'
import { acceptedInto, likelyDuplicates } from './likelyDuplicates.ts'
import { StatusMark } from './StatusMark.tsx'
import { useSubmissionEvents, useSubmissions } from './usePool.ts'

/** Likely duplicates of twelve months with where they were dealt with, and the way to earlier decisions in the archive. */
export function EarlierMatters({ submission }: { readonly submission: Submission }) {
  const { t, i18n } = useTranslation('pool')
  const now = useNow()
  const meetings = useCollection(useJoined().directory.meetings)
  const events = useSubmissionEvents()
  const rows = useSubmissions().map((other) => {
    const { status, last } = foldSubmission(events, other.id)
    return { submission: other, status, since: last?.at ?? null }
  })
  const found = likelyDuplicates(submission, rows, now)
  return (
    <PanelField label={t('earlier.title')}>
      {found.length > 0 && (
        <ul className="pool-history" data-testid="duplicates">
          {found.map(({ submission: other, status, since }) => {
            const into = acceptedInto(events, other.id)
            const meeting = meetings.find(({ id }) => id === into?.meetingId)
            return (
              <li key={other.id}>
                <span className="pool-row-facts">
                  <StatusMark status={status} />
                  {since !== null && <time dateTime={since}>{dayText(since, i18n.language)}</time>}
                  {meeting && <a href={routeHref({ screen: 'meeting', id: meeting.id, tab: 'agenda', itemId: into?.itemId ?? null })}>{meeting.title}</a>}
                </span>
                <span>{other.title}</span>
              </li>
            )
          })}
        </ul>
      )}
      <a href={routeHref({ screen: 'archive', file: null, matter: matterText(submission) })}>{t('earlier.archive')}</a>
    </PanelField>
  )
}
