import type { RawData, WebSocket } from 'ws'
import type { LinkParts } from './LinkParts.ts'
import { LinkSession } from './LinkSession.ts'

export const MAX_FRAME_BYTES = 256 * 1024 * 1024
/** A hub that does not read is cut; it comes back and gets what it lacks. */
const MAX_QUEUED_BYTES = 128 * 1024 * 1024
const HEARTBEAT_MS = 10_000
const GOODBYE_MS = 1_000

export interface RunningLink {
  /** Of the other hub. */
  readonly hubId: string
  readonly session: LinkSession
  /** Resolves when the connection is gone. */
  readonly ended: Promise<void>
  close(): Promise<void>
}

/** A link over a connected socket whose other end has proved itself. */
export function runLink(parts: LinkParts, hubId: string, ws: WebSocket): RunningLink {
  const session = new LinkSession(parts, hubId, {
    send: (data) => {
      if (ws.readyState !== ws.OPEN) return
      if (ws.bufferedAmount > MAX_QUEUED_BYTES) ws.terminate()
      else ws.send(data)
    },
    close: (reason) => goodbye(ws, reason),
  })
  let isAnswered = true
  const heartbeat = setInterval(() => {
    if (!isAnswered) {
      ws.terminate()
      return
    }
    isAnswered = false
    ws.ping()
  }, HEARTBEAT_MS)
  heartbeat.unref()
  ws.on('pong', () => {
    isAnswered = true
  })
  ws.on('error', () => undefined)
  ws.on('message', (data: RawData, isBinary) => session.receive(isBinary ? bytesOf(data) : bytesOf(data).toString('utf8')))
  const ended = new Promise<void>((resolve) => {
    ws.once('close', () => {
      clearInterval(heartbeat)
      session.end()
      resolve()
    })
  })
  session.start()
  return {
    hubId,
    session,
    ended,
    close: () => {
      session.end()
      goodbye(ws, 'closing')
      return ended
    },
  }
}

function goodbye(ws: WebSocket, reason: string): void {
  if (ws.readyState === ws.CLOSED) return
  ws.close(1001, reason)
  setTimeout(() => ws.terminate(), GOODBYE_MS).unref()
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? Buffer.from(data) : data
}
