import { Fragment, memo, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { ActionCellEditor, ActionCellText, type RowWords } from './ActionCell.tsx'
import { SORTS, type ActionRow, type ActionSort, type SortBy } from './actionRows.ts'
import { COLUMNS, useActions, type ColumnName } from './actionsContext.ts'
import { useGridCursor, type GridCursor } from './useGridCursor.ts'
import { useRowWindow } from './useRowWindow.ts'

export interface ActionTableProps {
  readonly rows: readonly ActionRow[]
  readonly sort: ActionSort | null
  readonly onSort: (sort: ActionSort | null) => void
  readonly openId: string | null
  readonly cursor: GridCursor
  readonly onCursor: (cursor: GridCursor) => void
}

/** The ledger: a real table of which only the rows in sight are drawn, walked by arrow keys like a sheet. */
export function ActionTable({ rows, sort, onSort, openId, cursor, onCursor }: ActionTableProps) {
  const { t } = useTranslation('actions')
  const { nameOf } = useDepartments()
  const words = useMemo(() => ({ t, nameOf }), [t, nameOf])
  const scroller = useRef<HTMLDivElement>(null)
  const at = rows.findIndex(({ action }) => action.id === cursor.id)
  const { indices, rowHeight, isNarrow } = useRowWindow(scroller, rows.length, at)
  const grid = useGridCursor({ scroller, rows, at, cursor, onCursor, rowHeight, isNarrow })
  const tabStop = at >= 0 ? at : indices[0]
  return (
    <div className={`actions-scroller ${isNarrow ? 'is-narrow' : ''}`} ref={scroller}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose cells are edited and walked by arrows is a grid */}
      <table className="actions-table" aria-label={t('table')} aria-rowcount={rows.length + 1} role="grid" aria-describedby="actions-hint" onKeyDown={grid.onKeyDown}>
        <ActionTableHead sort={sort} onSort={onSort} />
        <tbody>
          {indices.map((index, position) => {
            const row = rows[index]
            const gap = index - (position === 0 ? 0 : (indices[position - 1] ?? 0) + 1)
            if (!row) return null
            return (
              <Fragment key={row.action.id}>
                {gap > 0 && <Spacer height={gap * rowHeight} />}
                <ActionTableRow words={words} row={row} index={index} isOpen={row.action.id === openId} focusColumn={index === tabStop ? cursor.column : null} editing={index === at ? grid.editing : null} onCell={grid.onCell} onClose={grid.close} />
              </Fragment>
            )
          })}
          <Spacer height={(rows.length - 1 - (indices.at(-1) ?? -1)) * rowHeight} />
        </tbody>
      </table>
      <p id="actions-hint" className="visually-hidden">
        {t('tableHint')}
      </p>
    </div>
  )
}

function Spacer({ height }: { readonly height: number }) {
  return height > 0 ? <tr className="actions-spacer" aria-hidden="true" style={{ height }} /> : null
}

function ActionTableHead({ sort, onSort }: Pick<ActionTableProps, 'sort' | 'onSort'>) {
  const { t } = useTranslation('actions')
  const turn = (by: SortBy): void => {
    if (sort?.by !== by) onSort({ by, isDescending: false })
    else onSort(sort.isDescending ? null : { by, isDescending: true })
  }
  return (
    <thead>
      <tr>
        {COLUMNS.map((column) => {
          const by = SORTS.find((name) => name === column)
          const isSorted = by !== undefined && sort?.by === by
          return (
            <th key={column} scope="col" className={`actions-col-${column}`} aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined}>
              {by ? (
                <button type="button" className="actions-sort" title={t('sortBy', { column: t(`column.${column}`) })} onClick={() => turn(by)}>
                  {t(`column.${column}`)}
                  <span aria-hidden="true">{isSorted ? (sort.isDescending ? '↓' : '↑') : '↕'}</span>
                </button>
              ) : (
                t(`column.${column}`)
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

interface RowProps {
  readonly words: RowWords
  readonly row: ActionRow
  readonly index: number
  readonly isOpen: boolean
  /** The column whose cell Tab reaches, if it is in this row. */
  readonly focusColumn: ColumnName | null
  readonly editing: ColumnName | null
  readonly onCell: (row: ActionRow, column: ColumnName) => void
  readonly onClose: () => void
}

/** Memoised: scrolling draws only the rows that come into sight. */
const ActionTableRow = memo(function Row({ words, row, index, isOpen, focusColumn, editing, onCell, onClose }: RowProps) {
  const { editReason } = useActions()
  const reason = editReason(row)
  return (
    <tr className={isOpen ? 'is-open' : ''} aria-rowindex={index + 2} aria-selected={isOpen} data-action={row.action.id}>
      {COLUMNS.map((column) => {
        const Tag = column === 'task' ? 'th' : 'td'
        const isEditing = editing === column
        return (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the grid handles keys for all its cells
          <Tag
            key={column}
            className={`actions-col-${column}`}
            scope={column === 'task' ? 'row' : undefined}
            data-cell={`${row.action.id}/${column}`}
            tabIndex={focusColumn === column && !isEditing ? 0 : -1}
            aria-readonly={reason !== null || undefined}
            title={cellTitle(row, column, reason)}
            onClick={() => onCell(row, column)}
          >
            {isEditing ? <ActionCellEditor row={row} column={column} onClose={onClose} /> : <ActionCellText row={row} column={column} words={words} />}
          </Tag>
        )
      })}
    </tr>
  )
})

/** A cell's whole text where the column may cut it off, and why it does not open. */
function cellTitle({ action }: ActionRow, column: ColumnName, reason: string | null): string | undefined {
  if (column === 'status' || column === 'next') return undefined
  const text = column === 'task' ? action.task : column === 'criterion' ? action.closingCriterion : ''
  return [text, reason].filter(Boolean).join('\n') || undefined
}
