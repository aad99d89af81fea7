import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MenuCommand } from '../../../shared/ipc.ts'
import { usePalette, type PaletteItem } from '../hooks/usePalette.ts'
import { go } from '../hooks/useRoute.ts'
import { useMayAsk } from '../hooks/useSession.ts'
import { useSettings, useToggleTheme } from '../hooks/useSettings.ts'
import { passUndoOn } from './passUndoOn.ts'

/** What the frame itself can do, once for palette, keys and menu. */
export function useCommands(): readonly PaletteItem[] {
  const { t } = useTranslation('frame')
  const { showKeys } = usePalette()
  const { settings, change } = useSettings()
  const toggleTheme = useToggleTheme()
  const mayCreate = useMayAsk('create-meeting')
  const mayInvite = useMayAsk('invite-people')
  const { language } = settings
  return useMemo(() => {
    const screens = t('palette.screens')
    const commands = t('palette.commands')
    const item = (id: string, group: string, label: string, run: () => void, keys?: string): PaletteItem => ({ id, group, label, run, ...(keys ? { keys } : {}) })
    return [
      item('today', screens, t('today'), () => go({ screen: 'today' }), 'Alt+1'),
      item('archive', screens, t('archive'), () => go({ screen: 'archive', file: null }), 'Alt+2'),
      item('people', screens, t('people'), () => go({ screen: 'people' }), 'Alt+3'),
      item('settings', screens, t('settings'), () => go({ screen: 'settings' }), 'Alt+4'),
      item('pool', screens, t('pool'), () => go({ screen: 'pool', id: null }), 'Alt+5'),
      ...(mayCreate ? [item('new-meeting', commands, t('palette.newMeeting'), () => go({ screen: 'today', isCreating: true }))] : []),
      ...(mayInvite ? [item('invite', commands, t('palette.invite'), () => go({ screen: 'people', isInviting: true }))] : []),
      ...(mayInvite ? [item('invitations', commands, t('palette.invitations'), () => go({ screen: 'people', view: 'invitations' })), item('sign-ins', commands, t('palette.signIns'), () => go({ screen: 'people', view: 'sign-ins' }))] : []),
      item('theme', commands, t('palette.theme'), toggleTheme),
      item('language', commands, t('palette.language'), () => change({ language: language === 'en' ? 'zh-CN' : 'en' })),
      item('keys', commands, t('palette.keys'), showKeys, '?'),
    ]
  }, [t, showKeys, change, toggleTheme, language, mayCreate, mayInvite])
}

/** Carries out what the application menu asks for. */
export function useMenuCommand(): (command: MenuCommand) => void {
  const { open, showKeys } = usePalette()
  const toggleTheme = useToggleTheme()
  return useCallback(
    (command) => {
      const actions: Readonly<Record<MenuCommand, () => void>> = {
        'open-palette': open,
        'open-today': () => go({ screen: 'today' }),
        'open-archive': () => go({ screen: 'archive', file: null }),
        'open-settings': () => go({ screen: 'settings' }),
        'show-keys': showKeys,
        'toggle-theme': toggleTheme,
        undo: () => passUndoOn('undo'),
        redo: () => passUndoOn('redo'),
      }
      actions[command]()
    },
    [open, showKeys, toggleTheme],
  )
}
