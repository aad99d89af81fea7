import type { SearchHit } from '../../../../../shared/archive/search/answer.ts'

export interface MeetingHits extends Pick<SearchHit, 'path' | 'meeting' | 'heldOn' | 'body'> {
  readonly hits: readonly SearchHit[]
}

/** Hits of one record together, the records in the order of their first hit. */
export function groupHits(hits: readonly SearchHit[]): readonly MeetingHits[] {
  const groups = new Map<string, SearchHit[]>()
  for (const hit of hits) {
    const group = groups.get(hit.path)
    if (group) group.push(hit)
    else groups.set(hit.path, [hit])
  }
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    return first ? [{ path: first.path, meeting: first.meeting, heldOn: first.heldOn, body: first.body, hits: own }] : []
  })
}

/** A text in pieces, those that were found apart from the others; ranges beyond the text or out of order are passed over. */
export function piecesOf(text: string, highlights: readonly (readonly [number, number])[]): readonly { readonly at: number; readonly text: string; readonly isFound: boolean }[] {
  const pieces: { at: number; text: string; isFound: boolean }[] = []
  const put = (from: number, to: number, isFound: boolean): void => {
    if (to > from) pieces.push({ at: from, text: text.slice(from, to), isFound })
  }
  const end = highlights.reduce((at, [from, to]) => {
    if (from < at || to > text.length) return at
    put(at, from, false)
    put(from, to, true)
    return to
  }, 0)
  put(end, text.length, false)
  return pieces
}
