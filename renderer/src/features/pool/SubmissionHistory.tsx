import { useTranslation } from 'react-i18next'
import type { SubmissionEvent } from '../../../../shared/schema/submission.ts'
import { useRecord } from '../../hooks/useCollection.ts'
import { useDirectoryName } from '../../hooks/useDirectoryName.ts'
import { routeHref } from '../../hooks/useRoute.ts'
import { useJoined } from '../../hooks/useSession.ts'
import { dateTimeText } from '../../ui/dateText.ts'
import type { SubmissionRow } from './poolLists.ts'
import { useSubmissionEvents, useSubmissions } from './usePool.ts'

/** What happened, by whom and why; what lost against somebody else's step stays and says so (M4). */
export function SubmissionHistory({ row: { submission, superseded } }: { readonly row: SubmissionRow }) {
  const { t } = useTranslation('pool')
  const all = useSubmissionEvents()
  const events = all.filter(({ submissionId }) => submissionId === submission.id).toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const lost = new Set(superseded.map(({ id }) => id))
  if (events.length === 0) return <p className="panel-note">{t('history.none')}</p>
  return (
    <ol className="pool-history">
      {events.map((event) => (
        <li key={event.id} className={lost.has(event.id) ? 'is-superseded' : ''}>
          <Happened event={event} />
          {lost.has(event.id) && <span className="panel-note">{t('history.superseded')}</span>}
        </li>
      ))}
    </ol>
  )
}

function Happened({ event }: { readonly event: SubmissionEvent }) {
  const { t, i18n } = useTranslation('pool')
  const nameOf = useDirectoryName()
  const { kind, by, at, reason, note } = event
  return (
    <>
      <span>
        <strong>{t(`history.${kind}`)}</strong> {nameOf(by)} <time dateTime={at}>{dateTimeText(at, i18n.language)}</time>
      </span>
      {reason !== null && <span>{t(`reason.${reason}`)}</span>}
      {note && <span className="pool-note">{note}</span>}
      <Target event={event} />
    </>
  )
}

/** The submission it went into, or the meeting. Another department's can't be read: only that it is one is said. */
function Target({ event: { kind, mergedIntoId, meetingId, itemId } }: { readonly event: SubmissionEvent }) {
  const { t } = useTranslation('pool')
  const target = useSubmissions().find(({ id }) => id === mergedIntoId)
  const meeting = useRecord(useJoined().directory.meetings, meetingId)
  if (target) return <a href={routeHref({ screen: 'pool', id: target.id })}>{target.title}</a>
  if (kind === 'merged') return <span className="pool-note">{t('history.mergedElsewhere')}</span>
  return meeting ? <a href={routeHref({ screen: 'meeting', id: meeting.id, tab: 'agenda', itemId })}>{meeting.title}</a> : null
}
