import { Button, Menu, MenuDivider, MenuItem, PopoverNext } from '@blueprintjs/core'
import { More } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import type { Issue } from '../../../../shared/schema/meeting.ts'
import { useAfterClose } from '../../ui/useAfterClose.ts'
import { placeOf, stepFrom } from './arrangeBoard.ts'
import { useBoard } from './boardContext.ts'

export interface CardMenuProps {
  readonly issue: Issue
  /** Why the card may not be moved, or null. */
  readonly reason: string | null
  readonly isTabStop: boolean
}

/** Everything that dragging does, by name. */
export function CardMenu({ issue, reason, isTabStop }: CardMenuProps) {
  const { t } = useTranslation(['board', 'common'])
  const { after, onClosed } = useAfterClose()
  return (
    <PopoverNext placement="bottom-end" content={<MoveMenu issue={issue} reason={reason} after={after} />} onClosed={onClosed}>
      <Button
        variant="minimal"
        size="small"
        data-no-drag
        className="board-card-more"
        tabIndex={isTabStop ? 0 : -1}
        icon={<More title={null} />}
        aria-label={t('cardMenu', { title: issue.title })}
        title={t('common:more')}
      />
    </PopoverNext>
  )
}

interface MoveMenuProps extends Pick<CardMenuProps, 'issue' | 'reason'> {
  readonly after: (act: () => void) => () => void
}

function MoveMenu({ issue, reason, after }: MoveMenuProps) {
  const { t } = useTranslation(['board', 'common'])
  const { board, open, move, step, remove } = useBoard()
  const place = placeOf(board, issue.id)
  const isLocked = reason !== null
  const title = reason ?? undefined
  const canStep = (direction: 'up' | 'down') => place !== null && stepFrom(board, place, direction) !== null
  return (
    <Menu>
      <MenuItem text={t('open')} onClick={after(() => open(issue.id))} />
      <MenuDivider title={t('moveTo')} />
      {board.columns.map(({ column, all, shown, isFull }) => {
        const isHere = column.id === issue.columnId
        return (
          <MenuItem
            key={column.id}
            text={column.name}
            label={isHere ? t('here') : isFull ? t('full') : column.limit === null ? String(all.length) : `${all.length}/${column.limit}`}
            disabled={isLocked || isHere || isFull}
            title={title ?? (isFull && !isHere ? t('fullReason', { limit: column.limit }) : undefined)}
            onClick={() => move(issue.id, { columnId: column.id, index: shown.length })}
          />
        )
      })}
      <MenuDivider />
      <MenuItem text={t('moveUp')} label="Alt+↑" disabled={isLocked || !canStep('up')} title={title} onClick={() => step(issue, 'up')} />
      <MenuItem text={t('moveDown')} label="Alt+↓" disabled={isLocked || !canStep('down')} title={title} onClick={() => step(issue, 'down')} />
      <MenuDivider />
      <MenuItem text={t('common:delete')} disabled={isLocked} title={title} onClick={after(() => remove(issue))} />
    </Menu>
  )
}
