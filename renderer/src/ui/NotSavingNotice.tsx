import { useTranslation } from 'react-i18next'

export interface NotSavingNoticeProps {
  /** How the room on screen stands; fits `RoomState`. */
  readonly state: { readonly state: 'opening' | 'live' | 'refused' } | { readonly state: 'offline'; readonly isHubSaving: boolean }
  /** What stands round it where it is shown. */
  readonly className: string
}

/** While the hub is there and can't save: what happened, what is safe, what to do. The badge alone is easily missed. */
export function NotSavingNotice({ state, className }: NotSavingNoticeProps) {
  const { t } = useTranslation('frame')
  const isShown = state.state === 'offline' && !state.isHubSaving
  // The place is there before the words are: only then are they read out.
  return (
    <div role="status" className={isShown ? className : undefined} data-testid="not-saving">
      {isShown && (
        <p>
          <span aria-hidden="true">▲ </span>
          {t('notSaving')}
        </p>
      )}
    </div>
  )
}
