import type { SegmentLists } from './Segment.ts'

/** A word whose positions take more bytes than two of these has a step in about each. */
const STEP = 128

/** Places within the positions of frequent words from where they can be read, so that not all need be to find a few. */
export class Steps {
  readonly #ofWord = new Map<number, Uint32Array>()

  constructor({ ends, positions }: Pick<SegmentLists, 'ends' | 'positions'>) {
    let start = 0
    for (let word = 0; word < ends.length; word++) {
      const end = ends[word] ?? 0
      if (end - start > 2 * STEP) this.#ofWord.set(word, stepsIn(positions, start, end))
      start = end
    }
  }

  /** A position, and the byte after it; and the next of both, and so on. Undefined if there are few. */
  of(word: number): Uint32Array | undefined {
    return this.#ofWord.get(word)
  }
}

function stepsIn(positions: Uint8Array, start: number, end: number): Uint32Array {
  const steps = new Uint32Array(2 * Math.floor((end - start - 1) / STEP))
  let count = 0
  let [position, value, shift] = [0, 0, 0]
  let next = start + STEP
  for (let byte = start; byte < end; byte++) {
    const more = positions[byte] ?? 0
    value |= (more & 127) << shift
    shift += 7
    if (more > 127) continue
    position += value
    value = shift = 0
    if (byte + 1 < next) continue
    steps[count++] = position
    steps[count++] = byte + 1
    next += STEP
  }
  return steps.subarray(0, count)
}
