import { useEffect, useRef } from 'react'
import { isTyping } from './isTyping.ts'
import { useSettings } from './useSettings.ts'

/** Does it at a single letter while nobody types, unless the person has switched such keys off. */
export function useSingleKey(key: string, run: () => void): void {
  const isOn = useSettings().settings.singleKeys !== false
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!isOn) return undefined
    const handle = (event: KeyboardEvent): void => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || isTyping(event.target)) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [isOn, key])
}
