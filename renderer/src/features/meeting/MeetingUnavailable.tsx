import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { routeHref } from '../../hooks/useRoute.ts'
import type { RoomState } from '../../sync/RoomConnection.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SyncBadge } from '../../ui/SyncBadge.tsx'
import { TopBarSlot } from '../../ui/TopBarSlot.tsx'

export interface MeetingUnavailableProps {
  readonly state: RoomState
  readonly onRetry: () => void
}

/** A meeting of which this machine holds nothing: why, and what to do. */
export function MeetingUnavailable({ state, onRetry }: MeetingUnavailableProps) {
  const { t } = useTranslation(['meeting', 'common'])
  return (
    <div className="meeting-unavailable" data-testid="meeting-unavailable">
      <TopBarSlot>
        <span className="meeting-sync">
          <SyncBadge state={state} />
        </span>
      </TopBarSlot>
      <EmptyState text={t(`unavailable.${reasonOf(state)}`)} action={<NextStep state={state} onRetry={onRetry} />} />
    </div>
  )
}

function NextStep({ state, onRetry }: MeetingUnavailableProps) {
  const { t } = useTranslation('meeting')
  if (state.state === 'offline') return <Button intent="primary" text={t('unavailable.retry')} onClick={onRetry} />
  return state.state === 'refused' ? <a href={routeHref({ screen: 'today' })}>{t('unavailable.back')}</a> : null
}

function reasonOf(state: RoomState) {
  if (state.state === 'offline') return state.isHubSaving ? 'needsNetwork' : 'notSaving'
  if (state.state !== 'refused') return 'opening'
  switch (state.reason) {
    case 'room-unknown':
      return 'unknown'
    case 'room-forbidden':
      return 'forbidden'
    case 'session-unknown':
      return 'signedOut'
    case 'client-too-old':
      return 'tooOld'
    default:
      return 'refused'
  }
}
