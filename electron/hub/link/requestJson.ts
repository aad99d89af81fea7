import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect, type PeerCertificate } from 'node:tls'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { fingerprintOf } from '../transport/hubCertificate.ts'

export type RequestError =
  /** Plain text would carry secrets over the network. */
  | { readonly kind: 'address-insecure' }
  | { readonly kind: 'unreachable' }
  /** Another hub than the one that is known answers at this address. */
  | { readonly kind: 'certificate-unknown' }

export interface JsonAnswer {
  readonly status: number
  readonly json: unknown
  /** The hub's certificate in PEM; undefined without TLS. */
  readonly certificate: { readonly pem: string; readonly hash: string } | undefined
}

interface Options {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object | undefined
  /** See `shared/lib/fingerprint.ts`; any certificate will do if it is not known. */
  readonly fingerprint?: string | undefined
}

const TIMEOUT_MS = 10_000
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether what is sent to this address stays between the two ends. */
export function isSecure(url: URL): boolean {
  return url.protocol === 'https:' || LOOPBACK.has(url.hostname)
}

/** One request to a hub. The certificate is looked at before anything is sent, and the request takes no other. */
export async function requestJson(url: URL, { method = 'GET', headers = {}, body, fingerprint }: Options): Promise<Result<JsonAnswer, RequestError>> {
  const shown = url.protocol === 'https:' ? await certificateAt(url) : ok(undefined)
  if (!shown.ok) return shown
  const certificate = shown.value && { pem: toPem(shown.value.raw), hash: shown.value.fingerprint256 }
  if (fingerprint !== undefined && fingerprint !== (certificate && fingerprintOf(certificate.pem))) return err({ kind: 'certificate-unknown' })
  const answered = await send(url, { method, headers, body }, certificate?.pem)
  return answered.ok ? ok({ ...answered.value, certificate }) : answered
}

/** What a connection needs to trust this certificate and no other. */
export function trustOnly(pem: string | undefined) {
  return pem === undefined ? {} : { ca: pem, checkServerIdentity: () => undefined }
}

function certificateAt(url: URL): Promise<Result<PeerCertificate, RequestError>> {
  return new Promise((resolve) => {
    const socket = connect({ host: url.hostname.replaceAll(/^\[|\]$/g, ''), port: Number(url.port || 443), rejectUnauthorized: false }, () => {
      resolve(ok(socket.getPeerCertificate()))
      socket.destroy()
    })
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy())
    socket.on('error', () => resolve(err({ kind: 'unreachable' })))
    socket.on('close', () => resolve(err({ kind: 'unreachable' })))
  })
}

function send(url: URL, { method, headers, body }: Pick<Options, 'method' | 'headers' | 'body'>, pem: string | undefined): Promise<Result<Omit<JsonAnswer, 'certificate'>, RequestError>> {
  return new Promise((resolve) => {
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest
    const all = { ...headers, ...(body && { 'Content-Type': 'application/json' }) }
    const request = start(url, { method, headers: all, timeout: TIMEOUT_MS, agent: false, ...trustOnly(pem) }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', () => resolve(err({ kind: 'unreachable' })))
      response.on('end', () => resolve(ok({ status: response.statusCode ?? 0, json: parseJson(Buffer.concat(chunks).toString('utf8')) })))
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(err({ kind: 'unreachable' })))
    request.end(body && JSON.stringify(body))
  })
}

function toPem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
