import process from 'node:process'
import { app } from './app.mjs'
import { CertificateVerifier, certificateVerifier } from './certificates.mjs'
import { Offered, notImplemented, offerObject } from './offer.mjs'
import { PermissionHandlers } from './permissions.mjs'
import { createProtocol, protocol } from './protocol.mjs'
import { connection, registry } from './registry.mjs'
import { startTlsRelay } from './tlsRelay.mjs'

/** The default session, or a partition in memory: then a browser context of Chromium, with its own TLS relay. */
class Session extends Offered {
  $permissions = new PermissionHandlers()
  #isDefault
  #verifier
  /** Of Chromium's context; undefined for its own. @type {Promise<string | undefined>} */
  $contextId
  protocol

  /** @param {boolean} isDefault */
  constructor(isDefault) {
    super()
    this.#isDefault = isDefault
    this.protocol = isDefault ? protocol : createProtocol()
    this.#verifier = isDefault ? certificateVerifier : new CertificateVerifier()
    this.$contextId = isDefault ? Promise.resolve(undefined) : createContext(this.#verifier)
    this.$contextId.catch((error) => process.stderr.write(`electron-double: a session did not open: ${String(error)}\n`))
  }

  setPermissionRequestHandler(/** @type {PermissionHandlers['request']} */ handler) {
    this.$permissions.request = handler
    this.#reapply()
  }
  setPermissionCheckHandler(/** @type {PermissionHandlers['check']} */ handler) {
    this.$permissions.check = handler
    this.#reapply()
  }
  #reapply() {
    for (const contents of registry.contents.values()) if (contents.session === this) void contents.$applyPermissions()
  }
  /** Kept from being absent only: headless Chromium has no devices and no screen to share. */
  setDevicePermissionHandler(/** @type {unknown} */ handler) {
    if (handler !== null && typeof handler !== 'function') throw new TypeError('Must pass null or function')
  }
  setDisplayMediaRequestHandler(/** @type {unknown} */ handler) {
    if (handler !== null && typeof handler !== 'function') throw new TypeError('Must pass null or function')
  }
  setCertificateVerifyProc(/** @type {import('./certificates.mjs').VerifyProc | null} */ proc) {
    this.#verifier.proc = proc
  }
  setSpellCheckerEnabled(/** @type {boolean} */ isEnabled) {
    this.#isSpellCheckerEnabled = isEnabled
  }
  isSpellCheckerEnabled() {
    return this.#isSpellCheckerEnabled
  }
  #isSpellCheckerEnabled = true
  isPersistent() {
    return this.#isDefault
  }
  getStoragePath() {
    return this.#isDefault ? app.getPath('sessionData') : null
  }
  async clearCache() {
    await [...registry.contents.values()].find((contents) => contents.session === this)?.$attempt('Network.clearBrowserCache')
  }
  async clearStorageData(/** @type {{ origin?: string } | undefined} */ options) {
    if (options !== undefined) notImplemented('session.clearStorageData with options')
    await connection().browser.send('Storage.clearCookies', { browserContextId: await this.$contextId })
  }
}

/** @param {CertificateVerifier} verifier @returns {Promise<string>} */
async function createContext(verifier) {
  const { credentials } = registry.relay ?? notImplemented('a session before Chromium runs')
  const { port } = await startTlsRelay(verifier, credentials)
  const { browserContextId } = await connection().browser.send('Target.createBrowserContext', { proxyServer: `https=127.0.0.1:${port}`, proxyBypassList: '<-loopback>' })
  return browserContextId
}

/** Electron makes the default session on first use; before 'ready' that is an error. */
/** @type {Map<string, Session>} */
const partitions = new Map()
let defaultSession = /** @type {Session | undefined} */ (undefined)

export const session = offerObject('session', {
  get defaultSession() {
    if (!app.isReady()) throw new Error('Session can only be received when app is ready')
    defaultSession ??= new Session(true)
    return defaultSession
  },
  /** @param {string} partition @param {object} [options] */
  fromPartition(partition, options) {
    if (!app.isReady()) throw new Error('Session can only be received when app is ready')
    if (options !== undefined) notImplemented('session.fromPartition with options')
    if (partition === '') return session.defaultSession
    if (partition.startsWith('persist:')) notImplemented('a partition on the disk')
    const known = partitions.get(partition) ?? new Session(false)
    partitions.set(partition, known)
    return known
  },
})

export { Session }
