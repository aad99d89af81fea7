import { Button } from '@blueprintjs/core'
import { List, People } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import type { MeetingInfo } from '../../../../shared/schema/meeting.ts'
import { useMeeting } from '../../hooks/useMeeting.ts'
import { useAnnounce } from '../../hooks/usePresence.ts'
import { dateTimeText } from '../../ui/dateText.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { AgendaPane } from './agenda/AgendaPane.tsx'
import { ItemView } from './item/ItemView.tsx'
import { SidePane } from './panes/SidePane.tsx'
import { usePane } from './panes/usePane.ts'
import { PeoplePane } from './people/PeoplePane.tsx'
import { useAgenda, type AgendaEntry } from './useAgenda.ts'

export interface AgendaTabProps {
  readonly info: MeetingInfo
  /** The item this window looks at; null follows the room. */
  readonly itemId: string | null
}

/** Agenda left, one item in the middle, people right. On narrow windows the sides become drawers. */
export function AgendaTab({ info, itemId }: AgendaTabProps) {
  const { t } = useTranslation('meeting')
  const agenda = useAgenda()
  const shown = shownItem(agenda, itemId)
  useAnnounce(useMeeting().connection, { at: { screen: 'agenda', recordId: shown?.item.id ?? null } })
  const left = usePane('agenda', 320, 760)
  const right = usePane('people', 280, 1100)
  return (
    <div className="agenda-tab">
      <PrintedHead info={info} />
      <SidePane pane={left} side="left" title={t('agenda.title')}>
        <AgendaPane info={info} agenda={agenda} shownId={shown?.item.id ?? null} onChoose={left.close} />
      </SidePane>
      <div className="item-column">
        {(left.isDrawer || right.isDrawer) && (
          <div className="drawer-buttons">
            {left.isDrawer && <Button variant="minimal" size="small" icon={<List />} text={t('agenda.title')} onClick={left.open} />}
            {right.isDrawer && <Button variant="minimal" size="small" icon={<People />} text={t('people.title')} onClick={right.open} />}
          </div>
        )}
        {shown ? <ItemView key={shown.item.id} entry={shown} agenda={agenda} isPinned={itemId !== null} /> : <EmptyState text={t('agenda.noItem')} />}
      </div>
      <SidePane pane={right} side="right" title={t('people.title')}>
        <PeoplePane agenda={agenda} />
      </SidePane>
    </div>
  )
}

/** On paper only, where the window's bar is not: which meeting, when and where. */
function PrintedHead({ info }: Pick<AgendaTabProps, 'info'>) {
  const { i18n } = useTranslation('meeting')
  return (
    <header className="print-head" aria-hidden="true">
      <p className="print-title">{info.title}</p>
      <p>{[dateTimeText(info.startsAt, i18n.language), info.place].filter(Boolean).join(' · ')}</p>
    </header>
  )
}

/** The item asked for, else the room's, else the first: which one it is never changes by an item's ending. */
function shownItem(agenda: readonly AgendaEntry[], itemId: string | null): AgendaEntry | undefined {
  return (
    agenda.find(({ item }) => item.id === itemId) ??
    agenda.find(({ isCurrent }) => isCurrent) ??
    agenda[0]
  )
}
