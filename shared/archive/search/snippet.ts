import { normaliseMapped } from './normalise.ts'
import type { SearchQuery } from './query.ts'

type Range = readonly [start: number, end: number]

export interface Snippet {
  /** Plain text on one line, around the first hit; `…` where something was left out. */
  readonly snippet: string
  /** Parts of `snippet` that the query found, in 16-bit units, in order, none touching another. */
  readonly highlights: Range[]
  /** The text itself; of a long one the part around the first hit. */
  readonly text: string
}

const BEFORE = 30
const LENGTH = 160
const LONGEST_TEXT = 4_000
/** Enough to colour; a text of one letter repeated has a hit at each of them. */
const MOST_HIGHLIGHTS = 100

/** Of a text that the query was found in; any other gives its beginning without highlights. */
export function snippetOf(original: string, { terms }: SearchQuery): Snippet {
  const mapped = normaliseMapped(original)
  const first = firstHit(mapped.text, terms.map(({ text }) => text))
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

function firstHit(normal: string, terms: readonly string[]): Range | null {
  const found = terms.map((term): Range => [normal.indexOf(term), term.length]).filter(([at]) => at >= 0)
  const [at, length] = found.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])[0] ?? []
  return at === undefined || length === undefined ? null : [at, at + length]
}

/** Every occurrence of a term that begins in the window, cut to it. Those before the first hit are none. */
function rangesIn({ text, originOf }: ReturnType<typeof normaliseMapped>, terms: readonly string[], firstAt: number, [start, end]: Range): readonly Range[] {
  const ranges: Range[] = []
  for (const term of terms) {
    for (let at = text.indexOf(term, firstAt); at >= 0 && ranges.length < MOST_HIGHLIGHTS; at = text.indexOf(term, at + term.length)) {
      const [from, to] = originOf(at, at + term.length)
      if (from >= end) break
      ranges.push([Math.max(from, start), Math.min(to, end)])
    }
  }
  return ranges
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
