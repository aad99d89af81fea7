import { useTranslation } from 'react-i18next'
import { usePersonName } from '../../hooks/usePersonName.ts'
import { dateTimeText } from '../../ui/dateText.ts'
import type { ActionRow } from './actionRows.ts'

/** What happened to an action, by whom and when; what lost against somebody else's step stays and says so (M4). */
export function ActionHistory({ row }: { readonly row: ActionRow }) {
  const { t, i18n } = useTranslation('actions')
  const nameOf = usePersonName()
  const lost = new Set(row.superseded.map((event) => event.id))
  const events = row.events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  if (events.length === 0) return <p className="panel-note">{t('noHistory')}</p>
  return (
    <ol className="actions-history">
      {events.map(({ id, kind, by, at }) => (
        <li key={id} className={lost.has(id) ? 'is-superseded' : ''}>
          <span className="actions-history-shape" aria-hidden="true">
            {lost.has(id) ? '×' : '●'}
          </span>
          <span>
            <span className="actions-history-event">{t(`happened.${kind}`)}</span> {nameOf(by)}
            <time className="actions-history-time" dateTime={at}>
              {dateTimeText(at, i18n.language)}
            </time>
            {lost.has(id) && <span className="actions-history-note">{t('superseded')}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
