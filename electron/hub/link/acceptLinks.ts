import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { CallSchema, LINK_VERSION } from './linkMessages.ts'
import { LINK_PATH } from './linkPath.ts'
import type { LinkParts } from './LinkSession.ts'
import { isProof, newNonce, prove, type Handshake } from './proof.ts'
import { runLink, MAX_FRAME_BYTES, type RunningLink } from './runLink.ts'

export interface AcceptParts {
  readonly link: LinkParts
  readonly isOwnHost: (header: string | undefined) => boolean
  /** SHA-256 of the certificate that this hub shows on the request's connection; empty without TLS. */
  readonly fingerprint: (request: IncomingMessage) => string
}

export interface AcceptedLinks {
  /** Answers `POST /link`. */
  call(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Those that are up now. */
  running(): readonly RunningLink[]
  close(): Promise<void>
}


type RefusedUpgrade = '401 Unauthorized' | '403 Forbidden' | '421 Misdirected Request'

const MAX_CALL_BYTES = 4096
const CALL_LIFE_MS = 30_000
const CALLS = 256

/**
 * Takes links of other hubs of the same workspace: `POST /link` exchanges nonces and gives this hub's proof, a WebSocket
 * upgrade at the same path with the caller's proof opens the link. Without the key nobody gets further than a nonce.
 */
export function acceptLinks(server: Server, parts: AcceptParts): AcceptedLinks {
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES })
  const calls = new Map<string, { readonly handshake: Handshake; readonly until: number }>()
  const running = new Set<RunningLink>()

  async function call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { workspaceKey, ownHub } = parts.link.access
    const said = CallSchema.safeParse(await readJson(request))
    if (request.headers.origin !== undefined || !said.success) return end(response, 400, { error: 'request-invalid', message: 'This address is for hubs.' })
    if (said.data.version !== LINK_VERSION) return end(response, 426, { error: 'version-unknown', message: `This hub links with version ${LINK_VERSION}.` })
    if (!workspaceKey || !ownHub || said.data.workspaceId !== workspaceKey.id) return end(response, 404, { error: 'workspace-unknown', message: 'This hub has another workspace.' })
    if (said.data.hubId === ownHub.id) return end(response, 409, { error: 'same-hub', message: 'A hub does not link with itself or a copy of its folder.' })
    for (const [nonce, { until }] of calls) if (until < performance.now() || calls.size >= CALLS) calls.delete(nonce)
    const handshake: Handshake = {
      workspaceId: workspaceKey.id,
      caller: said.data.hubId,
      callee: ownHub.id,
      callerNonce: said.data.nonce,
      calleeNonce: newNonce(),
      fingerprint: parts.fingerprint(request),
    }
    calls.set(handshake.calleeNonce, { handshake, until: performance.now() + CALL_LIFE_MS })
    end(response, 200, { hubId: ownHub.id, nonce: handshake.calleeNonce, proof: prove(workspaceKey.key, 'callee', handshake) })
  }

  /** The other hub's id. */
  function check(request: IncomingMessage): Result<string, { readonly kind: RefusedUpgrade }> {
    if (!parts.isOwnHost(request.headers.host)) return err({ kind: '421 Misdirected Request' })
    if (request.headers.origin !== undefined) return err({ kind: '403 Forbidden' })
    const [, nonce = '', proof = ''] = /^HuishangLink ([\w-]{1,64}) ([\w-]{1,64})$/.exec(request.headers.authorization ?? '') ?? []
    const known = calls.get(nonce)
    calls.delete(nonce)
    const key = parts.link.access.workspaceKey?.key
    if (known && key !== undefined && known.until >= performance.now() && isProof(proof, key, 'caller', known.handshake)) return ok(known.handshake.caller)
    // Not slowed: nobody guesses 256 bits.
    return err({ kind: '401 Unauthorized' })
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isLinkRequest(request)) return
    socket.on('error', () => socket.destroy())
    const checked = check(request)
    if (!checked.ok) {
      socket.end(`HTTP/1.1 ${checked.error.kind}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      const link = runLink(parts.link, checked.value, ws)
      running.add(link)
      void link.ended.then(() => running.delete(link))
    })
  })

  return {
    call,
    running: () => [...running],
    close: async () => {
      await Promise.all([...running].map((link) => link.close()))
    },
  }
}

export function isLinkRequest(request: IncomingMessage): boolean {
  return request.url === LINK_PATH
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_CALL_BYTES) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

function end(response: ServerResponse, status: number, json: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`${JSON.stringify(json)}\n`)
}
