import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { fingerprintOf } from '../transport/hubCertificate.ts'
import { certificateOn, openTls, type ShownCertificate } from './openTls.ts'

export type RequestError =
  /** Plain text would carry secrets over the network. */
  | { readonly kind: 'address-insecure' }
  | { readonly kind: 'unreachable' }
  /** Another hub than the one that is known answers at this address. */
  | { readonly kind: 'certificate-unknown' }

export interface JsonAnswer {
  readonly status: number
  readonly json: unknown
  /** The hub's certificate; undefined without TLS. */
  readonly certificate: ShownCertificate | undefined
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

/** One request to a hub. The certificate is looked at before anything is sent, and the request goes over the same connection. */
export async function requestJson(url: URL, { method = 'GET', headers = {}, body, fingerprint }: Options): Promise<Result<JsonAnswer, RequestError>> {
  const opened = url.protocol === 'https:' ? await openTls(url) : ok(undefined)
  if (!opened.ok) return opened
  const socket = opened.value
  const certificate = socket && certificateOn(socket)
  if (fingerprint !== undefined && fingerprint !== (certificate && fingerprintOf(certificate.pem))) {
    socket?.destroy()
    return err({ kind: 'certificate-unknown' })
  }
  const answered = await send(url, { method, headers, body }, socket)
  socket?.destroy()
  return answered.ok ? ok({ ...answered.value, certificate }) : answered
}

function send(url: URL, { method, headers, body }: Pick<Options, 'method' | 'headers' | 'body'>, socket: TLSSocket | undefined): Promise<Result<Omit<JsonAnswer, 'certificate'>, RequestError>> {
  return new Promise((resolve) => {
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest
    const all = { ...headers, ...(body && { 'Content-Type': 'application/json' }) }
    const request = start(url, { method, headers: all, timeout: TIMEOUT_MS, ...(socket ? { createConnection: () => socket } : { agent: false }) }, (response) => {
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
