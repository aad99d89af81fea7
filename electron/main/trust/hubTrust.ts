import { X509Certificate } from 'node:crypto'
import type { Session } from 'electron'
import type { HubVerdict } from '../../../shared/ipc.ts'
import { isLoopbackAddress } from '../../hub/addresses.ts'
import { fingerprintOf } from '../../hub/transport/hubCertificate.ts'
import { plainHostname, type HubPins } from './hubPins.ts'
import type { SeenHub } from './lookAtHub.ts'

type VerifyProc = NonNullable<Parameters<Session['setCertificateVerifyProc']>[0]>
type CertificateQuestion = Pick<Parameters<VerifyProc>[0], 'hostname' | 'errorCode'> & { readonly certificate: { readonly data: string } }

export interface HubTrust {
  /**
   * Whether this window may talk to a hub, found out before it does. With a `fingerprint`, of an invitation or compared
   * by a person, the hub must prove that key, and it is pinned.
   */
  verify(hubUrl: string, fingerprint: string | null): Promise<HubVerdict>
  /** Chromium's question about a certificate; the answer is one of Electron's numbers. */
  answer(question: CertificateQuestion): number
}

const ACCEPT = 0
const REFUSE = -2
const AS_CHROMIUM = -3

/**
 * Where a hub is pinned its key decides and nothing else: neither dates nor names nor any authority. Everything else is
 * Chromium's to judge. Chromium keeps each verdict on a certificate and name for half an hour, whatever is pinned
 * meanwhile, so every hub is looked at and pinned before the first request to it; what was refused all the same needs a
 * restart.
 */
export function createHubTrust(pins: HubPins, look: (origin: string) => Promise<SeenHub | undefined>): HubTrust {
  const refused = new Set<string>()

  return {
    verify: async (hubUrl, fingerprint) => {
      const { origin, protocol, hostname } = new URL(hubUrl)
      if (protocol !== 'https:') return { state: isLoopbackAddress(hostname) ? 'trusted' : 'unencrypted' }
      const seen = await look(origin)
      if (!seen) return { state: 'unreachable' }
      const wanted = fingerprint ?? pins.of(origin)
      if (wanted === undefined) return seen.isVouchedFor ? { state: 'trusted' } : { state: 'unknown', fingerprint: seen.fingerprint }
      if (seen.fingerprint !== wanted) return { state: 'changed', fingerprint: seen.fingerprint }
      if (fingerprint !== null) await pins.pin(origin, fingerprint)
      return { state: refused.has(refusal(plainHostname(origin), seen.certificateHash)) ? 'restart-needed' : 'trusted' }
    },
    answer: ({ hostname, certificate, errorCode }) => {
      const pinned = pins.ofHostname(hostname)
      if (pinned.length > 0 && pinned.includes(fingerprintOf(certificate.data))) return ACCEPT
      const verdict = pinned.length > 0 ? REFUSE : AS_CHROMIUM
      if (verdict === REFUSE || errorCode !== 0) refused.add(refusal(hostname, new X509Certificate(certificate.data).fingerprint256))
      return verdict
    },
  }
}

function refusal(hostname: string, certificateHash: string): string {
  return `${hostname} ${certificateHash}`
}

/** Must run before the first window opens: what Chromium decided before stays decided. */
export function pinCertificates(session: Pick<Session, 'setCertificateVerifyProc'>, trust: HubTrust): void {
  session.setCertificateVerifyProc((question, callback) => callback(trust.answer(question)))
}
