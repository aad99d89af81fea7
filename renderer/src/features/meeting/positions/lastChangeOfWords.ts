import type { HistoryEntry } from '../../../../../shared/api.ts'
import type { Position } from '../../../../../shared/schema/position.ts'

/** What a resolution or an option says; how it ends, or where it stands in a list, is none of it. */
const WORDS: ReadonlySet<string> = new Set(['text', 'title', 'detail'])

/** When somebody last changed the words of a record that was there already: an instant, or null. */
export function lastChangeOfWords(entries: readonly Pick<HistoryEntry, 'change' | 'fields' | 'to'>[]): string | null {
  const changes = entries.filter(({ change, fields }) => change === 'replaced' || (change === 'changed' && fields.some((field) => WORDS.has(field))))
  return changes.map(({ to }) => to).toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null
}

/** Ids of the departments that stated their position before an instant. */
export function statedBefore(positions: ReadonlyMap<string, Pick<Position, 'at'>>, instant: string): readonly string[] {
  return [...positions].filter(([, { at }]) => Date.parse(at) < Date.parse(instant)).map(([id]) => id)
}
