/**
 * What a place in the archive says besides the record, each as text and only where it is set:
 * `q kind from to department body order` are the search, as `GET /api/search` takes them; `at` is the place in the
 * record (`resolution/r1`), `beside` and `besideAt` another record next to it; `matter` is the text of a matter whose
 * earlier decisions are wanted, `meeting` the open meeting that asks.
 */
const FIELDS = ['q', 'kind', 'from', 'to', 'department', 'body', 'order', 'at', 'beside', 'besideAt', 'matter', 'meeting'] as const
type Field = (typeof FIELDS)[number]

export interface ArchiveRoute extends Readonly<Partial<Record<Field, string>>> {
  readonly screen: 'archive'
  /** Its path below `records/`; null where no single record is shown. */
  readonly file: string | null
}

/** Fields of a place that change: the empty string takes one away. */
export type ArchiveChange = Readonly<Partial<Record<Field, string>>>

export function archiveHref({ file, ...fields }: ArchiveRoute): string {
  const set = FIELDS.flatMap((name) => (fields[name] ? [[name, fields[name]]] : []))
  const place = file === null ? '#/archive' : `#/archive/${encodeURIComponent(file)}`
  return set.length === 0 ? place : `${place}?${new URLSearchParams(set)}`
}

/** @param file decoded; `query` as it stands in the address */
export function parseArchive(file: string | undefined, query: string): ArchiveRoute {
  const said = new URLSearchParams(query)
  return withFields({ screen: 'archive', file: file || null }, Object.fromEntries(FIELDS.map((name) => [name, said.get(name) ?? ''])))
}

export function withFields(route: ArchiveRoute, change: ArchiveChange): ArchiveRoute {
  const { screen, file, ...before } = route
  const after = Object.entries({ ...before, ...change }).filter(([, value]) => value !== '')
  return { screen, file, ...Object.fromEntries(after) }
}

/** The record's name in an address: its path without the folder that all of them are in. */
export function archiveFile(record: string): string {
  return record.replace(/^records\//, '')
}

/** The most that an address carries of a matter, in 16-bit units. */
const MOST_TEXT = 300

/** A matter's title, then what is asked, as much of it as an address carries. */
export function matterText({ title, ask }: { readonly title: string; readonly ask: string }): string {
  return [title, ask].filter((part) => part.trim() !== '').join('\n').slice(0, MOST_TEXT).toWellFormed()
}
