import { useTranslation } from 'react-i18next'
import { dateTimeText, relativeDayText } from './dateText.ts'
import './signInCells.css'

export interface SignInCellsProps {
  readonly client: 'desktop' | 'browser' | 'other'
  /** Instants. */
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly isActive: boolean
  /** True of the session of this window. */
  readonly isCurrent: boolean
  readonly now: Date
}

/** Three cells of a table: from what, since when, last used when. */
export function SignInCells({ client, createdAt, lastSeenAt, isActive, isCurrent, now }: SignInCellsProps) {
  const { t, i18n } = useTranslation('signIns')
  return (
    <>
      <td>
        {t(`client.${client}`)}
        {isCurrent && <span className="sign-in-here">{t('here')}</span>}
      </td>
      <td>
        <time dateTime={createdAt}>{dateTimeText(createdAt, i18n.language)}</time>
      </td>
      <td>
        <span className={isActive ? 'mark sign-in-active' : 'mark'}>
          <span aria-hidden="true">{isActive ? '●' : '○'}</span>
          {isActive ? t('active') : <time dateTime={lastSeenAt}>{dateTimeText(lastSeenAt, i18n.language)}</time>}
        </span>
        {!isActive && <span className="sign-in-relative">{relativeDayText(lastSeenAt, now, i18n.language)}</span>}
      </td>
    </>
  )
}
