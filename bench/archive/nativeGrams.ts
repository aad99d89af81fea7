/**
 * How text becomes words of an index, so that any part of it is found: runs of one kind of writing, and from each
 * position of a run the next two characters (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) or three (all other
 * letters, digits and marks), fewer at the run's end. `5号线` gives `5 号线 线`. Everything else separates runs and is
 * in no word.
 */
export interface Run {
  readonly text: string
  /** Characters of a word. */
  readonly size: 2 | 3
}

type Kind = Run['size'] | 0

/** Of normalised text. */
export function runsOf(normal: string): readonly Run[] {
  const runs: Run[] = []
  const run: { start: number; size: Kind } = { start: 0, size: 0 }
  const endAt = (at: number): void => {
    if (run.size !== 0) runs.push({ text: normal.slice(run.start, at), size: run.size })
  }
  for (let at = 0; at < normal.length; ) {
    const code = normal.codePointAt(at) ?? 0
    const size = kindOf(code)
    if (size !== run.size) {
      endAt(at)
      run.start = at
      run.size = size
    }
    at += code > 0xffff ? 2 : 1
  }
  endAt(normal.length)
  return runs
}

/** The words of a run from each of its positions; `isWhole` false leaves out those that are cut short by its end. */
export function wordsOf({ text, size }: Run, { isWhole }: { readonly isWhole: boolean }): readonly string[] {
  // By characters where some are pairs of units, by units where none is.
  const characters = /[\uD800-\uDFFF]/.test(text) ? [...text] : undefined
  const length = characters?.length ?? text.length
  const count = isWhole ? length : Math.max(0, length - size + 1)
  const words: string[] = []
  for (let at = 0; at < count; at++) words.push(characters ? characters.slice(at, at + size).join('') : text.slice(at, at + size))
  return words
}

/** What goes into the index for a normalised text: its words with spaces between them. */
export function indexText(normal: string): string {
  return runsOf(normal).map((run) => wordsOf(run, { isWhole: true }).join(' ')).join(' ')
}

/** True if the text holds anything that is in no word: punctuation, spaces, symbols. */
export function hasSeparators(normal: string): boolean {
  return runsOf(normal).reduce((length, { text }) => length + text.length, 0) < normal.length
}

const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const WRITTEN = /[\p{L}\p{M}\p{N}]/u

/** The first lines say the same as the last, fast, for what most texts are made of. */
function kindOf(code: number): Kind {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) ? 3 : 0
  if (code >= 0x4e00 && code <= 0x9fff) return 2
  if (code >= 0x3001 && code <= 0x3003) return 0
  const character = String.fromCodePoint(code)
  if (!WRITTEN.test(character)) return 0
  return DENSE.test(character) ? 2 : 3
}
