import { connect, type TLSSocket } from 'node:tls'
import { err, ok, type Result } from '../../../shared/lib/result.ts'

/** The certificate at the other end of a connection: in PEM, and its SHA-256 as browsers show it. */
export interface ShownCertificate {
  readonly pem: string
  readonly hash: string
}

const TIMEOUT_MS = 10_000

/**
 * A connection to whoever answers there: look at the certificate before anything is sent. Nothing about it was checked, not
 * its dates either: what hubs know of each other is the key, and one of two clocks may be years off.
 */
export function openTls(url: URL): Promise<Result<TLSSocket, { readonly kind: 'unreachable' }>> {
  return new Promise((resolve) => {
    const socket = connect({ host: url.hostname.replaceAll(/^\[|\]$/g, ''), port: Number(url.port || 443), rejectUnauthorized: false }, () => {
      socket.setTimeout(0)
      resolve(ok(socket))
    })
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy())
    socket.on('error', () => resolve(err({ kind: 'unreachable' })))
    socket.on('close', () => resolve(err({ kind: 'unreachable' })))
  })
}

export function certificateOn(socket: TLSSocket): ShownCertificate {
  const { raw, fingerprint256 } = socket.getPeerCertificate()
  return { pem: `-----BEGIN CERTIFICATE-----\n${raw.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`, hash: fingerprint256 }
}
