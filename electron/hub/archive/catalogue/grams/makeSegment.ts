import { PositionWriter } from './PositionWriter.ts'
import { Segment } from './Segment.ts'
import { wordAt } from './words.ts'

export interface IndexedRow {
  readonly id: number
  readonly archive: number
  readonly party: number
  /** Normalised. */
  readonly text: string
}

/** The index of one record's rows, whose ids fall. */
export function makeSegment(rows: readonly IndexedRow[]): Segment {
  const positions = new Map<number, number[]>()
  const starts = new Uint32Array(rows.length + 1)
  let start = 0
  rows.forEach(({ text }, row) => {
    for (let at = 0; at < text.length; at++) {
      const word = wordAt(text, at)
      const known = positions.get(word)
      if (known) known.push(start + at)
      else positions.set(word, [start + at])
    }
    // With a place between, so that nothing is found across two texts.
    start += text.length + 1
    starts[row + 1] = start
  })
  const writer = new PositionWriter(start * 2)
  for (const word of Float64Array.from(positions.keys()).toSorted()) {
    const own = positions.get(word) ?? []
    writer.put(word, own, own.length)
  }
  return new Segment({
    records: 1,
    ids: Float64Array.from(rows, ({ id }) => id),
    archives: Uint32Array.from(rows, ({ archive }) => archive),
    parties: Uint32Array.from(rows, ({ party }) => party),
    starts,
    ...writer.finish(),
  })
}
