import type { SearchAnswer, SearchRequest } from '../../../../shared/archive/search/answer.ts'

export interface RebuildReport {
  readonly records: number
  readonly rows: number
  readonly years: readonly string[]
  /** Records that could not be read and are not in the catalogue; `path` below the workspace's folder. */
  readonly problems: readonly { readonly path: string; readonly kind: string }[]
  /** Of the system, `ENOSPC`, if the disk refused: the catalogue then works from memory until it ends. */
  readonly notSaved: string | null
}

export type RebuildProgress = (done: number, all: number) => void

/**
 * All text of all archived meetings. It is made from the records and may be deleted at any time; what is not in it yet
 * is found in the records themselves, slower.
 */
export interface Catalogue {
  search(request: SearchRequest): Promise<SearchAnswer>
  /** Takes in whatever is in the folder and not in the catalogue; resolves when it is in and on the disk. */
  update(onProgress?: RebuildProgress): Promise<RebuildReport>
  /** A record that was just written, `records/2026/20260305-m1.sqlite`. Never rejects. */
  add(path: string): Promise<void>
  /** Makes all of it anew from the records; searches are answered meanwhile. */
  rebuild(onProgress?: RebuildProgress): Promise<RebuildReport>
  close(): Promise<void>
}
