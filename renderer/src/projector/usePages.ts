import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** What a page stays for at least, and for each character on it: people read about 400 in a minute. In ms. */
const TURN_MS = 12_000
const READ_MS = 150

export interface Pages {
  /** Of the element whose content flows into pages: one column of its own size each, side by side. */
  readonly ref: RefObject<HTMLDivElement | null>
  /** From 1. */
  readonly page: number
  readonly count: number
}

/**
 * Pages instead of scrolling: as many as the content needs on this very screen. They turn by themselves, until somebody
 * at the screen turns them with the arrow keys. What comes in keeps the page.
 * @param characters in all, for the time to read them
 */
export function usePages(characters: number): Pages {
  const ref = useRef<HTMLDivElement>(null)
  const [count, setCount] = useState(1)
  const [at, setAt] = useState({ page: 0, isByHand: false })
  const page = Math.min(at.page, count - 1)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const fit = (): void => {
      setCount(columnsOf(element))
      element.scrollLeft = page * stepOf(element)
    }
    fit()
    const resized = new ResizeObserver(fit)
    resized.observe(element)
    const changed = new MutationObserver(fit)
    changed.observe(element, { subtree: true, childList: true, characterData: true })
    return () => {
      resized.disconnect()
      changed.disconnect()
    }
  }, [page])
  useEffect(() => {
    if (count === 1) return undefined
    const turn = (step: number, isByHand: boolean): void => setAt((before) => ({ page: (Math.min(before.page, count - 1) + step + count) % count, isByHand: before.isByHand || isByHand }))
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'ArrowRight' || key === 'PageDown') turn(1, true)
      if (key === 'ArrowLeft' || key === 'PageUp') turn(-1, true)
    }
    const timer = at.isByHand ? undefined : setInterval(() => turn(1, false), Math.max(TURN_MS, (characters / count) * READ_MS))
    window.addEventListener('keydown', onKey)
    return () => {
      clearInterval(timer)
      window.removeEventListener('keydown', onKey)
    }
  }, [count, at.isByHand, characters])
  return { ref, page: page + 1, count }
}

/** From one column to the next, in px with what is less than one: it would add up. */
function stepOf(element: HTMLElement): number {
  return element.getBoundingClientRect().width + Number.parseFloat(getComputedStyle(element).columnGap)
}

function columnsOf(element: HTMLElement): number {
  const step = stepOf(element)
  return Math.max(1, Math.round((element.scrollWidth + step - element.clientWidth) / step))
}
