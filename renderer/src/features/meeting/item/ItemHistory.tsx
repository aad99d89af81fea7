import { useTranslation } from 'react-i18next'
import type { AgendaEvent } from '../../../../../shared/schema/agenda.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { dateTimeText, dayText } from '../../../ui/dateText.ts'
import type { AgendaEntry } from '../useAgenda.ts'
import { usePersonName } from '../../../hooks/usePersonName.ts'

/** [M4] Everything that happened to the item; what lost against somebody else's is there too, and says so. */
export function ItemHistory({ entry }: { readonly entry: AgendaEntry }) {
  const { t } = useTranslation('meeting')
  const { meeting } = useMeeting()
  const events = useCollection(meeting.agendaEvents).filter((event) => event.itemId === entry.item.id)
  if (events.length === 0) return null
  const lost = new Set(entry.superseded.map(({ id }) => id))
  const inTime = events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return (
    <details className="item-history" open={lost.size > 0}>
      <summary>{t('history.title', { count: events.length })}</summary>
      <ol>
        {inTime.map((event) => (
          <EventLine key={event.id} event={event} hasLost={lost.has(event.id)} />
        ))}
      </ol>
    </details>
  )
}

function EventLine({ event, hasLost }: { readonly event: AgendaEvent; readonly hasLost: boolean }) {
  const { t, i18n } = useTranslation('meeting')
  const nameOf = usePersonName()
  return (
    <li data-superseded={hasLost || undefined}>
      <time dateTime={event.at}>{dateTimeText(event.at, i18n.language)}</time>
      <span>{nameOf(event.by)}</span>
      <span>
        {t(`history.${event.kind}`)}
        {event.nextOn && ` ${t('ending.until', { day: dayText(event.nextOn, i18n.language) })}`}
      </span>
      {hasLost && <span className="item-history-lost">{t('history.superseded')}</span>}
    </li>
  )
}
