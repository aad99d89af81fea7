import { useEffect } from 'react'
import type { Undo } from '../sync/meetingUndo.ts'
import { useUndoSteps } from './useUndoSteps.ts'

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) for one's own commands; fields and editors keep those keys for themselves. */
export function useUndoKeys(undo: Undo, isOff: boolean): void {
  const steps = useUndoSteps(undo)
  useEffect(() => {
    if (isOff) return undefined
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented || isTyping(event.target)) return
      const key = event.key.toLowerCase()
      if (key !== 'z' && key !== 'y') return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) steps.redo()
      else steps.undo()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [steps, isOff])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select')
}
