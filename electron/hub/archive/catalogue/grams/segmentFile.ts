import { Segment, type SegmentLists } from './Segment.ts'

/** Rises with every change of the lists, or of how text becomes words. Read with its bytes in another order it is another number. */
const FORMAT = 0x48534701
/** Numbers before the lists of a segment: records, rows, words, bytes of positions. */
const COUNTS = 4

/**
 * Segments one after the other, each with its counts and its lists; all begin at multiples of eight bytes, so that they are
 * used where they were read to. Whether the bytes are what was written is for the caller to know.
 */
export function writeSegments(segments: readonly Segment[]): Uint8Array {
  const parts = segments.flatMap(({ lists }) => [countsOf(lists), lists.ids, lists.words, lists.starts, lists.archives, lists.parties, lists.ends, lists.positions])
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + padded(byteLength), 8))
  new Uint32Array(bytes.buffer, 0, 2).set([FORMAT, segments.length])
  parts.reduce((at, part) => {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at)
    return at + padded(part.byteLength)
  }, 8)
  return bytes
}

/** Undefined if the bytes are of another format, or of a machine with another order of bytes. */
export function readSegments(file: Uint8Array): Segment[] | undefined {
  // A small file may be anywhere in memory that others use too; `slice` would leave a Buffer where it is.
  const bytes = file.byteOffset % 8 === 0 ? file : new Uint8Array(file)
  if (bytes.length < 8) return undefined
  const [format, count = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, 2)
  if (format !== FORMAT) return undefined
  let at = bytes.byteOffset + 8
  const next = <T>(Type: new (buffer: ArrayBufferLike, at: number, length: number) => T, size: number, length: number): T => {
    const list = new Type(bytes.buffer, at, length)
    at += padded(size * length)
    return list
  }
  return Array.from({ length: count }, () => {
    const [records = 0, rows = 0, words = 0, positions = 0] = next(Uint32Array, 4, COUNTS)
    return new Segment({
      records,
      ids: next(Float64Array, 8, rows),
      words: next(Float64Array, 8, words),
      starts: next(Uint32Array, 4, rows + 1),
      archives: next(Uint32Array, 4, rows),
      parties: next(Uint32Array, 4, rows),
      ends: next(Uint32Array, 4, words),
      positions: next(Uint8Array, 1, positions),
    })
  })
}

function countsOf({ records, ids, words, positions }: SegmentLists): Uint32Array {
  return Uint32Array.of(records, ids.length, words.length, positions.length)
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}
