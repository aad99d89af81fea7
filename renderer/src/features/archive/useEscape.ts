import { useEffect, useRef } from 'react'

/** Esc goes back, unless something that is open over the page takes it. */
export function useEscape(onBack: () => void): void {
  const back = useRef(onBack)
  useEffect(() => {
    back.current = onBack
  })
  useEffect(() => {
    const handle = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || document.querySelector('.bp6-overlay-open, [role=dialog]')) return
      back.current()
    }
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}
