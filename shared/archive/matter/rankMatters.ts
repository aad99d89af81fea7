import type { SearchAnswer, SearchHit } from '../search/answer.ts'

export interface TermAnswer extends Pick<SearchAnswer, 'total' | 'hits'> {
  readonly term: string
}

/** An earlier agenda item that shares words with the matter. */
export interface SimilarItem extends Pick<SearchHit, 'path' | 'meetingId' | 'meeting' | 'heldOn'> {
  readonly itemId: string
  /** Words of the matter that it holds, those that tell most first. */
  readonly terms: readonly string[]
  /** Share of the matter's words, each weighed by how rare it is; 0 to 1. */
  readonly likeness: number
}

/** How much it says that a word stands there: what an item is called says more than that somebody mentioned it. */
const WEIGHTS: Readonly<Record<SearchHit['kind'], number>> = {
  'agenda-item': 1, resolution: 1, submission: 0.9, action: 0.9, issue: 0.8, option: 0.8, position: 0.5, dissent: 0.5, note: 0.5, ballot: 0.4, countersign: 0.4, meeting: 0, attendance: 0,
}
const LEAST_LIKENESS = 0.25
export const MOST_ITEMS = 12

/** The items that are most like the matter, at most twelve; of equals the newer first. */
export function rankMatters(answers: readonly TermAnswer[]): readonly SimilarItem[] {
  const known = answers.filter(({ total }) => total > 0)
  const rarity = new Map(known.map(({ term, total }) => [term, 1 / Math.log2(2 + total)]))
  const all = [...rarity.values()].reduce((sum, weight) => sum + weight, 0)
  const items = new Map<string, { readonly hit: SearchHit & { readonly itemId: string }; readonly weights: Map<string, number> }>()
  for (const { term, hits } of known) {
    for (const hit of hits) {
      const { itemId, path, kind, supersededBy } = hit
      // What was corrected is no decision any more; the correction is found by itself.
      if (itemId === null || supersededBy !== null || WEIGHTS[kind] === 0) continue
      const key = `${path} ${itemId}`
      const item = items.get(key) ?? { hit: { ...hit, itemId }, weights: new Map<string, number>() }
      items.set(key, item)
      item.weights.set(term, Math.max(item.weights.get(term) ?? 0, WEIGHTS[kind] * (rarity.get(term) ?? 0)))
    }
  }
  return [...items.values()]
    .map(({ hit: { path, meetingId, meeting, heldOn, itemId }, weights }): SimilarItem => {
      const terms = [...weights].toSorted((a, b) => b[1] - a[1]).map(([term]) => term)
      return { path, meetingId, meeting, heldOn, itemId, terms, likeness: [...weights.values()].reduce((sum, weight) => sum + weight, 0) / all }
    })
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .toSorted((a, b) => b.likeness - a.likeness || (a.heldOn < b.heldOn ? 1 : -1))
    .slice(0, MOST_ITEMS)
}
