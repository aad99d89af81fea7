import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { Board } from './arrangeBoard.ts'

/** One card of the board is in the tab order; arrows make another one current. Moving a card takes the focus along. */
export function useCardFocus(root: RefObject<HTMLElement | null>, board: Board) {
  const [wantedId, setWantedId] = useState<string | null>(null)
  const awaited = useRef<string | null>(null)
  const shown = [...board.stranded, ...board.columns.flatMap((column) => column.shown)]
  const currentId = shown.some((issue) => issue.id === wantedId) ? wantedId : (shown[0]?.id ?? null)

  const cardOf = useCallback((id: string) => root.current?.querySelector<HTMLElement>(`[data-card="${id}"]`), [root])
  /** Focuses the card now. */
  const go = useCallback(
    (id: string | null) => {
      if (id !== null) cardOf(id)?.focus()
    },
    [cardOf],
  )
  /** Focuses the card once it stands where a command has just put it. */
  const keep = useCallback((id: string) => {
    awaited.current = id
  }, [])
  // After every picture: the card may stand in another column, and so be another element.
  useEffect(() => {
    if (awaited.current === null) return
    const card = cardOf(awaited.current)
    awaited.current = null
    card?.focus()
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  return { currentId, setCurrent: setWantedId, go, keep }
}
