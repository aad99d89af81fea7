import { useEffect, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'

/** Rows kept ready above and below what is seen. */
const OVERSCAN = 12

/** Pixels of scrolling between two drawings; less than the rows kept ready. */
const STEP = 256

/** Below this width of the list, in pixels, a row is a block that a thumb can work with. */
const NARROW = 760

export const ROW_HEIGHT = { wide: 32, narrow: 120 } as const

export interface RowWindow {
  readonly rowHeight: number
  readonly isNarrow: boolean
  /** Indices to draw, ascending; between two that are not neighbours there is a gap of that many rows. */
  readonly indices: readonly number[]
}

/** Of `count` rows of one height, those in sight. `pinned` (the row with the focus) stays, wherever it is. Paper shows all. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number, pinned: number): RowWindow {
  const [view, setView] = useState({ top: 0, height: 800, width: 1200 })
  const [isPrinting, setIsPrinting] = useState(false)
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    // In steps, so that most of the scrolling needs no drawing at all.
    const measure = (): void => {
      const next = { top: Math.floor(element.scrollTop / STEP) * STEP, height: element.clientHeight, width: element.clientWidth }
      setView((before) => (before.top === next.top && before.height === next.height && before.width === next.width ? before : next))
    }
    const resized = new ResizeObserver(measure)
    resized.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    const print = (): void => flushSync(() => setIsPrinting(true))
    const printed = (): void => setIsPrinting(false)
    window.addEventListener('beforeprint', print)
    window.addEventListener('afterprint', printed)
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', measure)
      window.removeEventListener('beforeprint', print)
      window.removeEventListener('afterprint', printed)
    }
  }, [scroller])
  const isNarrow = view.width < NARROW && !isPrinting
  const rowHeight = isNarrow ? ROW_HEIGHT.narrow : ROW_HEIGHT.wide
  const first = isPrinting ? 0 : Math.max(0, Math.floor(view.top / rowHeight) - OVERSCAN)
  const last = isPrinting ? count : Math.min(count, Math.ceil((view.top + STEP + view.height) / rowHeight) + OVERSCAN)
  const seen = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index)
  const isPinnedSeen = pinned < 0 || pinned >= count || (pinned >= first && pinned < last)
  const indices = isPinnedSeen ? seen : pinned < first ? [pinned, ...seen] : [...seen, pinned]
  return { rowHeight, isNarrow, indices }
}
