import { indexText } from '../../shared/archive/search/grams.ts'
import { normalise } from '../../shared/archive/search/normalise.ts'
import { isIndexExact, matches, matchExpression, readQuery } from '../../shared/archive/search/query.ts'

// What the other engine is given: the same words and the same phrases.

export function wordsOf(text: string): string {
  return indexText(normalise(text))
}

export function questionOf(q: string): { readonly expression: string | null; readonly isExact: boolean; readonly holds: (text: string) => boolean } {
  const query = readQuery(q)
  return { expression: matchExpression(query, 'fts5'), isExact: isIndexExact(query), holds: (text) => matches(query, normalise(text)) }
}
