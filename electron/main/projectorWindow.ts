import { BrowserWindow, powerSaveBlocker, screen, type Rectangle } from 'electron'
import { isProjectorClosed, projectorLink, type ProjectorAddress } from '../../shared/lib/projectorLink.ts'
import { APP } from './appOrigin.ts'
import { HARDENED } from './hardened.ts'
import type { Log } from './log.ts'
import { revive } from './revive.ts'

/** In memory only: what the big screen was sent is gone with the application, and it shares nothing with the main window. */
export const PROJECTOR_PARTITION = 'projector'
/** Where there is one display only. */
const SIZE = { width: 1280, height: 720 } as const

export interface ProjectorWindow {
  /** Opens the big screen, or gives the open one the new address and brings it to the front. */
  open(address: ProjectorAddress): Promise<void>
}

/**
 * The room's big screen: the whole of another display than the main window's where there is one, else a window that can
 * be dragged there. It has no preload and no menu, so that it holds what the hub sends for its code and reaches nothing.
 * It closes with the meeting, and with the window that opened it.
 */
export function createProjectorWindow(owner: () => BrowserWindow | undefined, log: Log, now: () => Date): ProjectorWindow {
  const held: { window?: BrowserWindow | undefined } = {}
  const create = (): BrowserWindow => {
    const window = new BrowserWindow({ ...SIZE, title: '会商', show: false, webPreferences: { ...HARDENED, partition: PROJECTOR_PARTITION } })
    held.window = window
    const closeWithOwner = (): void => window.close()
    const opener = owner()
    opener?.once('closed', closeWithOwner)
    const awake = powerSaveBlocker.start('prevent-display-sleep')
    // Full screen on the only display that is left, it would cover the chair's own window.
    const comeBack = (): void => void (screen.getAllDisplays().length === 1 && window.setFullScreen(false))
    screen.on('display-removed', comeBack)
    window.on('closed', () => {
      held.window = undefined
      opener?.off('closed', closeWithOwner)
      powerSaveBlocker.stop(awake)
      screen.off('display-removed', comeBack)
    })
    // On a Mac the menu is the application's, not the window's.
    if (process.platform !== 'darwin') window.removeMenu()
    followKeys(window)
    revive(window, 'big screen', log, now)
    window.webContents.on('did-navigate-in-page', (_event, url) => {
      if (isProjectorClosed(APP.origin, url)) window.close()
    })
    return window
  }
  return {
    open: async (address) => {
      const window = held.window ?? create()
      const display = otherDisplay(owner())
      if (display && !window.isFullScreen()) window.setBounds(display)
      // Another click while it loads gives it another address. What went wrong names the address: not for the log.
      await window.loadURL(projectorLink(APP.origin, address)).catch(() => log('big screen: its page was not loaded'))
      if (window.isDestroyed()) return
      if (window.isMinimized()) window.restore()
      window.show()
      if (display) window.setFullScreen(true)
      window.focus()
    },
  }
}

/** Without a menu there are no accelerators: F11 turns full screen on and off, Esc leaves it. */
function followKeys(window: BrowserWindow): void {
  window.webContents.on('before-input-event', (event, { type, key, isAutoRepeat }) => {
    if (type !== 'keyDown' || isAutoRepeat) return
    const isFull = window.isFullScreen()
    if (key !== 'F11' && !(key === 'Escape' && isFull)) return
    event.preventDefault()
    window.setFullScreen(!isFull)
  })
}

function otherDisplay(owner: BrowserWindow | undefined): Rectangle | undefined {
  const own = owner ? screen.getDisplayMatching(owner.getBounds()) : screen.getPrimaryDisplay()
  return screen.getAllDisplays().find(({ id }) => id !== own.id)?.bounds
}
