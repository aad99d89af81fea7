import { useTranslation } from 'react-i18next'
import type { MeetingInfo } from '../../../../../shared/schema/meeting.ts'
import { useIsClosed, useMeeting } from '../../../hooks/useMeeting.ts'
import { usePresence } from '../../../hooks/usePresence.ts'
import { useSelf } from '../../../hooks/useSession.ts'
import type { RoomState } from '../../../sync/RoomConnection.ts'
import { SyncBadge } from '../../../ui/SyncBadge.tsx'
import { TopBarSlot } from '../../../ui/TopBarSlot.tsx'
import { ItemClock } from './ItemClock.tsx'
import { isEnded, useAgenda, type AgendaEntry } from '../useAgenda.ts'

export interface MeetingTopLineProps {
  readonly info: MeetingInfo
  readonly state: RoomState
}

/** The line at the top: which meeting, how far, the current item's clock, who is here, whether all is saved. */
export function MeetingTopLine({ info, state }: MeetingTopLineProps) {
  const { t } = useTranslation('meeting')
  const agenda = useAgenda()
  const current = agenda.find((entry) => entry.isCurrent)
  const stage = useStage(info, agenda)
  return (
    <TopBarSlot>
      <span className="meeting-title" title={info.title}>
        {info.title}
      </span>
      <span className="meeting-fact" data-testid="meeting-stage">
        {t(`stage.${stage}`)}
      </span>
      {current && (
        <span className="meeting-fact">
          {t('itemOf', { number: current.number, count: agenda.length })}
        </span>
      )}
      {current?.status === 'discussing' && current.time && <ItemClock time={current.time} minutes={current.item.minutesAllotted} />}
      <span className="meeting-sync">
        {state.state === 'live' && <PresentCount />}
        <SyncBadge state={state} />
      </span>
    </TopBarSlot>
  )
}

function useStage(info: MeetingInfo, agenda: readonly AgendaEntry[]) {
  const isClosed = useIsClosed()
  if (isClosed) return 'closed'
  if (agenda.length > 0 && agenda.every(({ status }) => isEnded(status))) return 'allEnded'
  return info.currentItemId === null ? 'before' : 'running'
}

function PresentCount() {
  const { t } = useTranslation('meeting')
  const self = useSelf()
  const people = usePresence(useMeeting().connection)
  const count = new Set([self.id, ...people.map(({ person }) => person.id)]).size
  return (
    <span className="meeting-fact" data-testid="present-count" data-count={count}>
      {t('present', { count })}
    </span>
  )
}
