import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { RoomKind } from '../../../shared/sync/access.ts'
import { SUBPROTOCOL, type CloseReason } from '../../../shared/sync/protocol.ts'
import type { AccessStore, Session } from '../access/AccessStore.ts'
import type { GuessBrake } from '../access/GuessBrake.ts'
import { HUB_CLOCK } from '../hubClock.ts'
import { stackOf, type Report } from '../inside/events.ts'
import { LINK_PATH } from '../link/linkPath.ts'
import { Heartbeat } from '../sockets/Heartbeat.ts'
import { closeWith, openSocket, sayGoodbye, type OpenSocket } from '../sockets/openSocket.ts'
import { ReceiveBudget } from '../sockets/ReceiveBudget.ts'
import { refuseUpgrade } from '../sockets/refuseUpgrade.ts'
import { roomName, tokenOf, upgradeRefusal } from '../sockets/upgradeRequest.ts'
import type { RoomLease, Rooms } from './Rooms.ts'

export interface SocketParts {
  readonly rooms: Rooms
  readonly access: Pick<AccessStore, 'session' | 'isOpen'>
  readonly guesses: Pick<GuessBrake, 'wrong'>
  readonly isOwnHost: (header: string | undefined) => boolean
  readonly isAllowedOrigin: (origin: string, request: IncomingMessage) => boolean
  /** False while another hub of the workspace hosts. */
  readonly isHosting: () => boolean
  /** What the room is, or undefined if there is none of this name. */
  readonly roomKind: (name: string) => RoomKind | undefined
  readonly report: Report
  readonly heartbeatMs: number
}

export interface Sockets {
  /** Ends the connections of one session. */
  endSession(sessionId: string): void
  /** Ends every connection, with a reason to look elsewhere. */
  sendAway(reason: CloseReason): void
  /** Connections, and the bytes that wait to be sent: of the one with the most, and of all. */
  readonly state: { readonly clients: number; readonly queued: { readonly max: number; readonly sum: number } }
  /** Takes no more, says goodbye to everyone and cuts whoever does not answer. */
  close(): Promise<void>
}

const MAX_MESSAGE_BYTES = 16 * 1024 * 1024
const MAX_SOCKETS = 8_192
const MAX_PER_SESSION = 2_048
const UPGRADE_MS = 30_000

/** Takes WebSocket upgrades at `/sync/<room>` and joins them to their rooms. */
export function acceptSockets(server: Server, parts: SocketParts): Sockets {
  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (protocols) => (protocols.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })
  const open = new Set<OpenSocket>()
  const perSession = new Map<string, number>()
  const budget = new ReceiveBudget()
  const heartbeat = new Heartbeat(HUB_CLOCK, parts.heartbeatMs)

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const refusal = wss.clients.size >= MAX_SOCKETS ? '503 Service Unavailable' : upgradeRefusal(parts, request)
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
      if (session && lease?.ok && lease.value.isWritable() && parts.isHosting() && parts.access.isOpen(session.id)) {
        enter(ws, socket, session, lease.value)
        return
      }
      const isSaving = lease?.ok === true && lease.value.isWritable()
      if (lease?.ok) lease.value.release()
      closeWith(ws, reasonAgainst({ isHosting: parts.isHosting(), session, kind, isSaving }))
    })
  }

  function enter(ws: WebSocket, stream: Duplex, session: Session, lease: RoomLease): void {
    const count = perSession.get(session.id) ?? 0
    if (count >= MAX_PER_SESSION) {
      lease.release()
      closeWith(ws, 'message-flood')
      return
    }
    perSession.set(session.id, count + 1)
    const opened = openSocket({
      ws,
      stream,
      sessionId: session.id,
      personId: session.person.id,
      heartbeat,
      budget,
      join: (peer) => lease.room.join(peer),
      onEnd: () => {
        open.delete(opened)
        const left = (perSession.get(session.id) ?? 1) - 1
        if (left > 0) perSession.set(session.id, left)
        else perSession.delete(session.id)
        lease.release()
      },
    })
    open.add(opened)
  }

  const expiry = setInterval(() => {
    for (const socket of open) if (!parts.access.isOpen(socket.sessionId)) socket.end('session-unknown')
  }, parts.heartbeatMs)
  expiry.unref()

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Links between hubs have a listener of their own.
    if (request.url === LINK_PATH) return
    const late = setTimeout(() => socket.destroy(), UPGRADE_MS)
    socket.on('error', () => socket.destroy())
    upgrade(request, socket, head)
      .catch((error: unknown) => {
        parts.report({ event: 'bug', where: 'upgrade', stack: stackOf(error) })
        socket.destroy()
      })
      .finally(() => clearTimeout(late))
  })

  return {
    endSession: (id) => {
      for (const socket of open) if (socket.sessionId === id) socket.end('session-unknown')
    },
    sendAway: (reason) => {
      for (const socket of open) socket.end(reason)
    },
    get state() {
      const queued = [...open].map((socket) => socket.queued())
      return { clients: open.size, queued: { max: queued.reduce((max, bytes) => Math.max(max, bytes), 0), sum: queued.reduce((sum, bytes) => sum + bytes, 0) } }
    },
    close: async () => {
      heartbeat.close()
      clearInterval(expiry)
      await Promise.all([...wss.clients].map(sayGoodbye))
    },
  }
}

interface Found {
  readonly isHosting: boolean
  readonly session: Session | undefined
  readonly kind: RoomKind | undefined
  /** The room is there, and the disk takes what it writes. */
  readonly isSaving: boolean
}

function reasonAgainst({ isHosting, session, kind, isSaving }: Found): CloseReason {
  if (!isHosting) return 'not-hosting'
  // With a room it was known a moment ago.
  if (!session || isSaving) return 'session-unknown'
  return kind ? 'not-saving' : 'room-unknown'
}
