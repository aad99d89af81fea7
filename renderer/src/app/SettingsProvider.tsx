import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings, Theme } from '../../../shared/schema/settings.ts'
import { useHost } from '../hooks/useHost.ts'
import { SettingsContext } from '../hooks/useSettings.ts'

export interface SettingsProviderProps {
  readonly initial: Settings
  readonly children: ReactNode
}

export function SettingsProvider({ initial, children }: SettingsProviderProps) {
  const host = useHost()
  const { i18n } = useTranslation()
  const [settings, setSettings] = useState(initial)
  const change = useCallback(
    (changes: Partial<Settings>) => {
      setSettings((before) => {
        const after = { ...before, ...changes }
        void host.writeSettings(after)
        return after
      })
    },
    [host],
  )
  useEffect(() => {
    document.documentElement.lang = settings.language
    void i18n.changeLanguage(settings.language)
  }, [i18n, settings.language])
  useEffect(() => followTheme(settings.theme), [settings.theme])
  const store = useMemo(() => ({ settings, change }), [settings, change])
  return <SettingsContext value={store}>{children}</SettingsContext>
}

/** Blueprint's overlays hang below `body`, so the theme is set there. */
function followTheme(theme: Theme): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const apply = (): void => {
    const isDark = theme === 'dark' || (theme === 'system' && system.matches)
    document.body.classList.toggle('bp6-dark', isDark)
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
  }
  apply()
  system.addEventListener('change', apply)
  return () => system.removeEventListener('change', apply)
}
