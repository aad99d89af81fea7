import { useEffect, useState } from 'react'

/** For what opens over the page and is unmounted when it closes: the focus goes back to where it was, if that is still there. */
export function useReturnFocus(): void {
  // Taken while drawing: by the time effects run, a field inside has the focus already.
  const [before] = useState(() => document.activeElement)
  useEffect(() => {
    let isKeyDown = false
    const follow = ({ type }: KeyboardEvent): void => {
      isKeyDown = type === 'keydown'
    }
    const giveBack = (): void => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
    window.addEventListener('keydown', follow, true)
    window.addEventListener('keyup', follow, true)
    return () => {
      window.removeEventListener('keydown', follow, true)
      window.removeEventListener('keyup', follow, true)
      // A Blueprint button takes the release of Enter for a click, and what has just closed would open again.
      if (isKeyDown) window.addEventListener('keyup', () => setTimeout(giveBack), { once: true, capture: true })
      else giveBack()
    }
  }, [before])
}
