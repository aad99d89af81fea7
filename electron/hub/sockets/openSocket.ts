import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { CLOSE_CODES, closeText, MESSAGE_AWARENESS, type CloseReason } from '../../../shared/sync/protocol.ts'
import type { Peer } from '../../../shared/sync/room/Link.ts'
import type { RoomConnection } from '../../../shared/sync/Room.ts'
import { writeMessage } from './frameMessage.ts'
import type { Heartbeat, Pulse } from './Heartbeat.ts'
import type { ReceiveBudget } from './ReceiveBudget.ts'

export interface SocketOptions {
  readonly ws: WebSocket
  /** What `ws` reads from and writes to. */
  readonly stream: Duplex
  readonly sessionId: string
  readonly personId: string
  readonly heartbeat: Heartbeat
  readonly budget: ReceiveBudget
  readonly join: (peer: Peer) => RoomConnection
  /** Called once. */
  readonly onEnd: () => void
}

export interface OpenSocket {
  readonly sessionId: string
  /** Bytes that wait to be sent. */
  queued(): number
  /** Nothing it sends counts from here on. */
  end(reason: CloseReason): void
}

const GOODBYE_MS = 1_000

/** An awareness update about nobody. Clients of y-websocket give up a link on which they hear nothing for 30 s. */
const STILL_HERE = Uint8Array.from([MESSAGE_AWARENESS, 1, 0])

/** One connection from the moment it is open: between its socket and its room. */
export function openSocket({ ws, stream, sessionId, personId, heartbeat, budget, join, onEnd }: SocketOptions): OpenSocket {
  const peer: Peer = {
    personId,
    // Past `ws`, which would frame the same message anew for each connection.
    send: (message) => {
      if (ws.readyState === ws.OPEN) writeMessage(stream, message)
    },
    queued: () => stream.writableLength,
    close: (reason, about) => closeWith(ws, reason, about),
  }
  const connection = join(peer)
  const unfinished = budget.open(sessionId)
  const pulse: Pulse = {
    received: () => ('bytesRead' in stream ? Number(stream.bytesRead) : 0),
    queued: peer.queued,
    ask: () => {
      if (ws.readyState !== ws.OPEN) return
      ws.ping()
      peer.send(STILL_HERE)
    },
    cut: () => ws.terminate(),
  }
  const { heard, end } = heartbeat.watch(pulse)
  const close = (reason: CloseReason): void => {
    connection.leave()
    closeWith(ws, reason)
  }
  ws.on('message', (data: RawData, isBinary) => {
    heard()
    unfinished.reset()
    if (isBinary) connection.receive(bytesOf(data))
    else close('message-damaged')
  })
  ws.on('pong', heard)
  // Before `ws` looks at it, so that what is left afterwards is unfinished.
  stream.prependListener('data', (chunk: Buffer) => {
    if (!unfinished.take(chunk.length)) close('message-too-large')
  })
  stream.on('drain', () => connection.drained())
  ws.once('close', () => {
    end()
    unfinished.reset()
    connection.leave()
    onEnd()
  })
  return { sessionId, queued: peer.queued, end: close }
}

/** A peer that does not read does not answer a goodbye either, so it is cut soon after. */
export function closeWith(ws: WebSocket, reason: CloseReason, about?: string): void {
  if (ws.readyState !== ws.OPEN) return
  ws.close(CLOSE_CODES[reason].code, shorten(closeText(reason, about)))
  setTimeout(() => ws.terminate(), GOODBYE_MS).unref()
}

export function sayGoodbye(ws: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    ws.once('close', () => resolve())
    if (ws.readyState === ws.CLOSED) resolve()
    else closeWith(ws, 'hub-closing')
  })
}

/** A close frame holds no more; ids that long are none of ours. */
function shorten(text: string): string {
  return Buffer.byteLength(text) <= 123 ? text : text.slice(0, 40)
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data))
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
