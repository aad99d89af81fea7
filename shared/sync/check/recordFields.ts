import * as Y from 'yjs'
import type { Authored } from '../Batch.ts'
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

/**
 * Reads records as the document has them, and those that the update itself puts in as it has them: for judging what
 * several authors wrote into each other's new records, or an event that comes with the record it belongs to.
 */
export function recordsWith(doc: Y.Doc, authored: readonly Authored[]): (section: string, recordId: string) => ReadonlyMap<string, unknown> | undefined {
  return (section, recordId) => {
    const stored = recordFields(doc, section, recordId)
    if (stored) return stored
    const created = authored.flatMap(({ touched }) => touched).find((record) => record.section === section && record.recordId === recordId && record.change === 'created')
    return created && new Map([...created.fields].flatMap(([field, change]) => (change.kind === 'set' ? [[field, change.value] as const] : [])))
  }
}
