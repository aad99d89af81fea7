import { useCallback, useEffect, useState } from 'react'

export interface Pane {
  readonly name: string
  readonly width: number
  readonly setWidth: (width: number) => void
  /** True where the window is too narrow: the pane is shown over the rest, when asked for. */
  readonly isDrawer: boolean
  readonly isOpen: boolean
  readonly open: () => void
  readonly close: () => void
}

export const PANE_MIN = 220
export const PANE_MAX = 560

/** A side pane that remembers its width on this machine and becomes a drawer below `drawerBelow` px. */
export function usePane(name: string, usual: number, drawerBelow: number): Pane {
  const key = `huishang/pane/${name}`
  const [width, setState] = useState(() => readWidth(key, usual))
  const [isOpen, setIsOpen] = useState(false)
  const isDrawer = useIsNarrower(drawerBelow)
  const setWidth = useCallback(
    (wanted: number) => {
      const fitting = Math.round(Math.min(PANE_MAX, Math.max(PANE_MIN, wanted)))
      setState(fitting)
      remember(key, fitting)
    },
    [key],
  )
  const open = useCallback(() => setIsOpen(true), [])
  const close = useCallback(() => setIsOpen(false), [])
  return { name, width, setWidth, isDrawer, isOpen, open, close }
}

function useIsNarrower(limit: number): boolean {
  const query = `(max-width: ${limit - 1}px)`
  const [isNarrower, setIsNarrower] = useState(() => window.matchMedia(query).matches)
  useEffect(() => {
    const list = window.matchMedia(query)
    const follow = (): void => setIsNarrower(list.matches)
    follow()
    list.addEventListener('change', follow)
    return () => list.removeEventListener('change', follow)
  }, [query])
  return isNarrower
}

function readWidth(key: string, usual: number): number {
  const kept = Number(window.localStorage.getItem(key))
  return kept >= PANE_MIN && kept <= PANE_MAX ? kept : usual
}

function remember(key: string, width: number): void {
  try {
    window.localStorage.setItem(key, String(width))
  } catch {
    // A full or forbidden storage costs the width, nothing else.
  }
}
