import { useTranslation } from 'react-i18next'
import type { MeetingInfo } from '../../../../../shared/schema/meeting.ts'
import { useRecord } from '../../../hooks/useCollection.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { dateTimeText } from '../../../ui/dateText.ts'
import { ArchiveLink } from './ArchiveLink.tsx'

/** Of a closed meeting: since when, and where its record is. */
export function ClosedLine({ info }: { readonly info: MeetingInfo }) {
  const { t, i18n } = useTranslation('closing')
  const record = useRecord(useJoined().directory.meetings, info.id)?.record
  if (info.closedAt === null) return null
  return (
    <div className="meeting-line" data-testid="closed-line">
      <p>{t('closedSince', { time: dateTimeText(info.closedAt, i18n.language) })}</p>
      {record && <ArchiveLink record={record} />}
    </div>
  )
}
