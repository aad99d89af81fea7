import { useCallback, useRef } from 'react'

/**
 * For menu entries that move the focus: a closing menu gives it back to its button, so what takes it must come after.
 * Wrap the entry's handler in `after` and give `onClosed` to the popover.
 */
export function useAfterClose(): { readonly after: (act: () => void) => () => void; readonly onClosed: () => void } {
  const waiting = useRef<(() => void) | null>(null)
  const after = useCallback(
    (act: () => void) => () => {
      waiting.current = act
    },
    [],
  )
  const onClosed = useCallback(() => {
    waiting.current?.()
    waiting.current = null
  }, [])
  return { after, onClosed }
}
