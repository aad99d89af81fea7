import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { PaletteContext, type PaletteItem } from '../hooks/usePalette.ts'
import { CommandPalette } from './CommandPalette.tsx'
import { KeysHelp } from './KeysHelp.tsx'
import { useAppKeys } from './useAppKeys.ts'
import { useCommands } from './useCommands.ts'
import { usePaletteItems } from './usePaletteItems.ts'

/** Palette, keys and menu for everything inside. */
export function PaletteProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<'palette' | 'keys' | null>(null)
  const [extrasByOwner, setExtrasByOwner] = useState<ReadonlyMap<string, readonly PaletteItem[]>>(new Map())
  const setExtras = useCallback((owner: string, items: readonly PaletteItem[]) => setExtrasByOwner((before) => new Map(before).set(owner, items)), [])
  const palette = useMemo(() => ({ open: () => setShown('palette'), showKeys: () => setShown('keys'), setExtras }), [setExtras])
  const extras = useMemo(() => [...extrasByOwner.values()].flat(), [extrasByOwner])
  const hide = useCallback(() => setShown((before) => (before === 'palette' ? null : before)), [])
  return (
    <PaletteContext value={palette}>
      {children}
      <Shown shown={shown} extras={extras} onHidePalette={hide} onClose={() => setShown(null)} />
    </PaletteContext>
  )
}

interface ShownProps {
  readonly shown: 'palette' | 'keys' | null
  readonly extras: readonly PaletteItem[]
  readonly onHidePalette: () => void
  readonly onClose: () => void
}

function Shown({ shown, extras, onHidePalette, onClose }: ShownProps) {
  const commands = useCommands()
  const items = usePaletteItems(extras, commands)
  useAppKeys(commands)
  if (shown === 'palette') return <CommandPalette items={items} onClose={onHidePalette} />
  if (shown === 'keys') return <KeysHelp items={items} onClose={onClose} />
  return null
}
