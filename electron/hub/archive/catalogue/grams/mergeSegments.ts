import { PositionWriter } from './PositionWriter.ts'
import { Segment } from './Segment.ts'

/** One index of all their rows, as if it had been made of these at once. */
export function mergeSegments(segments: readonly Segment[]): Segment {
  const lists = segments.map((segment) => segment.lists)
  const order = rowsInOrder(segments)
  const starts = new Uint32Array(order.length + 1)
  const shifts = segments.map(({ rows }) => new Float64Array(rows))
  order.forEach(({ from, row }, place) => {
    const own = lists[from]?.starts
    const [begin = 0, end = 0] = [own?.[row], own?.[row + 1]]
    const start = starts[place] ?? 0
    starts[place + 1] = start + end - begin
    const ofRows = shifts[from]
    if (ofRows) ofRows[row] = start - begin
  })
  return new Segment({
    records: lists.reduce((sum, { records }) => sum + records, 0),
    ids: Float64Array.from(order, ({ from, row }) => lists[from]?.ids[row] ?? 0),
    archives: Uint32Array.from(order, ({ from, row }) => lists[from]?.archives[row] ?? 0),
    parties: Uint32Array.from(order, ({ from, row }) => lists[from]?.parties[row] ?? 0),
    starts,
    ...mergedWords(segments, shifts),
  })
}

function rowsInOrder(segments: readonly Segment[]): readonly { readonly from: number; readonly row: number; readonly id: number }[] {
  return segments.flatMap(({ lists }, from) => Array.from(lists.ids, (id, row) => ({ from, row, id }))).toSorted((a, b) => b.id - a.id)
}

/** `shifts`: for each row of each segment, by how much its text begins later than it did. */
function mergedWords(segments: readonly Segment[], shifts: readonly Float64Array[]): ReturnType<PositionWriter['finish']> {
  const bytes = segments.reduce((sum, { lists }) => sum + lists.positions.length, 0)
  const writer = new PositionWriter(bytes + bytes / 4)
  const next = new Uint32Array(segments.length)
  /** Of each segment the next word. */
  const heads = Float64Array.from(segments, ({ lists }) => lists.words[0] ?? Infinity)
  let scratch = new Uint32Array(1_024)
  for (;;) {
    const word = Math.min(...heads)
    if (word === Infinity) return writer.finish()
    let count = 0
    for (let from = 0; from < segments.length; from++) {
      const segment = segments[from]
      if (!segment || heads[from] !== word) continue
      const place = next[from] ?? 0
      next[from] = place + 1
      heads[from] = segment.lists.words[place + 1] ?? Infinity
      const needed = count + segment.bytesOf(place, place + 1)
      if (needed > scratch.length) scratch = larger(scratch, needed)
      const end = segment.read(place, scratch, count)
      shift(segment, shifts[from], scratch, count, end)
      count = end
    }
    const positions = scratch.subarray(0, count)
    // Of records that were held one after the other they are in order already.
    writer.put(word, isRising(positions) ? positions : positions.toSorted(), count)
  }
}

function shift(segment: Segment, shifts: Float64Array | undefined, positions: Uint32Array, from: number, to: number): void {
  const { starts } = segment.lists
  let [end, by] = [0, 0]
  for (let at = from; at < to; at++) {
    const position = positions[at] ?? 0
    if (position >= end) {
      const row = segment.rowAt(position)
      end = starts[row + 1] ?? 0
      by = shifts?.[row] ?? 0
    }
    positions[at] = position + by
  }
}

function isRising(positions: Uint32Array): boolean {
  for (let at = 1; at < positions.length; at++) if ((positions[at] ?? 0) < (positions[at - 1] ?? 0)) return false
  return true
}

function larger(scratch: Uint32Array, needed: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(needed * 2)
  more.set(scratch)
  return more
}
