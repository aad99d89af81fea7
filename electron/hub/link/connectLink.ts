import { WebSocket } from 'ws'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { CallAnswerSchema, LINK_VERSION } from './linkMessages.ts'
import { LINK_PATH } from './linkPath.ts'
import type { LinkParts } from './LinkParts.ts'
import { isProof, newNonce, prove, type Handshake } from './proof.ts'
import { certificateOn, openTls } from './openTls.ts'
import { isSecure, requestJson, type RequestError } from './requestJson.ts'
import { MAX_FRAME_BYTES, runLink, type RunningLink } from './runLink.ts'

/** Where another hub of the workspace is. */
export interface HubAddress {
  /** Origin; `http:` on loopback only. */
  readonly url: string
  /** As in `shared/lib/fingerprint.ts`, if known; another one is then refused. */
  readonly fingerprint?: string | undefined
}

export type LinkError =
  | RequestError
  /** The hub's word for it: `workspace-unknown`, `same-hub`, `version-unknown`, … */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It does not hold the workspace's key: an impostor, or the key was replaced. */
  | { readonly kind: 'not-proved' }

const TIMEOUT_MS = 10_000

/** Opens one link. @returns it when both sides have proved that they hold the key. */
export async function connectLink(parts: LinkParts, address: HubAddress): Promise<Result<RunningLink, LinkError>> {
  const { workspaceKey, ownHub } = parts.access
  if (!workspaceKey || !ownHub) return err({ kind: 'not-proved' })
  const url = new URL(LINK_PATH, address.url)
  if (!isSecure(url)) return err({ kind: 'address-insecure' })
  const callerNonce = newNonce()
  const call = { version: LINK_VERSION, workspaceId: workspaceKey.id, hubId: ownHub.id, nonce: callerNonce }
  // Any certificate will do where none is known: the proofs are bound to it.
  const called = await requestJson(url, { method: 'POST', body: call, fingerprint: address.fingerprint })
  if (!called.ok) return called
  const { status, json, certificate } = called.value
  if (status !== 200) return err({ kind: 'refused', reason: errorOf(json) })
  const answer = CallAnswerSchema.safeParse(json)
  if (!answer.success) return err({ kind: 'refused', reason: 'answer-unknown' })
  const handshake: Handshake = {
    workspaceId: workspaceKey.id,
    caller: ownHub.id,
    callee: answer.data.hubId,
    callerNonce,
    calleeNonce: answer.data.nonce,
    fingerprint: certificate?.hash ?? '',
  }
  if (!isProof(answer.data.proof, workspaceKey.key, 'callee', handshake)) return err({ kind: 'not-proved' })
  const authorization = `HuishangLink ${ownHub.id} ${callerNonce} ${answer.data.nonce} ${prove(workspaceKey.key, 'caller', handshake)}`
  return open({ parts, hubId: handshake.callee, url, authorization, certificateHash: certificate?.hash })
}

interface Opening {
  readonly parts: LinkParts
  readonly hubId: string
  readonly url: URL
  readonly authorization: string
  /** The only one that the link may go to; undefined without TLS. */
  readonly certificateHash: string | undefined
}

async function open({ parts, hubId, url, authorization, certificateHash }: Opening): Promise<Result<RunningLink, LinkError>> {
  const opened = certificateHash === undefined ? ok(undefined) : await openTls(url)
  if (!opened.ok) return opened
  const socket = opened.value
  if (socket && certificateOn(socket).hash !== certificateHash) {
    socket.destroy()
    return err({ kind: 'certificate-unknown' })
  }
  return new Promise((resolve) => {
    const ws = new WebSocket(url.href.replace(/^http/, 'ws'), {
      headers: { Authorization: authorization },
      handshakeTimeout: TIMEOUT_MS,
      perMessageDeflate: false,
      maxPayload: MAX_FRAME_BYTES,
      ...(socket && { createConnection: () => socket }),
    })
    ws.once('open', () => resolve(ok(runLink(parts, hubId, ws))))
    ws.once('unexpected-response', (_request, response) => {
      resolve(err({ kind: 'refused', reason: `HTTP ${response.statusCode ?? 0}` }))
      ws.terminate()
    })
    ws.on('error', () => resolve(err({ kind: 'unreachable' })))
  })
}

function errorOf(json: unknown): string {
  return typeof json === 'object' && json !== null && 'error' in json && typeof json.error === 'string' ? json.error : 'answer-unknown'
}
