import { crc32 } from 'node:zlib'

/** A journal begins with these four bytes; the last is the format's version. */
const MAGIC = [0x48, 0x53, 0x4a] as const
const VERSION = 1
export const JOURNAL_HEADER = Uint8Array.from([...MAGIC, VERSION])

const FRAME_LENGTH = 8

/** One record: length (u32 LE), CRC-32 of the payload (u32 LE), payload. */
export function frameRecord(payload: Uint8Array): Uint8Array {
  const framed = new Uint8Array(FRAME_LENGTH + payload.length)
  const view = new DataView(framed.buffer)
  view.setUint32(0, payload.length, true)
  view.setUint32(4, crc32(payload), true)
  framed.set(payload, FRAME_LENGTH)
  return framed
}

export type JournalContent =
  | { readonly state: 'newer-format' }
  | {
      readonly state: 'readable'
      readonly records: readonly Uint8Array[]
      /** Where the last whole record ends; what follows is to be cut. */
      readonly length: number
      /**
       * `torn`: a write was cut short by a crash, as expected of a journal. `damaged`: bytes changed that had been
       * written, so what follows them is lost to us and worth keeping for somebody to look at.
       */
      readonly end: 'whole' | 'torn' | 'damaged'
    }

export function readJournal(bytes: Uint8Array): JournalContent {
  if (bytes.length < JOURNAL_HEADER.length) return { state: 'readable', records: [], length: 0, end: bytes.length === 0 ? 'whole' : 'torn' }
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) return { state: 'readable', records: [], length: 0, end: isZero(bytes) ? 'torn' : 'damaged' }
  if ((bytes[MAGIC.length] ?? 0) > VERSION) return { state: 'newer-format' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const records: Uint8Array[] = []
  let at = JOURNAL_HEADER.length
  while (at < bytes.length) {
    if (bytes.length - at < FRAME_LENGTH) return { state: 'readable', records, length: at, end: 'torn' }
    const start = at + FRAME_LENGTH
    const end = start + view.getUint32(at, true)
    if (end > bytes.length) return { state: 'readable', records, length: at, end: hasRecordAfter(bytes, at) ? 'damaged' : 'torn' }
    const payload = bytes.subarray(start, end)
    // An empty record would have the checksum of a run of zeros, which is what a file system leaves after a power cut.
    const isWhole = payload.length > 0 && crc32(payload) === view.getUint32(at + 4, true)
    if (!isWhole) return { state: 'readable', records, length: at, end: isZero(bytes.subarray(at)) ? 'torn' : 'damaged' }
    records.push(payload)
    at = end
  }
  return { state: 'readable', records, length: at, end: 'whole' }
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
