import { normaliseMapped } from './normalise.ts'
import type { SearchQuery } from './query.ts'

type Range = readonly [start: number, end: number]

export interface Snippet {
  /** Plain text on one line around the first hit, of several terms where most of them are near each other; `…` where something was left out. */
  readonly snippet: string
  /** Parts of `snippet` that the query found, in 16-bit units, in order, none touching another. */
  readonly highlights: Range[]
  /** The text itself; of a long one the part around the first hit. */
  readonly text: string
}

const BEFORE = 30
const LENGTH = 160
const LONGEST_TEXT = 4_000
/** Terms that are no farther apart, in 16-bit units, are near each other. */
const NEAR = 100
/** Of each term; a text of one letter repeated has a hit at each of them. */
const MOST_PLACES = 200

/** Of a text that the query was found in; any other gives its beginning without highlights. */
export function snippetOf(original: string, { terms }: SearchQuery): Snippet {
  const mapped = normaliseMapped(original)
  const first = bestPlace(mapped.text, terms.map(({ text }) => text))
  const [hitStart, hitEnd] = first === null ? [0, 0] : mapped.originOf(...first)
  const start = whole(original, hitStart <= BEFORE ? 0 : hitStart - BEFORE)
  const end = whole(original, Math.min(original.length, Math.max(start + LENGTH, Math.min(hitEnd, start + 2 * LENGTH))))
  const before = start > 0 ? '…' : ''
  const shift = before.length - start
  const ranges = first === null ? [] : rangesIn(mapped, terms.map(({ text }) => text), first[0], [start, end])
  return {
    snippet: `${before}${oneLine(original.slice(start, end))}${end < original.length ? '…' : ''}`,
    highlights: merged(ranges).map(([from, to]) => [from + shift, to + shift]),
    text: around(original, hitStart),
  }
}

/** The place from which most terms are near; of one term alone the first. */
function bestPlace(normal: string, terms: readonly string[]): Range | null {
  const places = terms.flatMap((term) => placesOf(normal, term, 0).map((at) => ({ at, term }))).toSorted((a, b) => a.at - b.at || b.term.length - a.term.length)
  const nearby = new Map<string, number>()
  const best = { near: 0, place: places[0] }
  let next = 0
  for (const place of places) {
    for (let other = places[next]; other && other.at <= place.at + NEAR; other = places[++next]) nearby.set(other.term, (nearby.get(other.term) ?? 0) + 1)
    if (nearby.size > best.near) Object.assign(best, { near: nearby.size, place })
    const left = (nearby.get(place.term) ?? 0) - 1
    if (left > 0) nearby.set(place.term, left)
    else nearby.delete(place.term)
  }
  return best.place ? [best.place.at, best.place.at + best.place.term.length] : null
}

/** Where it occurs from there on, none overlapping another. */
function placesOf(normal: string, term: string, from: number): readonly number[] {
  const places: number[] = []
  for (let at = normal.indexOf(term, from); at >= 0 && places.length < MOST_PLACES; at = normal.indexOf(term, at + term.length)) places.push(at)
  return places
}

/** Every occurrence of a term in the window, cut to it. */
function rangesIn({ text, originOf }: ReturnType<typeof normaliseMapped>, terms: readonly string[], hitAt: number, [start, end]: Range): readonly Range[] {
  const from = Math.max(0, hitAt - 2 * BEFORE)
  const ranges = terms.flatMap((term) => placesOf(text, term, from).map((at) => originOf(at, at + term.length)))
  return ranges.filter(([first, last]) => first < end && last > start).map(([first, last]): Range => [Math.max(first, start), Math.min(last, end)])
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const joined: [number, number][] = []
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

/** As many units as before, so that places in it stay where they are. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]/gu, ' ')
}

function around(text: string, at: number): string {
  if (text.length <= LONGEST_TEXT) return text
  const start = whole(text, Math.max(0, Math.min(at - LONGEST_TEXT / 4, text.length - LONGEST_TEXT)))
  return text.slice(start, whole(text, start + LONGEST_TEXT))
}

/** The place itself, or the one before if it is in the middle of a pair. */
function whole(text: string, at: number): number {
  const isInside = at > 0 && at < text.length && /[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1))
  return isInside ? at - 1 : at
}
