import type { Duplex } from 'node:stream'

const FINAL_BINARY = 0x82
/** Longer messages are not copied to stand behind their head. */
const COPIED_BYTES = 16 * 1024

const framed = new WeakMap<Uint8Array, Buffer>()

/** Writes a message to a WebSocket's stream. The same array is put into its frame once, however many it goes to. */
export function writeMessage(stream: Duplex, message: Uint8Array): void {
  if (message.length > COPIED_BYTES) {
    stream.cork()
    stream.write(headOf(message.length))
    stream.write(message)
    stream.uncork()
    return
  }
  let frame = framed.get(message)
  if (frame === undefined) {
    frame = Buffer.concat([headOf(message.length), message])
    framed.set(message, frame)
  }
  stream.write(frame)
}

/** RFC 6455, 5.2: a server's messages are not masked. */
function headOf(length: number): Buffer {
  if (length < 126) return Buffer.from([FINAL_BINARY, length])
  const head = Buffer.alloc(length < 65_536 ? 4 : 10)
  head[0] = FINAL_BINARY
  if (length < 65_536) {
    head[1] = 126
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return head
}
