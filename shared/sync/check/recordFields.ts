import * as Y from 'yjs'
import { lastItem, lastItems, typeIn } from './storedType.ts'

/**
 * The plain fields of one record as the document has them now; nested types are left out. Undefined if there is no such
 * record.
 */
export function recordFields(doc: Y.Doc, section: string, recordId: string): ReadonlyMap<string, unknown> | undefined {
  const root = doc.share.get(section)
  const item = root ? lastItem(root, recordId) : null
  const record = item && !item.deleted ? typeIn(item) : null
  if (!record) return undefined
  const fields = new Map<string, unknown>()
  for (const [field, { deleted, content }] of lastItems(record)) {
    if (!deleted && (content instanceof Y.ContentAny || content instanceof Y.ContentJSON)) fields.set(field, content.arr.at(-1))
  }
  return fields
}
