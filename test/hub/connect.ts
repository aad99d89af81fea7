import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { atEnd } from '../support/atEnd.ts'

export interface Connected {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** Codes of the closes so far. */
  readonly closeCodes: number[]
  /** The same with what was said. */
  readonly closes: { readonly code: number; readonly reason: string }[]
}

/** A stock client of y-websocket, as any program would use it. */
export function connect(url: string, room: string, token: string, Socket: typeof WebSocket = WebSocket, doc = new Y.Doc()): Connected {
  const provider = new WebsocketProvider(`${socketUrl(url)}/sync`, room, doc, {
    WebSocketPolyfill: Socket as never,
    protocols: ['huishang', token],
    disableBc: true,
    maxBackoffTime: 100,
  })
  const closeCodes: number[] = []
  const closes: Connected['closes'] = []
  provider.on('connection-close', (event) => {
    if (!event) return
    closeCodes.push(event.code)
    closes.push({ code: event.code, reason: event.reason })
  })
  atEnd(async () => {
    provider.destroy()
    doc.destroy()
  })
  return { doc, provider, closeCodes, closes }
}

export interface RawOutcome {
  readonly opened: boolean
  /** Close code, or the HTTP status of a refused upgrade. */
  readonly code: number
  readonly reason: string
  readonly protocol: string
}

/** A bare socket until it is closed; `onOpen` may use it. */
export function openRaw(
  url: string,
  path: string,
  protocols: readonly string[],
  headers: Readonly<Record<string, string>> = {},
  onOpen: (socket: WebSocket) => void = () => undefined,
): Promise<RawOutcome> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${socketUrl(url)}${path}`, [...protocols], { headers })
    const seen = { opened: false, protocol: '' }
    socket.on('open', () => {
      Object.assign(seen, { opened: true, protocol: socket.protocol })
      onOpen(socket)
    })
    socket.on('unexpected-response', (_request, response) => {
      resolve({ ...seen, code: response.statusCode ?? 0, reason: '' })
      socket.terminate()
    })
    socket.on('error', () => undefined)
    socket.on('close', (code, reason) => resolve({ ...seen, code, reason: reason.toString() }))
    atEnd(async () => socket.terminate())
  })
}

function socketUrl(url: string): string {
  return url.replace(/^http/, 'ws')
}
