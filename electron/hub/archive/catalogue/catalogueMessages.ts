import type { SearchAnswer, SearchRequest } from '../../../../shared/archive/search/answer.ts'
import type { RebuildReport } from './Catalogue.ts'

/** What the catalogue's thread is asked, each with a number of its own. */
export type CatalogueCall = { readonly number: number } & (
  | { readonly call: 'search'; readonly request: SearchRequest }
  | { readonly call: 'add'; readonly path: string }
  | { readonly call: 'update' | 'rebuild' | 'close' }
)

/** What it says; `number` as in the call. Any number of `progress` may come before the one answer. */
export type CatalogueReply = { readonly number: number } & (
  | { readonly reply: 'progress'; readonly done: number; readonly all: number }
  | { readonly reply: 'answer'; readonly answer: SearchAnswer | RebuildReport | undefined }
  | { readonly reply: 'bug'; readonly stack: string }
)

export interface CatalogueThreadData {
  readonly dataDir: string
}
