import { useEffect, useState } from 'react'

/** Rows that are legible from the back of a room. */
const MOST_ROWS = 7
const TURN_MS = 12_000

export interface Pages<T> {
  readonly rows: readonly T[]
  /** From 1. */
  readonly page: number
  readonly count: number
}

/**
 * Rows by pages instead of scrolling. They turn by themselves, until somebody at this very screen turns them with the
 * arrow keys. What comes in keeps the page.
 */
export function usePages<T>(all: readonly T[], most = MOST_ROWS): Pages<T> {
  const [at, setAt] = useState({ page: 0, isByHand: false })
  const count = Math.max(1, Math.ceil(all.length / most))
  const page = Math.min(at.page, count - 1)
  useEffect(() => {
    if (count === 1) return undefined
    const turn = (step: number, isByHand: boolean): void => setAt((before) => ({ page: (Math.min(before.page, count - 1) + step + count) % count, isByHand: before.isByHand || isByHand }))
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'ArrowRight') turn(1, true)
      if (key === 'ArrowLeft') turn(-1, true)
    }
    const timer = at.isByHand ? undefined : setInterval(() => turn(1, false), TURN_MS)
    window.addEventListener('keydown', onKey)
    return () => {
      clearInterval(timer)
      window.removeEventListener('keydown', onKey)
    }
  }, [count, at.isByHand])
  return { rows: all.slice(page * most, (page + 1) * most), page: page + 1, count }
}
