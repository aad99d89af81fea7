/**
 * The index knows the word at every position of a text: two 16-bit units, three where the first two are of a script with
 * few letters, fewer at the text's end. Punctuation and spaces are in words like all else, so that what the index
 * finds is what a text holds, and no text is ever looked at again.
 */

/** Units below are letters of alphabets, digits, punctuation; from here on there are thousands that are in daily use. */
const FIRST_WIDE = 0x2e80
/** A word is a number, so that numbers are in the order of words: of each of three places its unit and 1, or 0 after its end. */
const PLACE = 2 ** 17

/** Units that a word at this position has where the text goes on long enough. */
function sizeAt(text: string, at: number): 2 | 3 {
  return text.charCodeAt(at) < FIRST_WIDE && at + 1 < text.length && text.charCodeAt(at + 1) < FIRST_WIDE ? 3 : 2
}

/** The word at this position of a normalised text. */
export function wordAt(text: string, at: number): number {
  const [first, second] = [text.charCodeAt(at), at + 1 < text.length ? text.charCodeAt(at + 1) + 1 : 0]
  const third = first < FIRST_WIDE && second > 0 && second <= FIRST_WIDE && at + 2 < text.length ? text.charCodeAt(at + 2) + 1 : 0
  return ((first + 1) * PLACE + second) * PLACE + third
}

/** One of the words by which a term is found: any of these numbers, so many units after the term's beginning. */
export interface TermPart {
  readonly offset: number
  readonly from: number
  /** Not included. */
  readonly to: number
}

/** Words that cover the term: where each is at its offset, the term is, and nowhere else. */
export function termParts(term: string): readonly TermPart[] {
  const parts: TermPart[] = []
  let covered = 0
  while (covered < term.length) {
    const at = term.length - covered >= sizeAt(term, covered) ? covered : tailOf(term, covered)
    const word = wordAt(term, at)
    const size = sizeAt(term, at)
    const isWhole = term.length - at >= size
    parts.push({ offset: at, from: word, to: isWhole ? word + 1 : word + PLACE ** (3 - (term.length - at)) })
    covered = isWhole ? at + size : term.length
  }
  return parts
}

/** Where the word begins that says most of the term's end: one that ends with it, or else the longest that goes beyond it. */
function tailOf(term: string, uncovered: number): number {
  const before = [uncovered - 2, uncovered - 1].filter((at) => at >= 0)
  return before.find((at) => at + sizeAt(term, at) === term.length) ?? before.find((at) => at + sizeAt(term, at) > term.length) ?? uncovered
}
