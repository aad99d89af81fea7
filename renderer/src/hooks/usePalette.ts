import { createContext, useContext, useEffect, useId } from 'react'
import { assert } from '../../../shared/lib/assert.ts'

/** Something the palette (Ctrl+K) finds and does. Words come translated. */
export interface PaletteItem {
  /** Unique among all items. */
  readonly id: string
  /** Heading it stands under. */
  readonly group: string
  readonly label: string
  /** More to find it by and to tell it apart: a date, a department. */
  readonly detail?: string
  /** Its key, as people press it: `Alt+1`. Items with a key also stand in the keys help. */
  readonly keys?: string
  readonly run: () => void
}

export interface Palette {
  readonly open: () => void
  readonly showKeys: () => void
  /** Puts what a screen adds under `owner`; an empty list takes it away. */
  readonly setExtras: (owner: string, items: readonly PaletteItem[]) => void
}

export const PaletteContext = createContext<Palette | null>(null)

export function usePalette(): Palette {
  const palette = useContext(PaletteContext)
  assert(palette !== null, 'usePalette outside PaletteContext')
  return palette
}

/** Adds a screen's own items while it is shown; keep the list's identity (`useMemo`) while it does not change. */
export function usePaletteExtras(items: readonly PaletteItem[]): void {
  const { setExtras } = usePalette()
  const owner = useId()
  useEffect(() => {
    setExtras(owner, items)
    return () => setExtras(owner, [])
  }, [owner, items, setExtras])
}
