import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import './syncBadge.css'

export interface SyncBadgeProps {
  /** How the room stands; fits `RoomState`. */
  readonly state:
    | { readonly state: 'opening' | 'live' | 'refused' }
    | { readonly state: 'offline'; readonly unsent: number; readonly isHubSaving: boolean }
}

/** Where the work is, in one fixed place: a shape, a word and a colour. */
export function SyncBadge({ state }: SyncBadgeProps) {
  const { t } = useTranslation('frame')
  return (
    <output className={`sync-badge sync-badge-${state.state}`} data-testid="sync-state" data-state={state.state}>
      <span aria-hidden="true">{SHAPES[state.state]}</span>
      {wordsFor(state, t)}
    </output>
  )
}

function wordsFor(state: SyncBadgeProps['state'], t: TFunction<'frame'>): string {
  if (state.state !== 'offline') return t(`sync.${state.state}`)
  if (!state.isHubSaving) return t('sync.hubNotSaving')
  return state.unsent > 0 ? t('sync.offlineUnsent', { count: state.unsent }) : t('sync.offline')
}

const SHAPES = { opening: '○', live: '●', offline: '▲', refused: '■' } as const
