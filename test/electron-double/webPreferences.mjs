import { app } from './app.mjs'
import { notImplemented } from './offer.mjs'

/** Electron 45's defaults of what a window's safety hangs on. */
const SAFE = {
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
}
/** Which change nothing the double shows. */
const HARMLESS = new Set(['devTools', 'spellcheck', 'safeDialogs', 'disableDialogs', 'navigateOnDragDrop', 'backgroundThrottling', 'autoplayPolicy', 'v8CacheOptions', 'defaultEncoding', 'defaultFontFamily', 'defaultFontSize', 'minimumFontSize', 'textAreasAreResizable', 'scrollBounce', 'accessibleTitle'])

/**
 * A window's settings, complete. One that is not hardened throws: the double has no weaker window to show, and a weaker
 * window is a fault of the app.
 * @param {Record<string, any>} given
 */
export function completeWebPreferences(given) {
  for (const name of Object.keys(given)) {
    if (name in SAFE || HARMLESS.has(name) || ['preload', 'sandbox', 'additionalArguments', 'partition'].includes(name)) continue
    notImplemented(`webPreferences.${name}`)
  }
  for (const [name, safe] of Object.entries(SAFE)) {
    if (given[name] !== undefined && given[name] !== safe) notImplemented(`a window with ${name}: ${String(given[name])}`)
  }
  // app.enableSandbox() wins over the window's own wish, as in Electron.
  const sandbox = app.$isSandboxForced || given['sandbox'] !== false
  if (!sandbox) notImplemented('a window with sandbox: false')
  const { preload, additionalArguments = [], partition = '', ...rest } = given
  if (preload !== undefined && typeof preload !== 'string') throw new TypeError('webPreferences.preload must be a string')
  return { ...SAFE, ...rest, sandbox, ...(preload === undefined ? {} : { preload }), additionalArguments, partition }
}
