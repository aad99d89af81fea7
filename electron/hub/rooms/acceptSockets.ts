import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { mayRead, type ReadRoom } from '../../../shared/sync/access.ts'
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
  readonly access: Pick<AccessStore, 'session' | 'isOpen' | 'person'>
  readonly guesses: Pick<GuessBrake, 'wrong'>
  readonly isOwnHost: (header: string | undefined) => boolean
  readonly isAllowedOrigin: (origin: string, request: IncomingMessage) => boolean
  /** False while another hub of the workspace hosts. */
  readonly isHosting: () => boolean
  /** The room of this name, or undefined if there is none. */
  readonly namedRoom: (name: string) => ReadRoom | undefined
  readonly report: Report
  readonly heartbeatMs: number
}

export interface Sockets {
  /** Ends the connections of one session. */
  endSession(sessionId: string): void
  /** Ends the connections of those who may no longer read the room they are in. Call after every change of who is what. */
  endForbidden(): void
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
  const open = new Map<OpenSocket, Seat>()
  const perSession = new Map<string, number>()
  const budget = new ReceiveBudget()
  const heartbeat = new Heartbeat(HUB_CLOCK, parts.heartbeatMs)

  const isAllowed = ({ personId, room }: Seat): boolean => {
    const person = parts.access.person(personId)
    return person !== undefined && mayRead(person, room)
  }

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
    const room = name === undefined ? undefined : parts.namedRoom(name)
    const seat = session && room && { personId: session.person.id, room }
    // The room first: what the peer sends meanwhile waits in the socket.
    const lease = seat && name !== undefined && isAllowed(seat) ? await parts.rooms.use(name) : undefined
    if (socket.destroyed) {
      if (lease?.ok) lease.value.release()
      return
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => undefined)
      // Refused only now, because a page can't read the status of a failed upgrade, but it can read a close code.
      if (session && seat && isAllowed(seat) && lease?.ok && lease.value.isWritable() && parts.isHosting() && parts.access.isOpen(session.id)) {
        enter(ws, socket, session, seat, lease.value)
        return
      }
      const isSaving = lease?.ok === true && lease.value.isWritable()
      if (lease?.ok) lease.value.release()
      closeWith(ws, reasonAgainst({ isHosting: parts.isHosting(), session, room, isAllowed: seat !== undefined && isAllowed(seat), isSaving }))
    })
  }

  function enter(ws: WebSocket, stream: Duplex, session: Session, seat: Seat, lease: RoomLease): void {
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
    open.set(opened, seat)
  }

  const expiry = setInterval(() => {
    for (const socket of open.keys()) if (!parts.access.isOpen(socket.sessionId)) socket.end('session-unknown')
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
      for (const socket of open.keys()) if (socket.sessionId === id) socket.end('session-unknown')
    },
    endForbidden: () => {
      for (const [socket, seat] of open) if (!isAllowed(seat)) socket.end('room-forbidden')
    },
    sendAway: (reason) => {
      for (const socket of open.keys()) socket.end(reason)
    },
    get state() {
      const queued = [...open.keys()].map((socket) => socket.queued())
      return { clients: open.size, queued: { max: queued.reduce((max, bytes) => Math.max(max, bytes), 0), sum: queued.reduce((sum, bytes) => sum + bytes, 0) } }
    },
    close: async () => {
      heartbeat.close()
      clearInterval(expiry)
      await Promise.all([...wss.clients].map(sayGoodbye))
    },
  }
}

/** Who is in which room by one connection. */
interface Seat {
  readonly personId: string
  readonly room: ReadRoom
}

interface Found {
  readonly isHosting: boolean
  readonly session: Session | undefined
  readonly room: ReadRoom | undefined
  /** The person may read the room. */
  readonly isAllowed: boolean
  /** The room is there, and the disk takes what it writes. */
  readonly isSaving: boolean
}

function reasonAgainst({ isHosting, session, room, isAllowed, isSaving }: Found): CloseReason {
  if (!isHosting) return 'not-hosting'
  if (!session) return 'session-unknown'
  if (!room) return 'room-unknown'
  if (!isAllowed) return 'room-forbidden'
  // With a room it was known a moment ago.
  return isSaving ? 'session-unknown' : 'not-saving'
}
