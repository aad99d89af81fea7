/** RFC 6455 by hand, as little as a client needs: the same small cost whichever server is measured. */

const CONTINUATION = 0
const TEXT = 1
const BINARY = 2
export const CLOSE = 8
export const PING = 9
const PONG = 10

/**
 * A client's binary message. Clients must mask; a key of zeros leaves the bytes as they are, and costs the server what any
 * key costs.
 * @param {Uint8Array} payload
 * @returns {Buffer}
 */
export function binaryFrame(payload) {
  return clientFrame(BINARY, payload)
}

/** @param {Uint8Array} payload that of the ping */
export function pongFrame(payload) {
  return clientFrame(PONG, payload)
}

/** @param {number} opcode @param {Uint8Array} payload */
function clientFrame(opcode, payload) {
  const { length } = payload
  const lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8
  const frame = Buffer.alloc(6 + lengthBytes + length)
  frame[0] = 0x80 | opcode
  frame[1] = 0x80 | (lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127)
  if (lengthBytes === 2) frame.writeUInt16BE(length, 2)
  else if (lengthBytes === 8) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.set(payload, 6 + lengthBytes)
  return frame
}

/**
 * @typedef {object} FrameEvents
 * @property {(payload: Buffer) => void} onMessage a whole binary message
 * @property {(opcode: number, payload: Buffer) => void} onControl
 */

/** What a server sent, cut into messages. */
export class FrameReader {
  /** While false, messages are counted and skipped without being put together. */
  wantsMessages = true
  messages = 0
  /** @type {FrameEvents} */
  #events
  /** Start of a header whose rest has not come. @type {Buffer | null} */
  #begun = null
  /** Payload of the current frame that has not come. */
  #left = 0
  #opcode = 0
  #isFinal = true
  #isInFrame = false
  /** @type {Buffer[]} */
  #parts = []

  /** @param {FrameEvents} events */
  constructor(events) {
    this.#events = events
  }

  /** @param {Buffer} received */
  push(received) {
    const chunk = this.#begun === null ? received : Buffer.concat([this.#begun, received])
    this.#begun = null
    let at = 0
    while (at < chunk.length || (this.#isInFrame && this.#left === 0)) {
      if (!this.#isInFrame) {
        const headerEnd = this.#readHeader(chunk, at)
        if (headerEnd < 0) {
          this.#begun = chunk.subarray(at)
          return
        }
        at = headerEnd
      }
      const taken = Math.min(this.#left, chunk.length - at)
      if (taken > 0 && (this.wantsMessages || this.#opcode >= CLOSE)) this.#parts.push(chunk.subarray(at, at + taken))
      this.#left -= taken
      at += taken
      if (this.#left > 0) return
      this.#isInFrame = false
      if (this.#isFinal) this.#finish()
    }
  }

  /** @param {Buffer} chunk @param {number} at @returns {number} where the payload starts, or -1 if the header is not whole */
  #readHeader(chunk, at) {
    if (chunk.length < at + 2) return -1
    const first = /** @type {number} */ (chunk[at])
    const short = /** @type {number} */ (chunk[at + 1]) & 0x7f
    const size = short < 126 ? 2 : short === 126 ? 4 : 10
    if (chunk.length < at + size) return -1
    this.#left = short < 126 ? short : short === 126 ? chunk.readUInt16BE(at + 2) : Number(chunk.readBigUInt64BE(at + 2))
    this.#isFinal = (first & 0x80) !== 0
    if ((first & 0x0f) !== CONTINUATION) this.#opcode = first & 0x0f
    this.#isInFrame = true
    return at + size
  }

  #finish() {
    const payload = this.#parts.length === 1 ? /** @type {Buffer} */ (this.#parts[0]) : Buffer.concat(this.#parts)
    this.#parts = []
    if (this.#opcode === BINARY || this.#opcode === TEXT) {
      this.messages++
      if (this.wantsMessages && this.#opcode === BINARY) this.#events.onMessage(payload)
    } else this.#events.onControl(this.#opcode, payload)
  }
}
