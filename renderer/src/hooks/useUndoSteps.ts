import { useMemo } from 'react'
import type { Undo } from '../sync/meetingUndo.ts'
import { useNotice } from './useNotice.ts'

/** Undo and redo for keys and buttons: what others have built on stays, and a notice says so. */
export function useUndoSteps(undo: Undo): { readonly undo: () => void; readonly redo: () => void } {
  const notice = useNotice()
  return useMemo(() => {
    const step = (how: 'undo' | 'redo') => () => {
      const refusal = undo[how]()
      if (refusal) notice.error(refusal)
    }
    return { undo: step('undo'), redo: step('redo') }
  }, [undo, notice])
}
