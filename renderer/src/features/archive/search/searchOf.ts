import { SEARCH_KINDS, type SearchKind } from '../../../../../shared/archive/search/answer.ts'
import type { ArchiveRoute } from '../../../hooks/archiveRoute.ts'

/** A search as `GET /api/search` takes it: only what is set. */
export type SearchFields = Readonly<Record<string, string>>

const SEARCHED = ['q', 'kind', 'from', 'to', 'department', 'body', 'order'] as const

export function searchOf(route: ArchiveRoute): SearchFields {
  return Object.fromEntries(SEARCHED.flatMap((name) => (route[name] ? [[name, route[name]]] : [])))
}

/** True if texts are looked for; days and body alone narrow the list of meetings. */
export function isSearching({ q, kind, department }: ArchiveRoute): boolean {
  return Boolean(q?.trim() || kind || department)
}

export function isNarrowed({ kind, from, to, department, body }: ArchiveRoute): boolean {
  return Boolean(kind || from || to || department || body)
}

/** Kinds that an address names; others than ours are passed over. */
export function kindsOf(kind: string | undefined): readonly SearchKind[] {
  const named = new Set(kind?.split(','))
  return SEARCH_KINDS.filter((known) => named.has(known))
}
