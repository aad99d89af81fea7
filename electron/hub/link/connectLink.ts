import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { WebSocket } from 'ws'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { LINK_PATH } from './linkPath.ts'
import { CallAnswerSchema, LINK_VERSION } from './linkMessages.ts'
import type { LinkParts } from './LinkSession.ts'
import { isProof, newNonce, normalFingerprint, prove, type Handshake } from './proof.ts'
import { runLink, type RunningLink } from './runLink.ts'

/** Where another hub of the workspace is. */
export interface HubAddress {
  /** Origin; `http:` on loopback only. */
  readonly url: string
  /** SHA-256 of its certificate if known; another one is then refused. */
  readonly fingerprint?: string | undefined
}

export type LinkError =
  /** Plain text would carry the whole workspace over the network. */
  | { readonly kind: 'address-insecure' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'certificate-unknown' }
  /** The hub's word for it: `workspace-unknown`, `same-hub`, `version-unknown`, … */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It does not hold the workspace's key: an impostor, or the key was replaced. */
  | { readonly kind: 'not-proved' }

const TIMEOUT_MS = 10_000
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Opens one link. @returns it when both sides have proved that they hold the key. */
export async function connectLink(parts: LinkParts, address: HubAddress): Promise<Result<RunningLink, LinkError>> {
  const { workspaceKey, ownHub } = parts.access
  if (!workspaceKey || !ownHub) return err({ kind: 'not-proved' })
  const url = new URL(LINK_PATH, address.url)
  if (url.protocol !== 'https:' && !LOOPBACK.has(url.hostname)) return err({ kind: 'address-insecure' })
  const callerNonce = newNonce()
  const called = await call(url, { version: LINK_VERSION, workspaceId: workspaceKey.id, hubId: ownHub.id, nonce: callerNonce })
  if (!called.ok) return called
  const { status, json, certificate } = called.value
  if (address.fingerprint !== undefined && normalFingerprint(address.fingerprint) !== normalFingerprint(certificate?.fingerprint256 ?? '')) return err({ kind: 'certificate-unknown' })
  if (status !== 200) return err({ kind: 'refused', reason: errorOf(json) })
  const answer = CallAnswerSchema.safeParse(json)
  if (!answer.success) return err({ kind: 'refused', reason: 'answer-unknown' })
  const handshake: Handshake = {
    workspaceId: workspaceKey.id,
    caller: ownHub.id,
    callee: answer.data.hubId,
    callerNonce,
    calleeNonce: answer.data.nonce,
    fingerprint: certificate?.fingerprint256 ?? '',
  }
  if (!isProof(answer.data.proof, workspaceKey.key, 'callee', handshake)) return err({ kind: 'not-proved' })
  return open({ parts, hubId: handshake.callee, url, certificate, authorization: `HuishangLink ${answer.data.nonce} ${prove(workspaceKey.key, 'caller', handshake)}` })
}

interface Called {
  readonly status: number
  readonly json: unknown
  readonly certificate: { readonly fingerprint256: string; readonly raw: Buffer } | undefined
}

/** The certificate is taken as it comes: the proof that follows is bound to it. */
function call(url: URL, body: object): Promise<Result<Called, LinkError>> {
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, timeout: TIMEOUT_MS, rejectUnauthorized: false }, (response) => {
      const chunks: Buffer[] = []
      const certificate = url.protocol === 'https:' ? (response.socket as TLSSocket).getPeerCertificate() : undefined
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', () => resolve(err({ kind: 'unreachable' })))
      response.on('end', () => resolve(ok({ status: response.statusCode ?? 0, json: parseJson(Buffer.concat(chunks).toString('utf8')), certificate })))
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(err({ kind: 'unreachable' })))
    request.end(JSON.stringify(body))
  })
}

interface Opening {
  readonly parts: LinkParts
  readonly hubId: string
  readonly url: URL
  readonly authorization: string
  readonly certificate: Called['certificate']
}

function open({ parts, hubId, url, authorization, certificate }: Opening): Promise<Result<RunningLink, LinkError>> {
  return new Promise((resolve) => {
    const ws = new WebSocket(url.href.replace(/^http/, 'ws'), {
      headers: { Authorization: authorization },
      handshakeTimeout: TIMEOUT_MS,
      perMessageDeflate: false,
      // The very certificate that the proof is bound to, and no other.
      ...(certificate && { ca: toPem(certificate.raw), checkServerIdentity: () => undefined }),
    })
    ws.once('open', () => resolve(ok(runLink(parts, hubId, ws))))
    ws.once('unexpected-response', (_request, response) => {
      resolve(err({ kind: 'refused', reason: `HTTP ${response.statusCode ?? 0}` }))
      ws.terminate()
    })
    ws.on('error', () => resolve(err({ kind: 'unreachable' })))
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

function errorOf(json: unknown): string {
  return typeof json === 'object' && json !== null && 'error' in json && typeof json.error === 'string' ? json.error : 'answer-unknown'
}
