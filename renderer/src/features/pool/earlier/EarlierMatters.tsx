import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { foldSubmission } from '../../../../../shared/model/submissions.ts'
import type { Submission } from '../../../../../shared/schema/submission.ts'
import { matterText } from '../../../hooks/archiveRoute.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { useToday } from '../../../hooks/useToday.ts'
import { PanelField } from '../../../ui/SidePanel.tsx'
import { useSubmissionEvents, useSubmissions } from '../usePool.ts'
import { DecisionRow } from './DecisionRow.tsx'
import { likelyDuplicates, type KnownTraits } from './likelyDuplicates.ts'
import { OpenMeetingRows } from './OpenMeetingRows.tsx'
import { SubmissionDuplicate } from './SubmissionDuplicate.tsx'
import { useEarlierDecisions } from './useEarlierDecisions.ts'
import './earlier.css'

/** Open meetings that are looked through, the latest ones: each is a room to join. */
const MOST_OPEN = 12

/** [C1] What is likely to be the same matter within twelve months: decisions with their text, what is on an open agenda, other submissions. */
export function EarlierMatters({ submission }: { readonly submission: Submission }) {
  const { t } = useTranslation('pool')
  const meetings = useCollection(useJoined().directory.meetings)
  const open = useMemo(() => meetings.filter(({ closedAt }) => closedAt === null).toSorted((a, b) => Date.parse(b.startsAt) - Date.parse(a.startsAt)).slice(0, MOST_OPEN), [meetings])
  const { state, decisions } = useEarlierDecisions(submission)
  const submissions = useSubmissions()
  const found = useDuplicates(submission, submissions)
  const decided = new Set(decisions.map((decision) => decision.found.dossier?.submissionId))
  const known = useMemo(() => new Set(submissions.map(({ id }) => id)), [submissions])
  return (
    <PanelField label={t('earlier.title')}>
      <ul className="earlier" data-testid="duplicates">
        {decisions.map((decision) => (
          <DecisionRow key={`${decision.found.path} ${decision.found.itemId}`} decision={decision} />
        ))}
        {found.map((row) => decided.has(row.submission.id) || <SubmissionDuplicate key={row.submission.id} row={row} />)}
        {open.map((meeting) => (
          <OpenMeetingRows key={meeting.id} meeting={meeting} submission={submission} known={known} />
        ))}
      </ul>
      {state === 'there' && <p className="earlier-none">{t('earlier.none')}</p>}
      {state === 'asking' && <p className="earlier-asking">{t('earlier.asking')}</p>}
      {state === 'failed' && <p className="earlier-asking">{t('earlier.unasked')}</p>}
      <a href={routeHref({ screen: 'archive', file: null, matter: matterText(submission) })}>{t('earlier.archive')}</a>
    </PanelField>
  )
}

function useDuplicates(submission: Submission, submissions: readonly Submission[]) {
  const events = useSubmissionEvents()
  const today = useToday()
  const traits = useMemo((): KnownTraits => new WeakMap(), [])
  return useMemo(() => {
    const rows = submissions.map((other) => {
      const { status, last } = foldSubmission(events, other.id)
      return { submission: other, status, since: last?.at ?? null }
    })
    return likelyDuplicates(submission, rows, today, traits)
  }, [submission, submissions, events, today, traits])
}
