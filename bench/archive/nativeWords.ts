import { normalise } from '../../shared/archive/search/normalise.ts'
import { matches, readQuery } from '../../shared/archive/search/query.ts'
import { hasSeparators, indexText, runsOf, wordsOf as wordsOfRun } from './nativeGrams.ts'

// What the other engine is given: the words that a full-text index of its kind finds any part of a text by, and phrases of them.

export function wordsOf(text: string): string {
  return indexText(normalise(text))
}

export interface NativeQuestion {
  /** For `MATCH`; null if no term has a word, so that every text must be read. */
  readonly expression: string | null
  /** What the index finds need not be looked at again. */
  readonly isExact: boolean
  readonly holds: (text: string) => boolean
}

export function questionOf(q: string): NativeQuestion {
  const query = readQuery(q)
  const terms = query.terms.map(({ text }) => phraseOf(text))
  const phrases = terms.filter(({ phrase }) => phrase !== null).map(({ phrase }) => phrase)
  return { expression: phrases.length === 0 ? null : phrases.join(' AND '), isExact: terms.every(({ isExact }) => isExact), holds: (text) => matches(query, normalise(text)) }
}

/** All runs to their ends but the last, whose last word may be the beginning of a longer one. */
function phraseOf(text: string): { readonly phrase: string | null; readonly isExact: boolean } {
  const runs = runsOf(text)
  const last = runs.at(-1)
  if (!last) return { phrase: null, isExact: false }
  const isPrefix = [...last.text].length < last.size
  const words = [...runs.slice(0, -1).flatMap((run) => wordsOfRun(run, { isWhole: true })), ...(isPrefix ? [last.text] : wordsOfRun(last, { isWhole: false }))]
  return { phrase: `"${words.join(' ')}"${isPrefix ? ' *' : ''}`, isExact: runs.length === 1 && !hasSeparators(text) }
}
