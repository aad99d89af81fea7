import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../shared/ipc.ts'
import type { Language } from '../../shared/schema/settings.ts'
import { MENU_LABELS } from './menuLabels.ts'

/**
 * The application menu. Undo and redo are commands rather than roles, because taking back a change to the shared record
 * is the window's business; in a text field it passes them on to the field.
 */
export function menuTemplate(language: Language, isMac: boolean, send: (command: MenuCommand) => void): MenuItemConstructorOptions[] {
  const words = MENU_LABELS[language]
  const command = (id: MenuCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    click: () => send(id),
    ...(accelerator ? { accelerator } : {}),
  })
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  // Option with a digit types a character on a Mac keyboard.
  const screenKey = isMac ? 'Cmd' : 'Alt'
  const settings = command('open-settings', words.settings, 'CmdOrCtrl+,')

  const application: MenuItemConstructorOptions = {
    role: 'appMenu',
    label: '会商',
    submenu: [
      { role: 'about', label: words.about },
      separator,
      settings,
      separator,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      separator,
      { role: 'quit', label: words.quit },
    ],
  }
  const file: MenuItemConstructorOptions = {
    label: words.file,
    submenu: [
      command('open-today', words.today, `${screenKey}+1`),
      command('open-archive', words.archive, `${screenKey}+2`),
      separator,
      ...(isMac ? [{ role: 'close', label: words.closeWindow } as const] : [settings, separator, { role: 'quit', label: words.quit, accelerator: 'Ctrl+Q' } as const]),
    ],
  }
  const edit: MenuItemConstructorOptions = {
    label: words.edit,
    submenu: [
      command('undo', words.undo, 'CmdOrCtrl+Z'),
      command('redo', words.redo, isMac ? 'Shift+Cmd+Z' : 'Ctrl+Y'),
      separator,
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'pasteAndMatchStyle', label: words.pastePlain },
      { role: 'selectAll', label: words.selectAll },
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: words.view,
    submenu: [
      command('open-palette', words.palette, 'CmdOrCtrl+K'),
      command('toggle-theme', words.theme),
      separator,
      { role: 'resetZoom', label: words.actualSize },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      separator,
      { role: 'togglefullscreen', label: words.fullScreen },
    ],
  }
  const window: MenuItemConstructorOptions = {
    role: 'windowMenu',
    label: words.window,
    submenu: [{ role: 'minimize', label: words.minimize }, { role: 'front', label: words.front }],
  }
  // No accelerator: `?` must stay a character that can be typed.
  const help: MenuItemConstructorOptions = { role: 'help', label: words.help, submenu: [command('show-keys', words.keys)] }
  return isMac ? [application, file, edit, view, window, help] : [file, edit, view, help]
}
