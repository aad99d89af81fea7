import type { SearchQuery } from '../../../../shared/archive/search/query.ts'
import { termParts, type TermPart } from './grams/words.ts'

/** What is looked for. */
export interface SearchFor {
  readonly query: SearchQuery
  /** Days since 1970, both included. */
  readonly days: readonly [first: number, last: number]
  /** Numbers of kinds; none means all. */
  readonly kinds: readonly number[]
  /** Normalised, like the department. */
  readonly body: string | undefined
  readonly department: string | undefined
}

/** The same as it is asked of every shard. */
export interface ShardSearch extends SearchFor {
  readonly terms: readonly (readonly TermPart[])[]
}

export function shardSearch(wanted: SearchFor): ShardSearch {
  return { ...wanted, terms: wanted.query.terms.map(({ text }) => termParts(text)) }
}
