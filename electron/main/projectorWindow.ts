import { app, BrowserWindow, screen } from 'electron'
import { projectorLink, type ProjectorAddress } from '../../shared/lib/projectorLink.ts'
import { APP } from './appOrigin.ts'
import type { Log } from './log.ts'

const SIZE = { width: 1280, height: 720 } as const

/**
 * Opens the big screen: the whole of a second display where there is one, else a window that can be dragged there. It
 * has no preload, so that it holds what the hub sends for its code and nothing else.
 * A window that is open already takes the new address; with the window that opened it, it closes.
 */
export function createProjectorWindow(owner: () => BrowserWindow | undefined, log: Log): { open(address: ProjectorAddress): Promise<void> } {
  const held: { window?: BrowserWindow | undefined } = {}
  const current = (): BrowserWindow => {
    if (held.window) return held.window
    const window = new BrowserWindow({
      ...(secondDisplay() ?? SIZE),
      title: '会商',
      show: false,
      autoHideMenuBar: true,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        spellcheck: false,
        devTools: !app.isPackaged,
      },
    })
    held.window = window
    owner()?.once('closed', () => held.window?.close())
    window.on('closed', () => {
      held.window = undefined
    })
    window.once('ready-to-show', () => {
      window.show()
      if (secondDisplay()) window.setFullScreen(true)
    })
    window.webContents.on('render-process-gone', (_event, { reason }) => log(`the big screen's process ended: ${reason}`))
    return window
  }
  return {
    open: async (address) => {
      const window = current()
      await window.loadURL(projectorLink(APP.origin, address))
      window.focus()
    },
  }
}

function secondDisplay(): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | undefined {
  const primary = screen.getPrimaryDisplay()
  return screen.getAllDisplays().find(({ id }) => id !== primary.id)?.bounds
}
