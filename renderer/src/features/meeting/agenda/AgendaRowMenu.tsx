import { Button, Menu, MenuDivider, MenuItem, PopoverNext } from '@blueprintjs/core'
import { ArrowDown, ArrowUp, Edit, More, Play, SortNumerical, Trash } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import { openAgendaItem, removeAgendaItem } from '../../../../../shared/model/agenda.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import type { AgendaEntry } from '../useAgenda.ts'

export interface AgendaRowMenuProps {
  readonly entry: AgendaEntry
  readonly count: number
  readonly isTabStop: boolean
  readonly onMode: (mode: 'rename' | 'place') => void
  readonly onMove: (index: number) => void
}

/** Everything a row can do, without a pointer's drag or a key to remember. */
export function AgendaRowMenu(props: AgendaRowMenuProps) {
  const { t } = useTranslation('meeting')
  return (
    <PopoverNext content={<RowMenu {...props} />} placement="bottom-end" shouldReturnFocusOnClose>
      <Button
        variant="minimal"
        size="small"
        className="agenda-menu"
        icon={<More />}
        tabIndex={props.isTabStop ? 0 : -1}
        aria-label={t('agenda.menu', { title: props.entry.item.title })}
      />
    </PopoverNext>
  )
}

function RowMenu({ entry: { item, number, isCurrent }, count, onMode, onMove }: AgendaRowMenuProps) {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  return (
    <Menu>
      <MenuItem icon={<Play />} text={t('agenda.makeCurrent')} disabled={isCurrent} onClick={() => run(openAgendaItem, item.id)} />
      <MenuItem icon={<Edit />} text={t('agenda.rename')} label="F2" onClick={() => onMode('rename')} />
      <MenuDivider />
      <MenuItem icon={<ArrowUp />} text={t('agenda.moveUp')} label="Alt+↑" disabled={number === 1} onClick={() => onMove(number - 2)} />
      <MenuItem icon={<ArrowDown />} text={t('agenda.moveDown')} label="Alt+↓" disabled={number === count} onClick={() => onMove(number)} />
      <MenuItem icon={<SortNumerical />} text={t('agenda.moveTo')} disabled={count < 2} onClick={() => onMode('place')} />
      <MenuDivider />
      <MenuItem icon={<Trash />} text={t('agenda.remove')} onClick={() => run(removeAgendaItem, item.id)} />
    </Menu>
  )
}
