import * as tls from 'node:tls'
import { fingerprintOf } from '../../hub/transport/hubCertificate.ts'
import { plainHostname } from './hubPins.ts'

export interface SeenHub {
  /** Of the key that the hub proved: see `shared/lib/fingerprint.ts`. */
  readonly fingerprint: string
  /** SHA-256 of the certificate, `AB:CD:…`. */
  readonly certificateHash: string
  /** Whether an authority that this system knows vouches for the certificate and its name. */
  readonly isVouchedFor: boolean
}

const PATIENCE_MS = 8_000

/**
 * Makes a handshake with a hub and hangs up: nothing but the handshake is sent. It goes past Chromium on purpose, whose
 * network service remembers every verdict on a certificate, a refusal too.
 * @returns undefined if nobody answers there, or not by TLS
 */
export function lookAtHub(origin: string): Promise<SeenHub | undefined> {
  const host = plainHostname(origin)
  const port = Number(new URL(origin).port || 443)
  return new Promise((resolve) => {
    const socket = tls.connect({ host, port, rejectUnauthorized: false, ca: authorities(), ALPNProtocols: ['http/1.1'], ...(isName(host) && { servername: host }) })
    const end = (seen: SeenHub | undefined): void => {
      resolve(seen)
      socket.destroy()
    }
    socket.setTimeout(PATIENCE_MS, () => end(undefined))
    socket.on('error', () => end(undefined))
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate()
      end(certificate && { fingerprint: fingerprintOf(certificate.raw), certificateHash: certificate.fingerprint256, isVouchedFor: socket.authorized })
    })
  })
}

function isName(host: string): boolean {
  return !/^[\d.]+$/.test(host) && !host.includes(':')
}

/** An office's own authority is known to the system and not to Node; an older Node can't ask the system. */
function authorities(): string[] {
  const system = 'getCACertificates' in tls ? tls.getCACertificates('system') : []
  return [...tls.rootCertificates, ...system]
}
