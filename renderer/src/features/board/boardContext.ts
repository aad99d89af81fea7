import { createContext, useContext } from 'react'
import { assert } from '../../../../shared/lib/assert.ts'
import type { Issue } from '../../../../shared/schema/meeting.ts'
import type { Board, Direction, Place } from './arrangeBoard.ts'
import type { PointerEvent } from 'react'

/** What cards and columns share: the board as shown, and what can be done with a card. */
export interface BoardHandle {
  readonly board: Board
  readonly drag: { readonly issueId: string; readonly over: Place | null } | null
  /** The card that Tab reaches. */
  readonly currentId: string | null
  readonly openId: string | null
  /** Number of an agenda item as people see it, by its id. */
  readonly agendaNumbers: ReadonlyMap<string, number>
  /** Why this card may not be written, or null. */
  readonly reasonFor: (issue: Issue) => string | null
  readonly editorsOf: (issueId: string) => readonly string[]
  readonly setCurrent: (issueId: string) => void
  readonly open: (issueId: string) => void
  readonly move: (issueId: string, place: Place) => void
  readonly step: (issue: Issue, direction: Direction) => void
  readonly focusBeside: (issueId: string, direction: Direction) => void
  readonly remove: (issue: Issue) => void
  readonly onPointerDown: (event: PointerEvent<HTMLElement>, issueId: string) => void
}

export const BoardContext = createContext<BoardHandle | null>(null)

export function useBoard(): BoardHandle {
  const board = useContext(BoardContext)
  assert(board !== null, 'useBoard outside BoardContext')
  return board
}
