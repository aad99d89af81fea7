import { Button, Menu, MenuItem, PopoverNext } from '@blueprintjs/core'
import { More } from '@blueprintjs/icons'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { editColumn, raiseIssue, removeColumn } from '../../../../shared/model/issues.ts'
import { useCommand } from '../../hooks/useCommand.ts'
import { useNewRecordDepartment } from '../../hooks/useNewRecordDepartment.ts'
import { useWriteReason } from '../../hooks/useWriteReason.ts'
import { AddLine } from '../../ui/AddLine.tsx'
import { EditableLine } from '../../ui/EditableLine.tsx'
import { useAfterClose } from '../../ui/useAfterClose.ts'
import type { BoardColumn as ColumnOnBoard } from './arrangeBoard.ts'
import { BoardCard } from './BoardCard.tsx'
import { useBoard } from './boardContext.ts'
import { LimitField } from './LimitField.tsx'

export function BoardColumn({ column, all, shown, isFull }: ColumnOnBoard) {
  const { t } = useTranslation('board')
  const run = useCommand()
  const { drag } = useBoard()
  const columnReason = useWriteReason('columns')()
  const ownDepartment = useNewRecordDepartment('issues')
  const addReason = useWriteReason('issues')({ departmentId: ownDepartment })
  const [isLimiting, setIsLimiting] = useState(false)
  const over = drag?.over?.columnId === column.id ? drag.over.index : null
  const isRefusing = over !== null && isFull && !all.some((issue) => issue.id === drag?.issueId)
  const others = shown.filter((issue) => issue.id !== drag?.issueId)
  const marked = over === null || isRefusing ? null : (others[over]?.id ?? 'end')
  return (
    <section className={`board-column ${isRefusing ? 'is-refusing' : ''}`} data-column={column.id} aria-label={column.name}>
      <header className="board-column-head">
        <h2 className="board-column-name">
          <EditableLine value={column.name} label={t('columnName')} readOnlyReason={columnReason} onCommit={(name) => run(editColumn, column.id, { name: name.trim() }).ok} />
        </h2>
        {isLimiting ? (
          <LimitField limit={column.limit} onCommit={(limit) => run(editColumn, column.id, { limit }).ok} onClose={() => setIsLimiting(false)} />
        ) : (
          <CountMark count={all.length} limit={column.limit} />
        )}
        <ColumnMenu column={column} count={all.length} reason={columnReason} onLimit={() => setIsLimiting(true)} />
      </header>
      {shown.length < all.length && <p className="board-column-filtered">{t('shownOf', { shown: shown.length, count: all.length })}</p>}
      <ul className="board-cards" data-scrolls aria-label={t('cardsIn', { column: column.name })}>
        {shown.map((issue) => (
          <Fragment key={issue.id}>
            {marked === issue.id && <li className="board-drop-mark" aria-hidden="true" />}
            <BoardCard issue={issue} />
          </Fragment>
        ))}
        {marked === 'end' && <li className="board-drop-mark" aria-hidden="true" />}
      </ul>
      {isRefusing && <p className="board-full">{t('fullReason', { limit: column.limit })}</p>}
      <AddLine
        label={t('addCard', { column: column.name })}
        placeholder={isFull ? t('fullReason', { limit: column.limit }) : t('addCardHint')}
        disabledReason={addReason ?? (isFull ? t('fullReason', { limit: column.limit }) : null)}
        onAdd={(title) => run(raiseIssue, { title, columnId: column.id, leadDepartmentId: ownDepartment }).ok}
      />
    </section>
  )
}

function CountMark({ count, limit }: { readonly count: number; readonly limit: number | null }) {
  const { t } = useTranslation('board')
  if (limit === null) return <span className="board-count">{t('count', { count })}</span>
  const isFull = count >= limit
  return (
    <span className={`board-count mark ${isFull ? 'mark-warn' : ''}`} title={t('countOfLimit', { count, limit })}>
      {isFull && <span aria-hidden="true">▲</span>}
      {count}/{limit}
      {isFull && ` ${t('full')}`}
    </span>
  )
}

interface ColumnMenuProps {
  readonly column: ColumnOnBoard['column']
  readonly count: number
  readonly reason: string | null
  readonly onLimit: () => void
}

function ColumnMenu({ column, count, reason, onLimit }: ColumnMenuProps) {
  const { t } = useTranslation('board')
  const run = useCommand()
  const { after, onClosed } = useAfterClose()
  const removeReason = reason ?? (count > 0 ? t('columnNotEmpty', { count }) : undefined)
  const menu = (
    <Menu>
      <MenuItem text={t('setLimit')} disabled={reason !== null} title={reason ?? undefined} onClick={after(onLimit)} />
      <MenuItem text={t('removeColumn')} disabled={removeReason !== undefined} title={removeReason} onClick={() => run(removeColumn, column.id)} />
    </Menu>
  )
  return (
    <PopoverNext placement="bottom-end" content={menu} onClosed={onClosed}>
      <Button variant="minimal" size="small" icon={<More title={null} />} aria-label={t('columnMenu', { column: column.name })} title={t('columnMenu', { column: column.name })} />
    </PopoverNext>
  )
}
