import { issuesInColumn, strandedIssues } from '../../../../shared/model/issues.ts'
import type { Column, Issue } from '../../../../shared/schema/meeting.ts'

export interface BoardFilter {
  readonly departmentId: string | null
  readonly text: string
}

export interface BoardColumn {
  readonly column: Column
  /** What the filter lets through, in order. */
  readonly shown: readonly Issue[]
  /** Everything in the column; limits count these. */
  readonly all: readonly Issue[]
  readonly isFull: boolean
}

export interface Board {
  readonly columns: readonly BoardColumn[]
  /** Issues whose column somebody removed meanwhile. */
  readonly stranded: readonly Issue[]
}

export function arrangeBoard(columns: readonly Column[], issues: readonly Issue[], filter: BoardFilter): Board {
  const isShown = passes(filter)
  return {
    columns: columns.map((column) => {
      const all = issuesInColumn(issues, column.id)
      return { column, all, shown: all.filter(isShown), isFull: column.limit !== null && all.length >= column.limit }
    }),
    stranded: strandedIssues(issues, columns),
  }
}

function passes({ departmentId, text }: BoardFilter): (issue: Issue) => boolean {
  const wanted = text.trim().toLocaleLowerCase()
  return (issue) =>
    (departmentId === null || issue.leadDepartmentId === departmentId) &&
    (wanted === '' || `${issue.title}\n${issue.detail}`.toLocaleLowerCase().includes(wanted))
}

export interface Place {
  readonly columnId: string
  /** Among the shown cards of the column, not counting the card itself. */
  readonly index: number
}

/** Where `moveIssue` has to put a card that was dropped at `place`: the filter may hide cards in between. */
export function indexInColumn({ all, shown }: BoardColumn, issueId: string, index: number): number {
  const others = all.filter((issue) => issue.id !== issueId)
  const visible = shown.filter((issue) => issue.id !== issueId)
  const next = visible[index]
  if (next) return others.indexOf(next)
  const last = visible.at(-1)
  return last ? others.indexOf(last) + 1 : others.length
}

/** Where a card stands now, or null if the filter hides it or its column is gone. */
export function placeOf(board: Board, issueId: string): Place | null {
  for (const { column, shown } of board.columns) {
    const index = shown.findIndex((issue) => issue.id === issueId)
    if (index >= 0) return { columnId: column.id, index }
  }
  return null
}

export type Direction = 'up' | 'down' | 'left' | 'right'

/** The place one step away; null at the edge. Sideways keeps the height as far as the other column goes. */
export function stepFrom(board: Board, place: Place, direction: Direction): Place | null {
  const at = board.columns.findIndex(({ column }) => column.id === place.columnId)
  if (direction === 'up' || direction === 'down') {
    const index = place.index + (direction === 'up' ? -1 : 1)
    return index >= 0 && index < (board.columns[at]?.shown.length ?? 0) ? { ...place, index } : null
  }
  const beside = board.columns[at + (direction === 'left' ? -1 : 1)]
  return beside ? { columnId: beside.column.id, index: Math.min(place.index, beside.shown.length) } : null
}

/** The card that an arrow key goes to; sideways over empty columns. */
export function cardBeside(board: Board, issueId: string, direction: Direction): string | null {
  const place = placeOf(board, issueId)
  if (!place) return null
  const at = board.columns.findIndex(({ column }) => column.id === place.columnId)
  if (direction === 'up' || direction === 'down') return board.columns[at]?.shown[place.index + (direction === 'up' ? -1 : 1)]?.id ?? null
  const side = direction === 'left' ? board.columns.slice(0, at).toReversed() : board.columns.slice(at + 1)
  const shown = side.find((column) => column.shown.length > 0)?.shown
  return shown?.[Math.min(place.index, shown.length - 1)]?.id ?? null
}
