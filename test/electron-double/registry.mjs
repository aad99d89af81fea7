/**
 * Who exists in this process: Electron's own global state, which its modules reach from everywhere.
 * `engine.browser` is set by boot once Chromium runs, before 'ready'.
 */
export const registry = {
  /** @type {Map<number, import('./browserWindow.mjs').BrowserWindow>} */
  windows: new Map(),
  /** @type {Map<number, import('./webContents.mjs').WebContents>} */
  contents: new Map(),
  /** The window that was shown or focused last. @type {number | undefined} */
  focusedWindow: undefined,
  /** @type {Awaited<ReturnType<typeof import('./chromium.mjs').startChromium>> | undefined} */
  browser: undefined,
  /** The default session's. @type {Awaited<ReturnType<typeof import('./tlsRelay.mjs').startTlsRelay>> | undefined} */
  relay: undefined,
  /** @type {import('./menu.mjs').Menu | null} */
  applicationMenu: null,
  lastId: 0,
}

/** @returns {import('./cdp.mjs').CdpConnection} */
export function connection() {
  if (registry.browser === undefined) throw new Error('electron-double: Chromium does not run yet')
  return registry.browser.connection
}

export function nextId() {
  registry.lastId += 1
  return registry.lastId
}

/**
 * An event as Electron's emitters pass it.
 * @template {object} T
 * @param {T} [members]
 */
export function preventableEvent(members) {
  const event = {
    ...members,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  return /** @type {T & { defaultPrevented: boolean, preventDefault: () => void }} */ (event)
}
