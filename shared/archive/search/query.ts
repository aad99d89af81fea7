import { normalise } from './normalise.ts'

/** One of the things that must all be in a text. */
export interface SearchTerm {
  /** Normalised; never empty. */
  readonly text: string
}

export interface SearchQuery {
  /** None finds everything. */
  readonly terms: readonly SearchTerm[]
}

/**
 * Terms are separated by spaces; `"two words"` between spaces are one term. Quotation marks anywhere else are searched
 * for like every other character.
 */
export function readQuery(query: string): SearchQuery {
  const found = query.matchAll(/(?<!\S)"([^"]+)"(?!\S)|\S+/gu)
  const texts = [...found].map(([whole, quoted]) => normalise((quoted ?? whole).trim())).filter((text) => text !== '')
  return { terms: [...new Set(texts)].map((text) => ({ text })) }
}

/** Whether a normalised text holds every term: the truth that any index is measured by. */
export function matches({ terms }: SearchQuery, normal: string): boolean {
  return terms.every(({ text }) => normal.includes(text))
}
