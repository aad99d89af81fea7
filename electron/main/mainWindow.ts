import { app, BrowserWindow, screen, type Rectangle } from 'electron'
import { APP } from './appOrigin.ts'
import type { Log } from './log.ts'
import { MINIMUM_SIZE, reachableBounds } from './windowBounds.ts'
import type { WindowMemory } from './windowMemory.ts'

export interface MainWindow {
  /** Opens the window, or brings the open one to the front. */
  show(): Promise<void>
  /** The open window, if there is one. */
  current(): BrowserWindow | undefined
}

/** A page that ends again this soon would only end for ever. */
const REVIVE_PAUSE_MS = 10_000

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
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        // The spell checker fetches dictionaries from elsewhere.
        spellcheck: false,
        devTools: !app.isPackaged,
      },
    })
    held.window = window
    window.on('closed', () => {
      held.window = undefined
    })
    if (place?.isMaximized) window.maximize()
    memory.follow(window)
    revive(window, log, now)
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

/** Loads the page again when its process has crashed: a blank window in a meeting helps nobody, and the hub has the data. */
function revive(window: BrowserWindow, log: Log, now: () => Date): void {
  const last = { at: Number.NEGATIVE_INFINITY }
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`the page's process ended: ${reason}`)
    const at = now().getTime()
    if (reason !== 'clean-exit' && at - last.at > REVIVE_PAUSE_MS) window.webContents.reload()
    last.at = at
  })
}

function workAreas(): [Rectangle, ...Rectangle[]] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary.workArea, ...others.map(({ workArea }) => workArea)]
}
