import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import { assert } from '../../../shared/lib/assert.ts'
import type { Settings } from '../../../shared/schema/settings.ts'

export interface SettingsStore {
  readonly settings: Settings
  /** Changes and keeps; takes effect at once. */
  readonly change: (changes: Partial<Settings>) => void
}

export const SettingsContext = createContext<SettingsStore | null>(null)

export function useSettings(): SettingsStore {
  const store = useContext(SettingsContext)
  assert(store !== null, 'useSettings outside SettingsContext')
  return store
}

const DARK = '(prefers-color-scheme: dark)'

/** Whether the window is dark right now, by the person's choice or the system's. */
export function useIsDark(): boolean {
  const { theme } = useSettings().settings
  const systemIsDark = useSyncExternalStore(followSystem, readSystem)
  return theme === 'dark' || (theme === 'system' && systemIsDark)
}

export function useToggleTheme(): () => void {
  const { change } = useSettings()
  const isDark = useIsDark()
  return useCallback(() => change({ theme: isDark ? 'light' : 'dark' }), [change, isDark])
}

function readSystem(): boolean {
  return window.matchMedia(DARK).matches
}

function followSystem(listener: () => void): () => void {
  const system = window.matchMedia(DARK)
  system.addEventListener('change', listener)
  return () => system.removeEventListener('change', listener)
}
