import { normalise, normaliseMapped } from '../../../../../shared/archive/search/normalise.ts'
import { matches, readQuery } from '../../../../../shared/archive/search/query.ts'
import { searchableRows } from '../../../../../shared/archive/search/rows.ts'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'
import type { SearchFields } from '../search/searchOf.ts'
import { kindsOf } from '../search/searchOf.ts'

/** The place of one thing in a record, as addresses name it: `resolution/r1`. */
export function placeProps(kind: string, id: string): { readonly 'data-place': string; readonly tabIndex: -1 } {
  return { 'data-place': `${kind}/${id}`, tabIndex: -1 }
}

/** Places of the record that the search finds, by the rules of the search itself; none without words to look for. */
export function foundPlaces(snapshot: MeetingSnapshot, { q = '', kind, department }: SearchFields): ReadonlySet<string> {
  const query = readQuery(q)
  if (query.terms.length === 0) return new Set()
  const kinds = kindsOf(kind)
  const names = new Map(snapshot.departments.map(({ id, name }) => [id, normalise(name)]))
  const isAbout = (id: string): boolean => id === department || names.get(id) === normalise(department ?? '')
  const found = searchableRows(snapshot).filter(
    (row) => (kinds.length === 0 || kinds.includes(row.kind)) && (department === undefined || row.departmentIds.some(isAbout)) && matches(query, normalise(row.text)),
  )
  return new Set(found.map((row) => `${row.kind}/${row.ref}`))
}

/** Where the words of a search stand in a text, in 16-bit units, in order; of two that overlap the first one. */
export function occurrences(text: string, q: string): readonly (readonly [start: number, end: number])[] {
  const mapped = normaliseMapped(text)
  const all = readQuery(q).terms.flatMap(({ text: term }) => {
    const found: (readonly [number, number])[] = []
    for (let at = mapped.text.indexOf(term); at >= 0; at = mapped.text.indexOf(term, at + term.length)) found.push(mapped.originOf(at, at + term.length))
    return found
  })
  return all.toSorted((a, b) => a[0] - b[0] || b[1] - a[1]).reduce<(readonly [number, number])[]>((kept, range) => {
    if (range[0] >= (kept.at(-1)?.[1] ?? 0)) kept.push(range)
    return kept
  }, [])
}
