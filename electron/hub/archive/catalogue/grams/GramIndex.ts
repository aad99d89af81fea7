import { findRows, type FoundRows, type RowSearch } from './findRows.ts'
import { makeSegment, type IndexedRow } from './makeSegment.ts'
import { mergeSegments } from './mergeSegments.ts'
import type { Segment } from './Segment.ts'
import { readSegments, writeSegments } from './segmentFile.ts'

/** So many segments of about one size become one. */
const MERGED = 8

/** The index of one shard. Each record that is added is a segment of its own, and small ones become larger ones. */
export class GramIndex {
  #segments: Segment[]

  private constructor(segments: Segment[]) {
    this.#segments = segments
  }

  static create(): GramIndex {
    return new GramIndex([])
  }

  /** The bytes are used where they are. Undefined if they are of another format. */
  static open(bytes: Uint8Array): GramIndex | undefined {
    const segments = readSegments(bytes)
    return segments && new GramIndex(segments)
  }

  /** Rows of one record; their ids fall. */
  add(rows: readonly IndexedRow[]): void {
    this.#segments.push(makeSegment(rows))
    for (;;) {
      const level = levelOf(this.#segments.at(-1))
      const same = this.#segments.slice(-MERGED).filter((segment) => levelOf(segment) === level)
      if (same.length < MERGED) return
      this.#segments.splice(-MERGED, MERGED, mergeSegments(same))
    }
  }

  /** What each segment has of what is looked for; there may be rows in it that are newer than some of another one. */
  find(search: RowSearch, isCounting: boolean): readonly (FoundRows & { readonly segment: Segment })[] {
    return this.#segments.map((segment) => ({ segment, ...findRows(segment, search, isCounting) }))
  }

  /** All in one segment. */
  tidy(): void {
    if (this.#segments.length > 1) this.#segments = [mergeSegments(this.#segments)]
  }

  bytes(): Uint8Array {
    return writeSegments(this.#segments)
  }
}

function levelOf(segment: Segment | undefined): number {
  return segment ? Math.floor(Math.log(segment.lists.records) / Math.log(MERGED) + 1e-9) : 0
}
