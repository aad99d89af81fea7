import type { BrowserWindow } from 'electron'
import type { Log } from './log.ts'

/** A page that ends again this soon would only end for ever. */
const REVIVE_PAUSE_MS = 10_000

/**
 * Loads a window's page again when its process has crashed: a blank window in a meeting helps nobody, and the hub has
 * the data. @param name of the window, for the log
 */
export function revive(window: BrowserWindow, name: string, log: Log, now: () => Date): void {
  const last = { at: Number.NEGATIVE_INFINITY }
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`${name}: the page's process ended: ${reason}`)
    const at = now().getTime()
    if (reason !== 'clean-exit' && at - last.at > REVIVE_PAUSE_MS) window.webContents.reload()
    last.at = at
  })
}
