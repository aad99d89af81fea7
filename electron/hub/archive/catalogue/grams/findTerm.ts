import type { Segment } from './Segment.ts'
import type { TermPart } from './words.ts'

/** Rows that hold a term, rising. */
export interface TermRows {
  readonly rows: Uint32Array
  /** How often each has it; none unless they were asked for. */
  readonly counts: Uint32Array
}

interface PartPlaces {
  readonly offset: number
  readonly first: number
  readonly end: number
  readonly bytes: number
}

const NONE: TermRows = { rows: new Uint32Array(), counts: new Uint32Array() }

/** Beyond this many positions of several words it is faster to count by row than to put them in order. */
const MOST_SORTED = 4_096

/** Where a term is whose words are these. */
export function findTerm(segment: Segment, parts: readonly TermPart[], isCounting: boolean): TermRows {
  const places = parts.map(({ offset, from, to }): PartPlaces => {
    const [first, end] = segment.wordsBetween(from, to)
    return { offset, first, end, bytes: segment.bytesOf(first, end) }
  })
  if (places.some(({ bytes }) => bytes === 0)) return NONE
  const [rarest, ...others] = places.length === 1 ? places : places.toSorted((a, b) => a.bytes - b.bytes)
  if (!rarest) return NONE
  if (others.length === 0 && rarest.bytes > MOST_SORTED && rarest.end - rarest.first > 1) return countedRows(segment, rarest)
  let found = positionsOf(segment, rarest)
  for (const other of others) {
    if (found.length === 0) return NONE
    found = withPart(segment, found, other, rarest.offset)
  }
  return rowsOf(segment, found, isCounting)
}

/** All positions of a part's words, rising. */
function positionsOf(segment: Segment, { first, end, bytes }: PartPlaces): Uint32Array {
  const positions = new Uint32Array(bytes)
  let count = 0
  for (let word = first; word < end; word++) count = segment.read(word, positions, count)
  const all = positions.subarray(0, count)
  return end - first > 1 ? all.toSorted() : all
}

/** Of `found`, where a part at `foundOffset` is, those that have the other part where it must be. */
function withPart(segment: Segment, found: Uint32Array, { offset, first, end }: PartPlaces, foundOffset: number): Uint32Array {
  const has = new Uint8Array(found.length)
  for (let word = first; word < end; word++) segment.mark(word, found, offset - foundOffset, has)
  return found.filter((_, at) => has[at] === 1)
}

/** `positions` are gone afterwards: what they take becomes the rows. */
function rowsOf(segment: Segment, positions: Uint32Array, isCounting: boolean): TermRows {
  const { starts } = segment.lists
  const counts = new Uint32Array(isCounting ? positions.length : 0)
  let [last, end] = [-1, 0]
  for (let at = 0; at < positions.length; at++) {
    const position = positions[at] ?? 0
    if (position >= end) {
      const row = segment.rowAt(position)
      end = starts[row + 1] ?? 0
      positions[++last] = row
    }
    if (isCounting) counts[last] = (counts[last] ?? 0) + 1
  }
  return { rows: positions.subarray(0, last + 1), counts: counts.subarray(0, last + 1) }
}

function countedRows(segment: Segment, { first, end }: PartPlaces): TermRows {
  const ofRow = new Uint32Array(segment.rows)
  let scratch = new Uint32Array(1_024)
  let rows = 0
  for (let word = first; word < end; word++) {
    const bytes = segment.bytesOf(word, word + 1)
    if (bytes > scratch.length) scratch = new Uint32Array(bytes)
    const count = segment.read(word, scratch, 0)
    for (let at = 0; at < count; at++) {
      const row = segment.rowAt(scratch[at] ?? 0)
      const before = ofRow[row] ?? 0
      if (before === 0) rows++
      ofRow[row] = before + 1
    }
  }
  const found = new Uint32Array(rows)
  const counts = new Uint32Array(rows)
  let place = 0
  for (let row = 0; row < ofRow.length; row++) {
    const count = ofRow[row] ?? 0
    if (count === 0) continue
    found[place] = row
    counts[place++] = count
  }
  return { rows: found, counts }
}
