import { toAppUrl } from './origin.mjs'

/**
 * Chromium's permission descriptors and what Electron's handlers call them. Chromium takes its answers ahead of the
 * question, so the app's handlers are asked ahead too, for every origin a window shows.
 */
const PERMISSIONS = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['midi', 'midi'],
  ['midi', 'midiSysex', { sysex: true }],
  ['camera', 'media', {}, { mediaType: 'video', mediaTypes: ['video'] }],
  ['microphone', 'media', {}, { mediaType: 'audio', mediaTypes: ['audio'] }],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-write', 'clipboard-sanitized-write'],
  ['background-sync', 'background-sync'],
  ['background-fetch', 'background-fetch'],
  ['periodic-background-sync', 'periodic-background-sync'],
  ['persistent-storage', 'persistent-storage'],
  ['idle-detection', 'idle-detection'],
  ['storage-access', 'storage-access'],
  ['top-level-storage-access', 'top-level-storage-access'],
  ['window-management', 'window-management'],
  ['local-fonts', 'local-fonts'],
  ['display-capture', 'display-capture'],
  ['screen-wake-lock', 'screen-wake-lock'],
  ['keyboard-lock', 'keyboardLock'],
  ['pointer-lock', 'pointerLock'],
  ['speaker-selection', 'speaker-selection'],
  ['nfc', 'nfc'],
  ['accelerometer', 'sensors'],
  ['gyroscope', 'sensors'],
  ['magnetometer', 'sensors'],
  ['payment-handler', 'payment-handler'],
  ['captured-surface-control', 'captured-surface-control'],
  ['hand-tracking', 'hand-tracking'],
  ['automatic-fullscreen', 'automatic-fullscreen'],
  ['local-network', 'local-network'],
  ['loopback-network', 'loopback-network'],
  ['local-network-access', 'local-network-access'],
]

/** A session's handlers. Without one, Electron grants everything. */
export class PermissionHandlers {
  /** @type {((contents: any, permission: string, callback: (isGranted: boolean) => void, details: object) => void) | null} */
  request = null
  /** @type {((contents: any, permission: string, requestingOrigin: string, details: object) => boolean) | null} */
  check = null
}

/** @param {any} contents @param {string} name @param {string} url in the app's spelling @param {object} extra */
async function isRequestGranted(contents, name, url, extra) {
  const handler = contents.session.$permissions.request
  if (handler === null) return true
  return new Promise((resolve) => handler(contents, name, (/** @type {boolean} */ isGranted) => resolve(isGranted === true), { requestingUrl: url, isMainFrame: true, ...extra }))
}

/** @param {any} contents @param {string} name @param {string} url in the app's spelling @param {object} extra */
function isCheckGranted(contents, name, url, extra) {
  const handler = contents.session.$permissions.check
  if (handler === null) return true
  const origin = /^[^:]+:\/\/[^/?#]*/.exec(url)?.[0] ?? ''
  return handler(contents, name, `${origin}/`, { requestingUrl: url, securityOrigin: `${origin}/`, isMainFrame: true, ...extra }) === true
}

/**
 * Tells Chromium what the app's handlers answer for the origin of `url`.
 * Either handler granting is enough to grant, because in Electron each opens a way of its own (a query, a use); the
 * local network needs both, so that an app that forgot one is found out here.
 * @param {import('./cdp.mjs').CdpSession} browser
 * @param {import('./webContents.mjs').WebContents} contents
 * @param {string} url as Chromium spells it
 */
export async function applyPermissions(browser, contents, url) {
  if (!/^https?:/.test(url)) return
  const origin = new URL(url).origin
  const appUrl = toAppUrl(url)
  const browserContextId = await contents.session.$contextId
  const ask = PERMISSIONS.map(async ([descriptor, name, members = {}, extra = {}]) => {
    const isChecked = isCheckGranted(contents, /** @type {string} */ (name), appUrl, /** @type {object} */ (extra))
    const isRequested = await isRequestGranted(contents, /** @type {string} */ (name), appUrl, /** @type {object} */ (extra))
    const isGranted = String(name).includes('network') ? isChecked && isRequested : isChecked || isRequested
    const permission = { name: descriptor, .../** @type {object} */ (members) }
    await browser.attempt('Browser.setPermission', { permission, setting: isGranted ? 'granted' : 'denied', origin, browserContextId })
  })
  await Promise.all(ask)
}

/** A link such as `mailto:`: Electron asks the request handler before it hands it to the system. @param {any} contents @param {string} url */
export function isExternalOpenGranted(contents, url) {
  return isRequestGranted(contents, 'openExternal', url, { externalURL: url })
}
