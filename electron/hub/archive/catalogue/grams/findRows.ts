import { idsOfDays } from '../shardFormat.ts'
import { findTerm, type TermRows } from './findTerm.ts'
import type { Segment } from './Segment.ts'
import type { TermPart } from './words.ts'

/** What rows must be and hold; a set that is undefined lets all pass. */
export interface RowSearch {
  /** Of each term that must be there. None finds all. */
  readonly terms: readonly (readonly TermPart[])[]
  /** Days since 1970, both included. */
  readonly days: readonly [first: number, last: number]
  readonly kinds: ReadonlySet<number> | undefined
  readonly archives: ReadonlySet<number> | undefined
  readonly parties: ReadonlySet<number> | undefined
}

export interface FoundRows {
  /** Newest first. */
  readonly rows: Uint32Array
  /** For each term all rows that have it, whatever else they are. */
  readonly terms: readonly TermRows[]
}

/** `isCounting`: whether how often each row has each term is to be known. */
export function findRows(segment: Segment, search: RowSearch, isCounting: boolean): FoundRows {
  const terms = search.terms.map((parts) => findTerm(segment, parts, isCounting))
  const [first, end] = rowsOfDays(segment, search.days)
  const [fewest, ...others] = terms.toSorted((a, b) => a.rows.length - b.rows.length)
  const all = others.reduce((some, { rows }) => inBoth(some, rows), fewest?.rows ?? every(first, end))
  const inDays = first === 0 && end === segment.rows ? all : all.filter((row) => row >= first && row < end)
  const { kinds, archives, parties } = search
  if (!kinds && !archives && !parties) return { rows: inDays, terms }
  const { lists } = segment
  const rows = inDays.filter((row) => kinds?.has(segment.kinds[row] ?? 0) !== false && archives?.has(lists.archives[row] ?? 0) !== false && parties?.has(lists.parties[row] ?? 0) !== false)
  return { rows, terms }
}

/** Both rise. */
function inBoth(some: Uint32Array, others: Uint32Array): Uint32Array {
  let other = 0
  return some.filter((row) => {
    while (other < others.length && (others[other] ?? 0) < row) other++
    return others[other] === row
  })
}

function every(first: number, end: number): Uint32Array {
  const rows = new Uint32Array(Math.max(0, end - first))
  for (let at = 0; at < rows.length; at++) rows[at] = first + at
  return rows
}

function rowsOfDays({ lists: { ids } }: Segment, [firstDay, lastDay]: RowSearch['days']): readonly [first: number, end: number] {
  const [lowest, highest] = idsOfDays(firstDay, lastDay)
  return [firstNotAbove(ids, highest), firstNotAbove(ids, lowest - 1)]
}

/** Of falling numbers. */
function firstNotAbove(ids: Float64Array, most: number): number {
  let [low, high] = [0, ids.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[middle] ?? 0) > most) low = middle + 1
    else high = middle
  }
  return low
}
