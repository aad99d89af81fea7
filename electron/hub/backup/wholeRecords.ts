import type { FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { readPart } from './tar.ts'

const HEADER = 4
const FRAME = 8

/**
 * How much of a journal or history of that size to take, read a MB at a time: its whole records. What follows is what
 * the hub is writing just now, or will cut when it is asked for the room next. A file that is damaged further ahead is
 * taken as it is, for the hub that reads it to report.
 */
export async function wholeRecords(handle: FileHandle, size: number): Promise<number> {
  if (size < HEADER) return 0
  const frame = Buffer.alloc(FRAME)
  const state = { whole: HEADER, framed: 0, left: 0, sum: 0 }
  for await (const chunk of readPart(handle, HEADER, size - HEADER)) {
    for (let at = 0; at < chunk.length; ) {
      if (state.framed < FRAME) {
        frame[state.framed++] = chunk[at++] ?? 0
        if (state.framed < FRAME) continue
        Object.assign(state, { left: frame.readUInt32LE(0), sum: 0 })
        if (state.left === 0) return state.whole
      } else {
        const part = chunk.subarray(at, at + state.left)
        state.sum = crc32(part, state.sum)
        state.left -= part.length
        at += part.length
        if (state.left > 0) continue
        if (state.sum !== frame.readUInt32LE(4)) return size
        state.whole += FRAME + frame.readUInt32LE(0)
        state.framed = 0
      }
    }
  }
  return state.whole
}
