import { BrowserWindow, screen, type Rectangle } from 'electron'
import { APP } from './appOrigin.ts'
import { HARDENED } from './hardened.ts'
import type { Log } from './log.ts'
import { revive } from './revive.ts'
import { MINIMUM_SIZE, reachableBounds } from './windowBounds.ts'
import type { WindowMemory } from './windowMemory.ts'

export interface MainWindow {
  /** Opens the window, or brings the open one to the front. */
  show(): Promise<void>
  /** The open window, if there is one. */
  current(): BrowserWindow | undefined
}

/** The application's one window. `preload` is the absolute path of the built preload. */
export function createMainWindow(preload: string, memory: WindowMemory, log: Log, now: () => Date): MainWindow {
  const held: { opening?: Promise<void> | undefined; window?: BrowserWindow | undefined } = {}

  async function open(): Promise<void> {
    const place = await memory.place()
    const window = new BrowserWindow({
      ...reachableBounds(place?.bounds, workAreas()),
      minWidth: MINIMUM_SIZE.width,
      minHeight: MINIMUM_SIZE.height,
      title: '会商',
      show: false,
      webPreferences: { ...HARDENED, preload },
    })
    held.window = window
    window.on('closed', () => {
      held.window = undefined
    })
    if (place?.isMaximized) window.maximize()
    memory.follow(window)
    revive(window, 'main', log, now)
    window.once('ready-to-show', () => window.show())
    await window.loadURL(`${APP.origin}/`)
  }

  return {
    show: async () => {
      const { window } = held
      if (!window) {
        held.opening ??= open().finally(() => {
          held.opening = undefined
        })
        return held.opening
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    current: () => held.window,
  }
}

function workAreas(): [Rectangle, ...Rectangle[]] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary.workArea, ...others.map(({ workArea }) => workArea)]
}
