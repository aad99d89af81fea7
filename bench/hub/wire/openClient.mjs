import { connect } from 'node:net'
import { CLOSE, FrameReader, PING, pongFrame } from './frames.mjs'

const HEADER_END = Buffer.from('\r\n\r\n')
const OPEN_LIMIT_MS = 60_000

/**
 * A socket that speaks WebSocket and nothing else: no events, no queues, no copies.
 * @typedef {object} Client
 * @property {(frame: Uint8Array) => void} send frames made by `binaryFrame`, one or many
 * @property {() => number} bytesReceived since it opened
 * @property {() => number} messagesReceived
 * @property {() => number} bytesQueued sent by us, not yet taken by the system
 * @property {(wants: boolean) => void} wantMessages false: count and drop whatever comes
 * @property {() => void} pause stops reading, as a machine does that is stuck
 * @property {() => void} resume
 * @property {() => void} drop cuts the line without a word
 * @property {() => string | null} ended why the server ended it, or null while it has not
 * @property {Promise<void>} closed
 */

/**
 * @param {{ url: string, path: string, protocols: readonly string[] }} address
 * @param {(payload: Buffer, client: Client) => void} onMessage may be called before the promise is seen to resolve
 * @returns {Promise<Client>} rejects if the server does not accept
 */
export function openClient({ url, path, protocols }, onMessage) {
  const { hostname, port, host } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  let bytes = 0
  /** @type {string | null} */
  let ended = null
  const reader = new FrameReader({
    onMessage: (payload) => onMessage(payload, client),
    onControl: (opcode, payload) => {
      if (opcode === PING) socket.write(pongFrame(payload))
      if (opcode === CLOSE) ended = payload.length >= 2 ? `${payload.readUInt16BE(0)} ${payload.subarray(2).toString()}` : 'closed'
    },
  })
  const receive = (/** @type {Buffer} */ received) => {
    bytes += received.length
    reader.push(received)
  }
  const closed = new Promise((/** @type {(value: void) => void} */ resolve) => socket.once('close', () => resolve()))
  /** @type {Client} */
  const client = {
    send: (frame) => {
      if (frame.length > 0) socket.write(frame)
    },
    bytesReceived: () => bytes,
    messagesReceived: () => reader.messages,
    bytesQueued: () => socket.writableLength,
    wantMessages: (wants) => void (reader.wantsMessages = wants),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    drop: () => void socket.destroy(),
    ended: () => ended,
    closed,
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('the server did not answer the upgrade')), OPEN_LIMIT_MS)
    socket.once('connect', () => socket.write(upgradeRequest(host, path, protocols)))
    socket.on('error', reject)
    socket.once('close', () => {
      ended ??= 'the connection was lost'
      clearTimeout(timer)
      reject(new Error(ended))
    })
    let head = Buffer.alloc(0)
    const readHead = (/** @type {Buffer} */ chunk) => {
      head = Buffer.concat([head, chunk])
      const end = head.indexOf(HEADER_END)
      if (end < 0) return
      socket.off('data', readHead)
      clearTimeout(timer)
      const status = head.subarray(0, head.indexOf('\r\n')).toString()
      if (!status.includes(' 101 ')) socket.destroy(new Error(`refused: ${status}`))
      socket.on('data', receive)
      resolve(client)
      const rest = head.subarray(end + HEADER_END.length)
      if (rest.length > 0) receive(rest)
    }
    socket.on('data', readHead)
  })
}

/** @param {string} host @param {string} path @param {readonly string[]} protocols */
function upgradeRequest(host, path, protocols) {
  const lines = [
    `GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ]
  if (protocols.length > 0) lines.push(`Sec-WebSocket-Protocol: ${protocols.join(', ')}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}
