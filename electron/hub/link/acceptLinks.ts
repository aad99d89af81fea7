import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { refuseUpgrade } from '../sockets/refuseUpgrade.ts'
import { CallSchema, LINK_VERSION } from './linkMessages.ts'
import { LINK_PATH } from './linkPath.ts'
import type { LinkParts } from './LinkParts.ts'
import { linkCalls, type LinkCall } from './linkCalls.ts'
import { isProof, prove, type Handshake } from './proof.ts'
import { runLink, MAX_FRAME_BYTES, type RunningLink } from './runLink.ts'

export interface AcceptParts {
  readonly link: LinkParts
  readonly isOwnHost: (header: string | undefined) => boolean
  /** SHA-256 of the certificate that this hub shows on the request's connection; empty without TLS. */
  readonly fingerprint: (request: IncomingMessage) => string
}

export interface AcceptedLinks {
  /** Answers `POST /link`. Never rejects. */
  call(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Those that are up now. */
  running(): readonly RunningLink[]
  close(): Promise<void>
}

type RefusedUpgrade = '401 Unauthorized' | '403 Forbidden' | '421 Misdirected Request' | '429 Too Many Requests'

const MAX_CALL_BYTES = 4096
const DRAIN_BYTES = 1024 * 1024
/** Broken links of one hub linger until they are found out; more than these are no honest hub's. */
const MOST_PER_HUB = 8

/**
 * Takes links of other hubs of the same workspace: `POST /link` exchanges nonces and gives this hub's proof, a WebSocket
 * upgrade at the same path with the caller's proof opens the link. Without the key nobody gets further than a nonce.
 */
export function acceptLinks(server: Server, parts: AcceptParts): AcceptedLinks {
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES })
  const calls = linkCalls(() => performance.now())
  const running = new Set<RunningLink>()

  function handshakeOf(workspaceId: string, made: LinkCall, request: IncomingMessage): Handshake {
    return { workspaceId, callee: parts.link.access.ownHub?.id ?? '', ...made, fingerprint: parts.fingerprint(request) }
  }

  async function call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { workspaceKey, ownHub } = parts.link.access
    if (!parts.isOwnHost(request.headers.host)) return end(response, 421, { error: 'host-unknown', message: 'This hub is not known by that name.' })
    const said = CallSchema.safeParse(await readJson(request))
    if (request.headers.origin !== undefined || !said.success) return end(response, 400, { error: 'request-invalid', message: 'This address is for hubs.' })
    if (said.data.version !== LINK_VERSION) return end(response, 426, { error: 'version-unknown', message: `This hub links with version ${LINK_VERSION}.` })
    if (!workspaceKey || !ownHub || said.data.workspaceId !== workspaceKey.id) return end(response, 404, { error: 'workspace-unknown', message: 'This hub has another workspace.' })
    if (said.data.hubId === ownHub.id) return end(response, 409, { error: 'same-hub', message: 'A hub does not link with itself or a copy of its folder.' })
    const { hubId: caller, nonce: callerNonce } = said.data
    const calleeNonce = calls.answer({ caller, callerNonce })
    const proof = prove(workspaceKey.key, 'callee', handshakeOf(workspaceKey.id, { caller, callerNonce, calleeNonce }, request))
    end(response, 200, { hubId: ownHub.id, nonce: calleeNonce, proof })
  }

  /** The other hub's id. */
  function check(request: IncomingMessage): Result<string, { readonly kind: RefusedUpgrade }> {
    if (!parts.isOwnHost(request.headers.host)) return err({ kind: '421 Misdirected Request' })
    if (request.headers.origin !== undefined) return err({ kind: '403 Forbidden' })
    const said = /^HuishangLink ([\w-]{1,64}) ([\w.-]{32,128}) ([\w.-]{32,128}) ([\w-]{1,64})$/.exec(request.headers.authorization ?? '')
    const [, caller = '', callerNonce = '', calleeNonce = '', proof = ''] = said ?? []
    const made: LinkCall = { caller, callerNonce, calleeNonce }
    const { workspaceKey } = parts.link.access
    // Not slowed: nobody guesses 256 bits.
    if (!said || !workspaceKey || !calls.isOurs(made) || !isProof(proof, workspaceKey.key, 'caller', handshakeOf(workspaceKey.id, made, request))) return err({ kind: '401 Unauthorized' })
    if (!calls.use(made)) return err({ kind: '401 Unauthorized' })
    return [...running].filter(({ hubId }) => hubId === caller).length < MOST_PER_HUB ? ok(caller) : err({ kind: '429 Too Many Requests' })
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isLinkRequest(request)) return
    socket.on('error', () => socket.destroy())
    const checked = check(request)
    if (!checked.ok) {
      refuseUpgrade(socket, checked.error.kind)
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

/** Undefined for what is no JSON, is too long, or never comes whole. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size <= MAX_CALL_BYTES) chunks.push(chunk)
      // Reading a little on lets the sender finish and see the answer; leaving the loop cuts the connection.
      else if (size > DRAIN_BYTES) break
    }
    return size > MAX_CALL_BYTES ? undefined : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown)
  } catch {
    return undefined
  }
}

function end(response: ServerResponse, status: number, json: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`${JSON.stringify(json)}\n`)
}
