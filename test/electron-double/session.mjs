import { app } from './app.mjs'
import { certificateVerifier } from './certificates.mjs'
import { Offered, notImplemented, offerObject } from './offer.mjs'
import { permissionHandlers } from './permissions.mjs'
import { protocol } from './protocol.mjs'
import { connection, registry } from './registry.mjs'

/** The one session of the double; partitions are not offered. */
class Session extends Offered {
  protocol = protocol

  setPermissionRequestHandler(/** @type {typeof permissionHandlers.request} */ handler) {
    permissionHandlers.request = handler
    reapply()
  }
  setPermissionCheckHandler(/** @type {typeof permissionHandlers.check} */ handler) {
    permissionHandlers.check = handler
    reapply()
  }
  /** Kept from being absent only: headless Chromium has no devices and no screen to share. */
  setDevicePermissionHandler(/** @type {unknown} */ handler) {
    if (handler !== null && typeof handler !== 'function') throw new TypeError('Must pass null or function')
  }
  setDisplayMediaRequestHandler(/** @type {unknown} */ handler) {
    if (handler !== null && typeof handler !== 'function') throw new TypeError('Must pass null or function')
  }
  setCertificateVerifyProc(/** @type {import('./certificates.mjs').VerifyProc | null} */ proc) {
    certificateVerifier.proc = proc
  }
  setSpellCheckerEnabled(/** @type {boolean} */ isEnabled) {
    this.#isSpellCheckerEnabled = isEnabled
  }
  isSpellCheckerEnabled() {
    return this.#isSpellCheckerEnabled
  }
  #isSpellCheckerEnabled = true
  isPersistent() {
    return true
  }
  getStoragePath() {
    return app.getPath('sessionData')
  }
  async clearCache() {
    await [...registry.contents.values()][0]?.$attempt('Network.clearBrowserCache')
  }
  async clearStorageData(/** @type {{ origin?: string } | undefined} */ options) {
    if (options !== undefined) notImplemented('session.clearStorageData with options')
    await connection().browser.send('Storage.clearCookies')
  }
}

function reapply() {
  for (const contents of registry.contents.values()) void contents.$applyPermissions()
}

/** Electron makes the default session on first use; before 'ready' that is an error. */
let defaultSession = /** @type {Session | undefined} */ (undefined)

export const session = offerObject('session', {
  get defaultSession() {
    if (!app.isReady()) throw new Error('Session can only be received when app is ready')
    defaultSession ??= new Session()
    return defaultSession
  },
  fromPartition: () => notImplemented('session.fromPartition'),
})

export { Session }
