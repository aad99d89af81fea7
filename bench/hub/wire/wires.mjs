import * as encoding from 'lib0/encoding'
import { binaryFrame } from './frames.mjs'

export const SYNC = 0
export const AWARENESS = 1
const AUTH = 2

export const STEP_1 = 0
export const STEP_2 = 1
export const UPDATE = 2

/**
 * How one kind of server wants to be spoken to. What follows the prefix is the same y-protocols message for all of them.
 * @typedef {object} Wire
 * @property {string} path
 * @property {readonly string[]} protocols
 * @property {Uint8Array} prefix before every message, both ways
 * @property {readonly Buffer[]} hello frames to send first
 * @property {boolean} keepsDocument false: nothing answers a sync
 *
 * @typedef {'y-websocket' | 'huishang' | 'hocuspocus' | 'relay'} WireKind
 */

/**
 * @param {WireKind} kind
 * @param {string} room
 * @param {string} token
 * @returns {Wire}
 */
export function wireOf(kind, room, token) {
  const plain = { path: `/${room}`, protocols: [], prefix: new Uint8Array(), hello: [], keepsDocument: true }
  if (kind === 'huishang') return { ...plain, path: `/sync/${room}`, protocols: ['huishang', token] }
  if (kind === 'relay') return { ...plain, keepsDocument: false }
  if (kind === 'y-websocket') return plain
  const prefix = encoding.encode((encoder) => encoding.writeVarString(encoder, room))
  const auth = encoding.encode((encoder) => {
    encoding.writeUint8Array(encoder, prefix)
    encoding.writeVarUint(encoder, AUTH)
    // The kind of authentication message, and a token: there is always one, even if nobody looks at it.
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, token)
  })
  return { ...plain, path: '/', prefix, hello: [binaryFrame(auth)] }
}

/**
 * A whole frame with a sync message.
 * @param {Uint8Array} prefix
 * @param {number} kind `STEP_1`, `STEP_2` or `UPDATE`
 * @param {Uint8Array} payload a state vector or an update
 */
export function syncFrame(prefix, kind, payload) {
  return binaryFrame(
    encoding.encode((encoder) => {
      encoding.writeUint8Array(encoder, prefix)
      encoding.writeVarUint(encoder, SYNC)
      encoding.writeVarUint(encoder, kind)
      encoding.writeVarUint8Array(encoder, payload)
    }),
  )
}

/**
 * A whole frame with the presence of one client.
 * @param {Uint8Array} prefix
 * @param {{ clientId: number, clock: number, state: unknown }} presence
 */
export function presenceFrame(prefix, { clientId, clock, state }) {
  const update = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
  return binaryFrame(
    encoding.encode((encoder) => {
      encoding.writeUint8Array(encoder, prefix)
      encoding.writeVarUint(encoder, AWARENESS)
      encoding.writeVarUint8Array(encoder, update)
    }),
  )
}
