import { createHash } from 'node:crypto'
import process from 'node:process'
import { notImplemented } from './offer.mjs'

/** What Node calls a refusal, and Chromium's name and number for it. */
const ERRORS = /** @type {Record<string, [string, number]>} */ ({
  DEPTH_ZERO_SELF_SIGNED_CERT: ['net::ERR_CERT_AUTHORITY_INVALID', -202],
  SELF_SIGNED_CERT_IN_CHAIN: ['net::ERR_CERT_AUTHORITY_INVALID', -202],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['net::ERR_CERT_AUTHORITY_INVALID', -202],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['net::ERR_CERT_AUTHORITY_INVALID', -202],
  CERT_HAS_EXPIRED: ['net::ERR_CERT_DATE_INVALID', -201],
  CERT_NOT_YET_VALID: ['net::ERR_CERT_DATE_INVALID', -201],
  ERR_TLS_CERT_ALTNAME_INVALID: ['net::ERR_CERT_COMMON_NAME_INVALID', -200],
})

/** What the callback of a verify proc may be given: accept, refuse, as Chromium says. */
const ACCEPT = 0
const REFUSE = -2
const AS_CHROMIUM = -3

/** @typedef {(request: object, callback: (result: number) => void) => void} VerifyProc */

/**
 * The default session's verification. Electron's network service asks the proc once for each certificate and host name
 * and keeps the answer, a refusal too, whatever becomes of the proc (electron#41448): so does this.
 */
export class CertificateVerifier {
  /** @type {VerifyProc | null} */
  #proc = null
  /** @type {Map<string, Promise<boolean>>} */
  #kept = new Map()

  set proc(/** @type {VerifyProc | null} */ proc) {
    if (proc !== null && typeof proc !== 'function') throw new TypeError('Must pass null or function')
    this.#proc = proc
  }
  get proc() {
    return this.#proc
  }

  /**
   * Whether a connection that showed this certificate may be used.
   * @param {string} hostname
   * @param {import('node:tls').TLSSocket} socket a finished handshake, made without refusing anything
   * @returns {Promise<boolean>}
   */
  isAccepted(hostname, socket) {
    const certificate = socket.getPeerX509Certificate()
    if (certificate === undefined) return Promise.resolve(false)
    const key = `${hostname} ${certificate.fingerprint256}`
    const known = this.#kept.get(key) ?? this.#ask(hostname, certificate, socket.authorized ? undefined : String(socket.authorizationError))
    this.#kept.set(key, known)
    return known
  }

  /** @param {string} hostname @param {import('node:crypto').X509Certificate} certificate @param {string | undefined} problem @returns {Promise<boolean>} */
  #ask(hostname, certificate, problem) {
    const [verificationResult, errorCode] = problem === undefined ? ['net::OK', 0] : (ERRORS[problem] ?? ['net::ERR_CERT_INVALID', -207])
    const proc = this.#proc
    if (proc === null) return Promise.resolve(errorCode === 0)
    const described = describe(certificate)
    return new Promise((resolve) => {
      proc({ hostname, certificate: described, validatedCertificate: described, isIssuedByKnownRoot: errorCode === 0, verificationResult, errorCode }, (result) => {
        if (result === ACCEPT) resolve(true)
        else if (result === REFUSE) resolve(false)
        else if (result === AS_CHROMIUM) resolve(errorCode === 0)
        else {
          resolve(false)
          process.nextTick(() => notImplemented(`a certificate verification result of ${String(result)}`))
        }
      })
    })
  }
}

export const certificateVerifier = new CertificateVerifier()

/** As Electron's structure `Certificate`. @param {import('node:crypto').X509Certificate} certificate */
function describe(certificate) {
  return {
    data: certificate.toString(),
    fingerprint: `sha256/${createHash('sha256').update(certificate.raw).digest('base64')}`,
    issuer: principal(certificate.issuer),
    issuerName: commonName(certificate.issuer),
    serialNumber: certificate.serialNumber,
    subject: principal(certificate.subject),
    subjectName: commonName(certificate.subject),
    validStart: Date.parse(certificate.validFrom) / 1000,
    validExpiry: Date.parse(certificate.validTo) / 1000,
  }
}

/** @param {string} name */
function principal(name) {
  return { commonName: commonName(name), country: '', locality: '', organizationUnits: [], organizations: [], state: '' }
}

/** @param {string} name */
function commonName(name) {
  return /^CN=(.*)$/m.exec(name)?.[1] ?? ''
}
