import * as Y from 'yjs'
import { firstItem, itemOf, parentOf, type StoredType } from './storedType.ts'

/**
 * Whether these are deletions that editors and Yjs make by themselves when they only read: formatting marks, and
 * elements of rich text, whole, that concurrent edits have left in a shape that the editor cannot show.
 */
export function isTidying(items: readonly Y.Item[]): boolean {
  const deleted = new Set<Y.Item | null>(items)
  return items.every((item) => {
    const parent = parentOf(item)
    if (deleted.has(itemOf(parent))) return true
    return item.content instanceof Y.ContentFormat || (item.parentSub === null && parent instanceof Y.XmlFragment)
  })
}

/**
 * Whether deleting these items changes nothing that anybody sees: formatting marks that say what is so anyway, such as
 * the second of two marks that both begin bold. Every Yjs client takes such marks away by itself.
 */
export function areSuperfluous(items: readonly Y.Item[]): boolean {
  const byText = new Map<StoredType, Set<Y.Item>>()
  for (const item of items) {
    if (!(item.content instanceof Y.ContentFormat)) return false
    const text = parentOf(item)
    const marks = byText.get(text)
    if (marks) marks.add(item)
    else byText.set(text, new Set([item]))
  }
  return [...byText].every(([text, marks]) => readsTheSame(text, marks))
}

function readsTheSame(text: StoredType, removed: ReadonlySet<Y.Item>): boolean {
  const before = new Map<string, string>()
  const after = new Map<string, string>()
  const differing = new Set<string>()
  for (let item = firstItem(text); item !== null; item = item.right) {
    if (item.deleted) continue
    if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content
      begin(before, key, value)
      if (!removed.has(item)) begin(after, key, value)
      if (before.get(key) === after.get(key)) differing.delete(key)
      else differing.add(key)
    } else if (differing.size > 0) return false
  }
  return true
}

/** `null` ends a format. */
function begin(formats: Map<string, string>, key: string, value: unknown): void {
  if (value === null) formats.delete(key)
  else formats.set(key, JSON.stringify(value))
}
