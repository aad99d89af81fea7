import { useTranslation } from 'react-i18next'
import { isLate } from '../../../../shared/room/deadlines.ts'
import type { OpenMeeting } from '../../hooks/useMeeting.ts'
import { useRecord } from '../../hooks/useCollection.ts'
import { useMeetingDeadlines } from '../../hooks/useMeetingDeadlines.ts'
import { useMeetingRoom } from '../../hooks/useMeetingRoom.ts'
import { dateTimeText } from '../../ui/dateText.ts'
import type { SubmissionRow } from './poolLists.ts'

export interface PapersDueProps {
  readonly meeting: OpenMeeting['meeting']
  readonly submittedAt: string | null
}

/** The body's deadline for papers, and whether the submission came in time. */
export function PapersDue({ meeting, submittedAt }: PapersDueProps) {
  const { t, i18n } = useTranslation(['pool', 'deadlines'])
  const deadlines = useMeetingDeadlines(meeting)
  if (deadlines?.papersBy == null) return null
  const { papersBy, body } = deadlines
  const wasLate = submittedAt !== null && isLate(papersBy, submittedAt)
  return (
    <p className={wasLate ? 'mark-warn pool-due' : 'pool-due'} data-testid="papers-due">
      {wasLate && <span aria-hidden="true">▲ </span>}
      {t(wasLate ? 'due.late' : 'due.inTime', { when: dateTimeText(new Date(papersBy), i18n.language), body: body?.name ?? '' })} {t('deadlines:how')}
    </p>
  )
}

/** The same of a submission that was accepted into a meeting; nothing for one that was not. */
export function AcceptedDue({ row: { last } }: { readonly row: Pick<SubmissionRow, 'last'> }) {
  return last?.kind === 'accepted' && last.meetingId !== null && last.itemId !== null ? <DueIn meetingId={last.meetingId} itemId={last.itemId} /> : null
}

function DueIn({ meetingId, itemId }: { readonly meetingId: string; readonly itemId: string }) {
  const open = useMeetingRoom(meetingId)
  return open && <DueOf meeting={open.meeting} itemId={itemId} />
}

function DueOf({ meeting, itemId }: { readonly meeting: OpenMeeting['meeting']; readonly itemId: string }) {
  return <PapersDue meeting={meeting} submittedAt={useRecord(meeting.dossiers, itemId)?.submittedAt ?? null} />
}
