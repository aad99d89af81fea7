import { useTranslation } from 'react-i18next'
import './syncBadge.css'

export interface SyncBadgeProps {
  /** How the room stands; fits `RoomState`. */
  readonly state:
    | { readonly state: 'opening' | 'live' | 'refused' }
    | { readonly state: 'offline'; readonly unsent: number }
}

/** Where the work is, in one fixed place: a shape, a word and a colour. */
export function SyncBadge({ state }: SyncBadgeProps) {
  const { t } = useTranslation('frame')
  return (
    <output className={`sync-badge sync-badge-${state.state}`} data-testid="sync-state" data-state={state.state}>
      <span aria-hidden="true">{SHAPES[state.state]}</span>
      {state.state === 'offline' && state.unsent > 0 ? t('sync.offlineUnsent', { count: state.unsent }) : t(`sync.${state.state}`)}
    </output>
  )
}

const SHAPES = { opening: '○', live: '●', offline: '▲', refused: '■' } as const
