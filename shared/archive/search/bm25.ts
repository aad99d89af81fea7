import { SEARCH_KINDS, type SearchKind } from './answer.ts'

/** How often the terms occur, over all texts that are searched. */
export interface Occurrences {
  readonly texts: number
  /** Mean length of a text, in words of the index. */
  readonly meanLength: number
  /** Texts with each term. */
  readonly textsWith: readonly number[]
}

const K1 = 1.2
const B = 0.75
/** What was decided counts more than what was said about it. */
const WEIGHTS: Readonly<Record<SearchKind, number>> = {
  meeting: 1.3, 'agenda-item': 1.2, note: 1, issue: 1.1, resolution: 1.4, action: 1.3, attendance: 0.8, submission: 1, option: 1.1, ballot: 1, position: 1.1, dissent: 1.2, countersign: 1,
}

/**
 * Okapi BM25 (Robertson & Zaragoza 2009, with idf kept above zero), weighed by kind. `counts`: occurrences of each term
 * in the text; `length`: of the text, in words of the index.
 */
export function bm25(counts: readonly number[], length: number, kind: number, { texts, meanLength, textsWith }: Occurrences): number {
  const relative = 1 - B + (B * length) / Math.max(meanLength, 1)
  const score = counts.reduce((sum, count, term) => {
    const having = textsWith[term] ?? 0
    const idf = Math.log(1 + (texts - having + 0.5) / (having + 0.5))
    return sum + (idf * count * (K1 + 1)) / (count + K1 * relative)
  }, 0)
  return score * (WEIGHTS[SEARCH_KINDS[kind] ?? 'note'])
}
