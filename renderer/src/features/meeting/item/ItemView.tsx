import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import type { AgendaEntry } from '../useAgenda.ts'
import { ItemDossier } from './ItemDossier.tsx'
import { ItemEnding } from './ItemEnding.tsx'
import { ItemHead } from './ItemHead.tsx'
import { ItemHistory } from './ItemHistory.tsx'
import { ItemPapers } from './ItemPapers.tsx'
import { ItemTabs } from './ItemTabs.tsx'
import { ItemTrail } from './ItemTrail.tsx'
import './item.css'

export interface ItemViewProps {
  readonly entry: AgendaEntry
  readonly agenda: readonly AgendaEntry[]
  /** True if this window looks at this item whatever the room does. */
  readonly isPinned: boolean
}

/** One agenda item: what is asked, the steps of its way to a decision, how it ends. */
export function ItemView({ entry, agenda, isPinned }: ItemViewProps) {
  return (
    <article className="item" data-testid="item" aria-label={entry.item.title}>
      {isPinned && <RoomElsewhere entry={entry} agenda={agenda} />}
      <div className="item-scroll" data-testid="item-scroll">
        <ItemHead entry={entry} />
        <ItemDossier itemId={entry.item.id} />
        <ItemPapers itemId={entry.item.id} />
        <ItemTabs itemId={entry.item.id} />
        <ItemHistory entry={entry} />
        <ItemTrail item={entry.item} />
      </div>
      <ItemEnding entry={entry} agenda={agenda} />
    </article>
  )
}

/** Somebody reading ahead or back is told where the room is, and how to return. */
function RoomElsewhere({ entry, agenda }: Pick<ItemViewProps, 'entry' | 'agenda'>) {
  const { t } = useTranslation('meeting')
  const { id } = useMeeting()
  const current = agenda.find(({ isCurrent }) => isCurrent)
  if (!current || current.item.id === entry.item.id) return null
  return (
    <p className="item-elsewhere">
      {t('item.roomIsAt', { number: current.number, title: current.item.title })}
      <a href={routeHref({ screen: 'meeting', id, tab: 'agenda', itemId: null })}>{t('item.follow')}</a>
    </p>
  )
}
