import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { mayWriteSomewhere, type RoomKind } from '../../../shared/sync/access.ts'
import { CLOSE_CODES, MESSAGE_AWARENESS, SUBPROTOCOL, type CloseReason } from '../../../shared/sync/protocol.ts'
import type { Peer, WriteGate } from '../../../shared/sync/Room.ts'
import type { AccessStore, Session } from '../access/AccessStore.ts'
import type { GuessBrake } from '../access/GuessBrake.ts'
import { LINK_PATH } from '../link/linkPath.ts'
import type { RoomLease, Rooms } from './Rooms.ts'

export interface SocketParts {
  readonly rooms: Rooms
  readonly access: Pick<AccessStore, 'session' | 'person' | 'isOpen'>
  readonly guesses: Pick<GuessBrake, 'wrong'>
  readonly isOwnHost: (header: string | undefined) => boolean
  readonly isAllowedOrigin: (origin: string, request: IncomingMessage) => boolean
  /** False while another hub of the workspace hosts. */
  readonly isHosting: () => boolean
  /** What the room is, or undefined if there is none of this name. */
  readonly roomKind: (name: string) => RoomKind | undefined
  /** Whether the room no longer changes. */
  readonly isFrozen: (name: string) => boolean
  readonly log: (line: string) => void
  readonly heartbeatMs: number
}

export interface Sockets {
  /** Ends the connections of one session. */
  endSession(sessionId: string): void
  /** Ends every connection, with a reason to look elsewhere. */
  sendAway(reason: CloseReason): void
  /** Takes no more, says goodbye to everyone and cuts whoever does not answer. */
  close(): Promise<void>
}

const PATH = '/sync/'
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024
/** More than this waiting for one peer means that it does not read: it is sent away and returns with a fresh start. */
const MAX_QUEUED_BYTES = 8 * 1024 * 1024
const GOODBYE_MS = 1_000

/** An awareness update about nobody. Clients of y-websocket give up a link on which they hear nothing for 30 s. */
const STILL_HERE = Uint8Array.from([MESSAGE_AWARENESS, 1, 0])

/** Takes WebSocket upgrades at `/sync/<room>` and joins them to their rooms. */
export function acceptSockets(server: Server, parts: SocketParts): Sockets {
  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (protocols) => (protocols.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })
  const sessions = new Map<WebSocket, string>()
  const unanswered = new WeakSet<WebSocket>()

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const refusal = upgradeRefusal(parts, request)
    if (refusal) {
      refuseUpgrade(socket, refusal)
      return
    }
    const name = roomName(request)
    const isHosting = parts.isHosting()
    const session = isHosting ? parts.access.session(tokenOf(request)) : undefined
    if (isHosting && !session && (await parts.guesses.wrong(request.socket.remoteAddress ?? '')) === 'too-many') {
      refuseUpgrade(socket, '429 Too Many Requests')
      return
    }
    const kind = name === undefined ? undefined : parts.roomKind(name)
    // The room first: what the peer sends meanwhile waits in the socket.
    const lease = session && kind && name !== undefined ? await parts.rooms.use(name) : undefined
    if (socket.destroyed) {
      if (lease?.ok) lease.value.release()
      return
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => undefined)
      // Refused only now, because a page can't read the status of a failed upgrade, but it can read a close code.
      if (!isHosting) closeWith(ws, 'not-hosting')
      else if (!session) closeWith(ws, 'session-unknown')
      else if (!kind || name === undefined) closeWith(ws, 'room-unknown')
      else if (!lease?.ok) closeWith(ws, 'not-saving')
      else join(ws, { session, kind, name, lease: lease.value })
    })
  }

  function join(ws: WebSocket, { session, kind, name, lease }: { session: Session; kind: RoomKind; name: string; lease: RoomLease }): void {
    sessions.set(ws, session.id)
    const gate: WriteGate = () => {
      const person = parts.access.person(session.person.id)
      if (!person || !mayWriteSomewhere(kind, { personId: person.id, role: person.role, departmentId: person.departmentId })) return 'write-refused'
      if (parts.isFrozen(name)) return 'meeting-closed'
      return lease.isWritable() ? 'allowed' : 'not-saving'
    }
    const connection = lease.room.join(createPeer(ws), gate)
    ws.on('message', (data: RawData, isBinary) => {
      if (isBinary) connection.receive(bytesOf(data))
      else closeWith(ws, 'message-damaged')
    })
    ws.on('pong', () => unanswered.delete(ws))
    ws.once('close', () => {
      sessions.delete(ws)
      connection.leave()
      lease.release()
    })
  }

  const heartbeat = setInterval(() => {
    for (const [ws, sessionId] of sessions) {
      if (!parts.access.isOpen(sessionId)) {
        closeWith(ws, 'session-unknown')
        continue
      }
      if (unanswered.has(ws)) {
        ws.terminate()
        continue
      }
      unanswered.add(ws)
      ws.ping()
      ws.send(STILL_HERE)
    }
  }, parts.heartbeatMs)
  heartbeat.unref()

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Links between hubs have a listener of their own.
    if (request.url === LINK_PATH) return
    socket.on('error', () => socket.destroy())
    upgrade(request, socket, head).catch((error: unknown) => {
      parts.log(`bug in an upgrade: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      socket.destroy()
    })
  })

  return {
    endSession: (id) => {
      for (const [ws, sessionId] of sessions) if (sessionId === id) closeWith(ws, 'session-unknown')
    },
    sendAway: (reason) => {
      for (const ws of sessions.keys()) closeWith(ws, reason)
    },
    close: async () => {
      clearInterval(heartbeat)
      await Promise.all([...wss.clients].map(sayGoodbye))
    },
  }
}

function createPeer(ws: WebSocket): Peer {
  let largest = 0
  return {
    send: (message) => {
      if (ws.readyState !== ws.OPEN) return
      // A first copy of a long document is one large message, and no sign of a peer that does not read.
      if (ws.bufferedAmount > MAX_QUEUED_BYTES + largest) {
        closeWith(ws, 'hub-closing')
        return
      }
      largest = Math.max(largest, message.length)
      ws.send(message)
    },
    close: (reason) => closeWith(ws, reason),
  }
}

/** A peer that does not read does not answer a goodbye either, so it is cut soon after. */
function closeWith(ws: WebSocket, reason: CloseReason): void {
  if (ws.readyState !== ws.OPEN) return
  ws.close(CLOSE_CODES[reason].code, reason)
  setTimeout(() => ws.terminate(), GOODBYE_MS).unref()
}

function sayGoodbye(ws: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    ws.once('close', () => resolve())
    if (ws.readyState === ws.CLOSED) resolve()
    else closeWith(ws, 'hub-closing')
  })
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function upgradeRefusal(parts: SocketParts, request: IncomingMessage): string | undefined {
  const { host, origin } = request.headers
  if (!parts.isOwnHost(host)) return '421 Misdirected Request'
  if (origin !== undefined && !parts.isAllowedOrigin(origin, request)) return '403 Forbidden'
  return request.url?.startsWith(PATH) ? undefined : '404 Not Found'
}

/** `meeting/ID` may come as it is or percent-encoded. */
function roomName(request: IncomingMessage): string | undefined {
  try {
    return decodeURIComponent((request.url ?? '').slice(PATH.length).split('?', 1)[0] ?? '')
  } catch {
    return undefined
  }
}

function tokenOf(request: IncomingMessage): string {
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())
  return protocols.find((protocol) => protocol !== SUBPROTOCOL) ?? ''
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data))
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
