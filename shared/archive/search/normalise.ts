/// <reference lib="es2024.string" preserve="true" />

/**
 * Text as it is compared: NFKC, lower case, one sigma. Full width is half width, `ﬁ` is `fi`. What a text contains is
 * asked of both sides normalised; a query finds a text if this gives a substring of what it gives for the text.
 */
export function normalise(text: string): string {
  // The final sigma is the one letter whose lower case depends on what follows.
  return text.toWellFormed().normalize('NFKC').toLowerCase().replaceAll('ς', 'σ')
}

/** A normalised text that remembers where in the original each of its parts came from. */
export interface MappedText {
  /** The same as `normalise` gives. */
  readonly text: string
  /** The part of the original, in its 16-bit units, that the units from `start` to `end` came from. */
  readonly originOf: (start: number, end: number) => readonly [start: number, end: number]
}

/** Normalises piece by piece, because NFKC makes text longer and shorter. */
export function normaliseMapped(original: string): MappedText {
  if (PLAIN.test(original)) return { text: normalise(original), originOf: (start, end) => [start, end] }
  const whole = original.toWellFormed()
  const expected = normalise(whole)
  const pieces = [piecesOf(whole), joinedPieces(whole), [whole]].find((some) => some.map(normalise).join('') === expected) ?? [whole]
  const starts = new Uint32Array(expected.length)
  const ends = new Uint32Array(expected.length)
  const at = { original: 0, normal: 0 }
  for (const piece of pieces) {
    const { length } = normalise(piece)
    const isOneToOne = PLAIN.test(piece)
    for (let unit = 0; unit < length; unit++) {
      starts[at.normal + unit] = isOneToOne ? at.original + unit : at.original
      ends[at.normal + unit] = at.original + (isOneToOne ? unit + 1 : piece.length)
    }
    at.normal += length
    at.original += piece.length
  }
  return { text: expected, originOf: (start, end) => [starts[start] ?? original.length, end > start ? (ends[end - 1] ?? original.length) : (starts[start] ?? original.length)] }
}

/** Characters that may melt into the one before: marks, and the vowels and finals of Korean syllables in all widths. */
const JOINING = String.raw`\p{M}\u1100-\u11FF\uA960-\uA97F\uD7B0-\uD7FF\u3131-\u318E\uFF9E-\uFFDC`
/** One unit each before and after: ASCII, the Chinese of today with its punctuation, full width. */
const ONE_TO_ONE = String.raw`\0-\u007F\u00B7\u2014\u2018\u2019\u201C\u201D\u3001\u3002\u3008-\u3011\u4E00-\u9FFF\uFF01-\uFF5E`
const PLAIN = new RegExp(`^[${ONE_TO_ONE}]*$`)
const PIECES = new RegExp(String.raw`(?:[${ONE_TO_ONE}](?![${JOINING}]))+|[^][${JOINING}]*`, 'gu')

function piecesOf(text: string): readonly string[] {
  return text.match(PIECES) ?? []
}

/** Pieces that give something else together than apart are one piece; slow, for the few texts in which there are such. */
function joinedPieces(text: string): readonly string[] {
  const joined: string[] = []
  for (const piece of piecesOf(text)) {
    const last = joined.at(-1)
    if (last !== undefined && normalise(last + piece) !== normalise(last) + normalise(piece)) joined[joined.length - 1] = last + piece
    else joined.push(piece)
  }
  return joined
}
