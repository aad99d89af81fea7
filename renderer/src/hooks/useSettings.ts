import { createContext, useContext } from 'react'
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
