import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { isComposing } from '../../ui/isComposing.ts'
import { EDITED_IN_PLACE } from './ActionCell.tsx'
import type { ActionRow } from './actionRows.ts'
import { COLUMNS, useActions, type ColumnName } from './actionsContext.ts'

export interface GridCursor {
  readonly id: string | null
  readonly column: ColumnName
}

export interface GridCursorProps {
  readonly scroller: RefObject<HTMLElement | null>
  readonly rows: readonly ActionRow[]
  /** Index of the cursor's row, -1 if it is not among `rows`. */
  readonly at: number
  readonly cursor: GridCursor
  readonly onCursor: (cursor: GridCursor) => void
  readonly rowHeight: number
  readonly isNarrow: boolean
}

/** Height of the table's sticky head, in pixels. */
const HEAD = 32

/** The focused cell of the sheet: arrows, Home, End and Page keys move it, Enter edits it, Space opens the action. */
export function useGridCursor({ scroller, rows, at, cursor, onCursor, rowHeight, isNarrow }: GridCursorProps) {
  const { editReason, open } = useActions()
  const [editing, setEditing] = useState<ColumnName | null>(null)
  // Named, not just wished for: effects of an earlier drawing may still be due and know only the cursor of that time.
  const wanted = useRef<GridCursor | null>(null)
  const here = useRef(cursor)
  useEffect(() => {
    here.current = cursor
    if (wanted.current === null) return
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${wanted.current.id}/${wanted.current.column}"]`)
    if (!cell) return
    wanted.current = null
    cell.focus({ preventScroll: true })
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })

  const moveTo = (index: number, column: ColumnName): void => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    const element = scroller.current
    if (!row || !element) return
    wanted.current = { id: row.action.id, column }
    setEditing(null)
    const top = rows.indexOf(row) * rowHeight
    if (top < element.scrollTop) element.scrollTo({ top })
    if (top + rowHeight + HEAD > element.scrollTop + element.clientHeight) element.scrollTo({ top: top + rowHeight + HEAD - element.clientHeight })
    onCursor({ id: row.action.id, column })
  }

  const enter = useCallback(
    (row: ActionRow, column: ColumnName) => {
      onCursor({ id: row.action.id, column })
      const isInPlace = EDITED_IN_PLACE.includes(column) && !(column === 'criterion' && row.action.closingCriterion.includes('\n'))
      if (column === 'next') return
      if (isNarrow || !isInPlace) open(row.action.id)
      else if (editReason(row) === null) setEditing(column)
    },
    [onCursor, isNarrow, open, editReason],
  )
  const close = useCallback(() => {
    wanted.current = here.current
    setEditing(null)
  }, [])

  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at]
    if (!row || editing !== null || isComposing(event) || event.altKey || !(event.target as Element).closest('[data-cell]')) return
    const step = stepOf(event, cursor.column, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1), rows.length)
    if (step) {
      event.preventDefault()
      moveTo(at + step.rows, step.column)
    } else if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault()
      const button = (event.target as Element).querySelector('button')
      if (cursor.column === 'next' && button) button.click()
      else enter(row, cursor.column)
    } else if (event.key === ' ') {
      event.preventDefault()
      open(row.action.id)
    }
  }
  return { editing: at >= 0 ? editing : null, onCell: enter, close, onKeyDown }
}

function stepOf(event: KeyboardEvent, column: ColumnName, page: number, count: number): { readonly rows: number; readonly column: ColumnName } | null {
  const beside = (by: number): ColumnName => COLUMNS[Math.min(COLUMNS.length - 1, Math.max(0, COLUMNS.indexOf(column) + by))] ?? column
  const isWhole = event.ctrlKey || event.metaKey
  switch (event.key) {
    case 'ArrowUp':
      return { rows: -1, column }
    case 'ArrowDown':
      return { rows: 1, column }
    case 'PageUp':
      return { rows: -page, column }
    case 'PageDown':
      return { rows: page, column }
    case 'ArrowLeft':
      return { rows: 0, column: beside(-1) }
    case 'ArrowRight':
      return { rows: 0, column: beside(1) }
    case 'Home':
      return { rows: isWhole ? -count : 0, column: COLUMNS[0] }
    case 'End':
      return { rows: isWhole ? count : 0, column: 'next' }
    default:
      return null
  }
}
