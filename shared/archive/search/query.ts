import { hasSeparators, runsOf, wordsOf } from './grams.ts'
import { normalise } from './normalise.ts'

/** One of the things that must all be in a text. */
export interface SearchTerm {
  /** Normalised; never empty. */
  readonly text: string
  /** Words of the index that follow each other wherever the term is; none if the term has no letter or digit. */
  readonly words: readonly string[]
  /** The last word may be the beginning of a longer one. */
  readonly isPrefix: boolean
  /** The index finds exactly the texts that hold the term. Otherwise these and some more. */
  readonly isExact: boolean
}

export interface SearchQuery {
  /** None finds everything. */
  readonly terms: readonly SearchTerm[]
}

/** The index's words of a longer phrase say no more than its first ones and a look at the text. */
const MOST_WORDS = 24

/**
 * Terms are separated by spaces; `"two words"` between spaces are one term. Quotation marks anywhere else are searched
 * for like every other character.
 */
export function readQuery(query: string): SearchQuery {
  const found = query.matchAll(/(?<!\S)"([^"]+)"(?!\S)|\S+/gu)
  const texts = [...found].map(([whole, quoted]) => normalise((quoted ?? whole).trim())).filter((text) => text !== '')
  return { terms: [...new Set(texts)].map(termOf) }
}

function termOf(text: string): SearchTerm {
  const runs = runsOf(text)
  const last = runs.at(-1)
  if (!last) return { text, words: [], isPrefix: false, isExact: false }
  const isPrefix = [...last.text].length < last.size
  const lastWords = isPrefix ? [last.text] : wordsOf(last, { isWhole: false })
  const words = [...runs.slice(0, -1).flatMap((run) => wordsOf(run, { isWhole: true })), ...lastWords]
  const isExact = runs.length === 1 && !hasSeparators(text)
  if (words.length <= MOST_WORDS) return { text, words, isPrefix, isExact }
  return { text, words: words.slice(0, MOST_WORDS), isPrefix: false, isExact: false }
}

/** Whether a normalised text holds every term: the truth that any index is measured by. */
export function matches({ terms }: SearchQuery, normal: string): boolean {
  return terms.every(({ text }) => normal.includes(text))
}

/** For `MATCH`, in the language that FTS4 and FTS5 share; null if no term has a word, so that every text must be read. */
export function matchExpression({ terms }: SearchQuery, engine: 'fts4' | 'fts5'): string | null {
  const phrases = terms.filter(({ words }) => words.length > 0).map(({ words, isPrefix }) => {
    const phrase = words.join(' ')
    if (!isPrefix) return `"${phrase}"`
    return engine === 'fts4' ? `"${phrase}*"` : `"${phrase}" *`
  })
  return phrases.length === 0 ? null : phrases.join(engine === 'fts4' ? ' ' : ' AND ')
}

/** True if what the index finds need not be looked at again. */
export function isIndexExact({ terms }: SearchQuery): boolean {
  return terms.every(({ isExact }) => isExact)
}
