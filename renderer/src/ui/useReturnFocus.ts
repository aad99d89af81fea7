import { useEffect, useState } from 'react'

/**
 * For what is unmounted when it closes: the focus goes back to where it was, if that is still there.
 * @param isInPlace for what opens where its button was: the focus goes to the button that is drawn there again.
 */
export function useReturnFocus(isInPlace = false): void {
  // Taken while drawing: by the time effects run, a field inside has the focus already.
  const [before] = useState(() => document.activeElement)
  const [around] = useState(() => (isInPlace ? ancestorsOf(document.activeElement) : []))
  useEffect(() => {
    let isKeyDown = false
    const follow = ({ type }: KeyboardEvent): void => {
      isKeyDown = type === 'keydown'
    }
    const giveBack = (): void => {
      if (!(before instanceof HTMLElement)) return
      if (before.isConnected) before.focus()
      else buttonIn(around.find((element) => element.isConnected), before)?.focus()
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
  }, [before, around])
}

function ancestorsOf(element: Element | null): readonly Element[] {
  const parent = element?.parentElement ?? null
  return parent ? [parent, ...ancestorsOf(parent)] : []
}

/** The one that says the same, else one that stands where that stood: its words may have changed with what was done. */
function buttonIn(place: Element | undefined, gone: HTMLElement): HTMLElement | undefined {
  const buttons = [...(place?.querySelectorAll('button') ?? [])]
  return buttons.find((button) => nameOf(button) === nameOf(gone)) ?? buttons.find((button) => button.parentElement === place)
}

function nameOf(element: Element): string {
  return element.ariaLabel ?? element.textContent ?? ''
}
