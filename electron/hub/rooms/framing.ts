import { crc32 } from 'node:zlib'
import type { Slices } from './Slices.ts'

/** Bytes before each record's payload: length (u32 LE), CRC-32 of the payload (u32 LE). */
const FRAME_LENGTH = 8

export function frameRecord(payload: Uint8Array): Uint8Array {
  const framed = new Uint8Array(FRAME_LENGTH + payload.length)
  const view = new DataView(framed.buffer)
  view.setUint32(0, payload.length, true)
  view.setUint32(4, crc32(payload), true)
  framed.set(payload, FRAME_LENGTH)
  return framed
}

/** `header` and one frame, whose payload may be long and comes in parts. */
export async function frameInSlices(header: Uint8Array, parts: readonly Uint8Array[], slices: Pick<Slices, 'rest'>): Promise<Uint8Array> {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const framed = new Uint8Array(header.length + FRAME_LENGTH + length)
  framed.set(header)
  let at = header.length + FRAME_LENGTH
  let checksum = 0
  for (const part of parts) {
    framed.set(part, at)
    checksum = crc32(part, checksum)
    at += part.length
    await slices.rest()
  }
  const view = new DataView(framed.buffer)
  view.setUint32(header.length, length, true)
  view.setUint32(header.length + 4, checksum, true)
  return framed
}

/** The payload of one frame that `frameRecord` made. */
export function unframe(framed: Uint8Array): Uint8Array {
  return framed.subarray(FRAME_LENGTH)
}

/** A file's first four bytes: three letters that say what it is, and the version of its format. */
export function fileHeader(letters: string, version: number): Uint8Array {
  return Uint8Array.from([...Buffer.from(letters, 'latin1'), version])
}

export type FramedContent =
  | { readonly state: 'newer-format' }
  | {
      readonly state: 'readable'
      /** Of the format; the newest one that this program knows if the file is empty. */
      readonly version: number
      readonly records: readonly Uint8Array[]
      /** Where the last whole record ends; what follows is to be cut. */
      readonly length: number
      /**
       * `torn`: a write was cut short by a crash, as expected of such a file. `damaged`: bytes changed that had been
       * written, so what follows them is lost to us and worth keeping for somebody to look at.
       */
      readonly end: 'whole' | 'torn' | 'damaged'
    }

/** Reads a file of checksummed records. `header` is that of the newest format known here; older ones are read as well. */
export function readFramed(bytes: Uint8Array, header: Uint8Array): FramedContent {
  const newest = header.at(-1) ?? 0
  const empty = { state: 'readable', version: newest, records: [], length: 0 } as const
  if (bytes.length < header.length) return { ...empty, end: bytes.length === 0 ? 'whole' : 'torn' }
  if (!header.subarray(0, -1).every((byte, index) => bytes[index] === byte)) return { ...empty, end: isZero(bytes) ? 'torn' : 'damaged' }
  const version = bytes[header.length - 1] ?? 0
  return version > newest ? { state: 'newer-format' } : { state: 'readable', version, ...readRecords(bytes, header.length) }
}

function readRecords(bytes: Uint8Array, from: number): { records: Uint8Array[]; length: number; end: 'whole' | 'torn' | 'damaged' } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const records: Uint8Array[] = []
  let at = from
  while (at < bytes.length) {
    if (bytes.length - at < FRAME_LENGTH) return { records, length: at, end: 'torn' }
    const start = at + FRAME_LENGTH
    const end = start + view.getUint32(at, true)
    if (end > bytes.length) return { records, length: at, end: hasRecordAfter(bytes, at) ? 'damaged' : 'torn' }
    const payload = bytes.subarray(start, end)
    // An empty record would have the checksum of a run of zeros, which is what a file system leaves after a power cut.
    const isWhole = payload.length > 0 && crc32(payload) === view.getUint32(at + 4, true)
    if (!isWhole) return { records, length: at, end: isZero(bytes.subarray(at)) ? 'torn' : 'damaged' }
    records.push(payload)
    at = end
  }
  return { records, length: at, end: 'whole' }
}

/** A length that was damaged looks like a record that was cut short, except that records follow. */
function hasRecordAfter(bytes: Uint8Array, at: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let budget = SEARCH_BUDGET
  for (let next = at + 1; next + FRAME_LENGTH < bytes.length && budget > 0; next++) {
    const length = view.getUint32(next, true)
    const start = next + FRAME_LENGTH
    if (length === 0 || start + length > bytes.length) continue
    if (crc32(bytes.subarray(start, start + length)) === view.getUint32(next + 4, true)) return true
    budget -= length
  }
  return false
}

/** Bytes to checksum at most: words can be made to look like many long records. */
const SEARCH_BUDGET = 256 * 1024 * 1024

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}
