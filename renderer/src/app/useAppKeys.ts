import { useEffect } from 'react'
import { isTyping } from '../hooks/isTyping.ts'
import { useHost } from '../hooks/useHost.ts'
import { usePalette, type PaletteItem } from '../hooks/usePalette.ts'
import { useSettings } from '../hooks/useSettings.ts'
import { useMenuCommand } from './useCommands.ts'

/** The keys that work on every screen, and the application menu's commands. Single letters never while somebody types. */
export function useAppKeys(commands: readonly PaletteItem[]): void {
  const { menu } = useHost()
  const { open, showKeys } = usePalette()
  const hasSingleKeys = useSettings().settings.singleKeys !== false
  const runMenuCommand = useMenuCommand()
  useEffect(() => menu?.onCommand(runMenuCommand), [menu, runMenuCommand])
  useEffect(() => {
    const handle = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented) return
      const run = actionOf(event, { open, showKeys, commands, hasSingleKeys })
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [open, showKeys, commands, hasSingleKeys])
}

interface Keys {
  readonly open: () => void
  readonly showKeys: () => void
  readonly commands: readonly PaletteItem[]
  readonly hasSingleKeys: boolean
}

function actionOf(event: KeyboardEvent, { open, showKeys, commands, hasSingleKeys }: Keys): (() => void) | undefined {
  const isControl = event.ctrlKey || event.metaKey
  if (isControl && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') return open
  // By the key's place: with Alt, some layouts type another character.
  if (event.altKey && !isControl && !event.shiftKey && /^Digit[1-9]$/.test(event.code))
    return commands.find((command) => command.keys === `Alt+${event.code.at(-1)}`)?.run
  if (hasSingleKeys && !isControl && !event.altKey && (event.key === '?' || event.key === '？') && !isTyping(event.target)) return showKeys
  return undefined
}
