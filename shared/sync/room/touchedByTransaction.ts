import * as Y from 'yjs'
import type { FieldChange, TouchedRecord } from '../check/TouchedRecord.ts'

type AnyType = Y.AbstractType<unknown>
interface Draft {
  readonly section: string
  readonly recordId: string
  change: TouchedRecord['change']
  readonly fields: Map<string, FieldChange>
}

/** Which records a transaction wrote that is over: what `checkUpdate` says of an update, for what the hub writes itself. */
export function touchedByTransaction(transaction: Y.Transaction): readonly TouchedRecord[] {
  const names = new Map([...transaction.doc.share].map(([name, root]) => [root as unknown, name]))
  const drafts = new Map<string, Draft>()
  const draftOf = (section: string, recordId: string): Draft => {
    const key = `${section}/${recordId}`
    const draft = drafts.get(key) ?? { section, recordId, change: 'changed', fields: new Map() }
    drafts.set(key, draft)
    return draft
  }
  for (const [type, keys] of transaction.changed) {
    const path = pathOf(type as AnyType, names)
    if (!path) continue
    const [section, recordId, field] = path
    for (const key of keys) {
      if (recordId === undefined) {
        if (key !== null) noteRecord(draftOf(section, key), type as AnyType, transaction)
      } else if (field !== undefined || key === null) draftOf(section, recordId).fields.set(field ?? '', { kind: 'edited' })
      else noteField(draftOf(section, recordId), type as AnyType, key)
    }
  }
  return [...drafts.values()]
}

function noteRecord(draft: Draft, root: AnyType, transaction: Y.Transaction): void {
  // oxlint-disable-next-line no-underscore-dangle -- the only way to the item behind a key
  const item = root._map.get(draft.recordId)
  if (!item) return
  const wasThere = item.left !== null && (!item.left.deleted || Y.isDeleted(transaction.deleteSet, item.left.id))
  draft.change = item.deleted ? 'removed' : wasThere ? 'replaced' : 'created'
  const record = item.deleted ? undefined : recordOf(item)
  // oxlint-disable-next-line no-underscore-dangle -- as above
  for (const key of record?._map.keys() ?? []) noteField(draft, record as AnyType, key)
}

function noteField(draft: Draft, record: AnyType, key: string): void {
  // oxlint-disable-next-line no-underscore-dangle -- as above
  const item = record._map.get(key)
  if (!item) return
  if (item.deleted) draft.fields.set(key, { kind: 'removed' })
  else draft.fields.set(key, item.content instanceof Y.ContentType ? { kind: 'set' } : { kind: 'set', value: item.content.getContent().at(-1) })
}

function recordOf(item: Y.Item): AnyType | undefined {
  return item.content instanceof Y.ContentType ? (item.content.type as AnyType) : undefined
}

/** Section, record and field that the type is or is within, as far as it goes; null for what is not in the document. */
function pathOf(type: AnyType, names: ReadonlyMap<unknown, string>): readonly [section: string, recordId?: string, field?: string] | null {
  const keys: string[] = []
  let at = type
  // oxlint-disable-next-line no-underscore-dangle -- the only way up
  for (let item = at._item; item !== null; item = at._item) {
    keys.unshift(item.parentSub ?? '')
    at = item.parent as AnyType
  }
  const section = names.get(at)
  return section === undefined ? null : [section, ...(keys.slice(0, 2) as [string?, string?])]
}
