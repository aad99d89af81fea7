import { kindOf } from '../shardFormat.ts'
import { Steps } from './Steps.ts'

/** What an index is made of and a file holds; all numbers of rows are places in these lists. */
export interface SegmentLists {
  /** How many records it is of. */
  readonly records: number
  /** Of each row, newest first, that is falling. */
  readonly ids: Float64Array
  /** Of each row: numbers of its archive and its party in the shard. */
  readonly archives: Uint32Array
  readonly parties: Uint32Array
  /** The texts one after the other with a place between: where each row's begins, in units, and where the next would. */
  readonly starts: Uint32Array
  /** All there are, rising. */
  readonly words: Float64Array
  /** Where the positions of each word end; the first are from 0. */
  readonly ends: Uint32Array
  /** Of each word the places where it begins, rising, each as its distance from the one before, seven bits to the byte. */
  readonly positions: Uint8Array
}

/** Positions in one block have this many leading bits in common. */
const BLOCK_BITS = 6

/** An index of some rows; never changed. */
export class Segment {
  readonly lists: SegmentLists
  readonly kinds: Uint8Array
  readonly #rowOfBlock: Uint32Array
  #steps: Steps | undefined

  constructor(lists: SegmentLists) {
    const { ids, starts } = lists
    this.lists = lists
    this.kinds = Uint8Array.from(ids, kindOf)
    this.#rowOfBlock = new Uint32Array(((starts.at(-1) ?? 0) >> BLOCK_BITS) + 1)
    let row = 0
    for (let block = 0; block < this.#rowOfBlock.length; block++) {
      while (row < ids.length && (starts[row + 1] ?? 0) <= block << BLOCK_BITS) row++
      this.#rowOfBlock[block] = row
    }
  }

  get rows(): number {
    return this.lists.ids.length
  }

  rowAt(position: number): number {
    const { starts } = this.lists
    let row = this.#rowOfBlock[position >> BLOCK_BITS] ?? 0
    while ((starts[row + 1] ?? Infinity) <= position) row++
    return row
  }

  /** Places in `words` of the numbers from `from` up to and without `to`. */
  wordsBetween(from: number, to: number): readonly [first: number, end: number] {
    const first = this.#place(from, 0)
    return to === from + 1 ? [first, this.lists.words[first] === from ? first + 1 : first] : [first, this.#place(to, first)]
  }

  /** Bytes that the positions of these words take, which are never more than there are bytes. */
  bytesOf(first: number, end: number): number {
    const { ends } = this.lists
    return first === end ? 0 : (ends[end - 1] ?? 0) - (first === 0 ? 0 : (ends[first - 1] ?? 0))
  }

  /** Writes the positions of one word into `into` from `at`. @returns where they end there */
  read(word: number, into: Uint32Array, at: number): number {
    const { ends, positions } = this.lists
    const end = ends[word] ?? 0
    let position = 0
    let count = at
    for (let byte = word === 0 ? 0 : (ends[word - 1] ?? 0); byte < end; ) {
      let value = positions[byte++] ?? 0
      if (value > 127) {
        let shift = 7
        value &= 127
        for (;;) {
          const more = positions[byte++] ?? 0
          value |= (more & 127) << shift
          if (more < 128) break
          shift += 7
        }
      }
      position += value
      into[count++] = position
    }
    return count
  }

  /** Sets `marks` where the word is so many units after the position in `found`, which rises. */
  mark(word: number, found: Uint32Array, after: number, marks: Uint8Array): void {
    const { ends, positions } = this.lists
    const end = ends[word] ?? 0
    const steps = (this.#steps ??= new Steps(this.lists)).of(word)
    let byte = word === 0 ? 0 : (ends[word - 1] ?? 0)
    let [sum, position, step] = [0, -1, 0]
    for (let at = 0; at < found.length; at++) {
      const wanted = (found[at] ?? 0) + after
      // Before all texts: where no position is known yet, there is none to be equal to.
      if (wanted < 0) continue
      if (steps && (steps[step] ?? Infinity) <= wanted) {
        while ((steps[step] ?? Infinity) <= wanted) step += 2
        position = sum = steps[step - 2] ?? 0
        byte = steps[step - 1] ?? 0
      }
      while (position < wanted && byte < end) {
        let value = 0
        for (let shift = 0; ; shift += 7) {
          const more = positions[byte++] ?? 0
          value |= (more & 127) << shift
          if (more < 128) break
        }
        sum += value
        position = sum
      }
      if (position === wanted) marks[at] = 1
    }
  }

  /** Place of the first word that is not below. */
  #place(word: number, from: number): number {
    const { words } = this.lists
    let [low, high] = [from, words.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((words[middle] ?? 0) < word) low = middle + 1
      else high = middle
    }
    return low
  }
}
