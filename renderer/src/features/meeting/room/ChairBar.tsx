import { useTranslation } from 'react-i18next'
import { useIsClosed } from '../../../hooks/useMeeting.ts'
import { isEnded, useAgenda } from '../useAgenda.ts'
import { ClockControl } from './ClockControl.tsx'
import { FloorControl } from './floor/FloorControl.tsx'
import { ProjectorControl } from './ProjectorControl.tsx'
import { QuorumMark } from './QuorumMark.tsx'
import { StageControl } from './StageControl.tsx'
import './chairBar.css'

/** What runs the room, for the chair to press and for everyone to read: stage, clock, floor, quorum, big screen. */
export function ChairBar({ meetingId }: { readonly meetingId: string }) {
  const { t } = useTranslation('room')
  const current = useAgenda().find(({ isCurrent }) => isCurrent)
  if (useIsClosed()) return null
  return (
    <div className="chair-bar" role="group" aria-label={t('bar')} data-testid="chair-bar">
      {!current && <span className="person-note">{t('noItem')}</span>}
      {current && <StageControl entry={current} />}
      {current && !isEnded(current.status) && <ClockControl entry={current} />}
      {current && <FloorControl key={current.item.id} entry={current} />}
      <QuorumMark itemId={current?.item.id ?? null} />
      <ProjectorControl meetingId={meetingId} />
    </div>
  )
}
