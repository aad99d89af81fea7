import * as Y from 'yjs'
import type { Authored } from '../Batch.ts'
import type { FieldChange, TouchedRecord } from './TouchedRecord.ts'
import { lastItem, parentOf } from './storedType.ts'
import type { FreshStruct } from './place/freshStructs.ts'
import { isDeleted, type Placing } from './place/placeStruct.ts'
import type { Sequence, TypePlace } from './place/TypePlace.ts'

interface Draft {
  readonly section: string
  readonly recordId: string
  change: TouchedRecord['change']
  readonly fields: Map<string, FieldChange>
}

/** What one author does, by section and record. */
type Drafts = Map<string, Map<string, Draft>>

/**
 * What the placed structs and the newly deleted items of an update do to records, by author. A value that loses against
 * a concurrent one counts as written: its author meant to. Deletions have no author of their own and are their sender's.
 */
export function touchedRecords(placing: Placing, deletedItems: readonly Y.Item[], authorOf: (client: number) => string, sender: string): readonly Authored[] {
  const authors = new Map<string, Drafts>()
  for (const client of placing.fresh.clients.keys()) draftsOf(authors, authorOf(client))
  for (const sequence of placing.sequences) {
    if (sequence.type.isGone) continue
    for (const [author, fresh] of lastByAuthor(sequence, authorOf)) noteWritten(draftsOf(authors, author), fresh, sequence, placing)
  }
  if (deletedItems.length > 0) {
    const drafts = draftsOf(authors, sender)
    for (const item of deletedItems) noteDeleted(drafts, item, placing)
  }
  return [...authors].map(([personId, drafts]) => ({ personId, touched: finished(drafts) }))
}

/** What each author wrote last into a sequence; under a key what counts in the end, if it is theirs. */
function lastByAuthor({ fresh, last }: Sequence, authorOf: (client: number) => string): ReadonlyMap<string, FreshStruct> {
  const byAuthor = new Map<string, FreshStruct>()
  for (const struct of fresh) byAuthor.set(authorOf(struct.struct.client), struct)
  if (last !== null && !(last instanceof Y.Item)) byAuthor.set(authorOf(last.struct.client), last)
  return byAuthor
}

function noteWritten(drafts: Drafts, fresh: FreshStruct, sequence: Sequence, { deleted }: Placing): void {
  const { type, key } = sequence
  if (!isCurrent(type)) return
  if (key === null || type.depth > 1) noteEdited(drafts, type)
  else if (type.depth === 0) draftOf(drafts, type.section, key).change = recordChange(fresh, sequence, key, deleted)
  else draftOf(drafts, type.section, type.recordId).fields.set(key, fieldChange(fresh, sequence, deleted))
}

/**
 * By what stands there in the end, whoever put it there: what is said to be removed has no fields to be judged. Whoever
 * loses against another record meant to replace it.
 */
function recordChange(fresh: FreshStruct, { type, last }: Sequence, key: string, deleted: Placing['deleted']): TouchedRecord['change'] {
  if (last === null || isGone(last, deleted)) return 'removed'
  return last === fresh && !isHeld(type, key) ? 'created' : 'replaced'
}

function fieldChange({ struct }: FreshStruct, { last }: Sequence, deleted: Placing['deleted']): FieldChange {
  if (last === null || isGone(last, deleted)) return { kind: 'removed' }
  const isPlain = struct.content === 'any' || struct.content === 'json'
  return isPlain && !(last instanceof Y.Item) && last.struct === struct ? { kind: 'set', value: struct.value } : { kind: 'set' }
}

function isGone(value: Y.Item | FreshStruct, deleted: Placing['deleted']): boolean {
  if (value instanceof Y.Item) return value.deleted || isDeleted(deleted, value.id.client, value.id.clock + value.length - 1, 1)
  const { client, clock, length, content } = value.struct
  return content === 'deleted' || isDeleted(deleted, client, clock + length - 1, 1)
}

function noteDeleted(drafts: Drafts, item: Y.Item, placing: Placing): void {
  if (!isRemoval(item, placing)) return
  const type = placing.places.ofStored(parentOf(item))
  const key = item.parentSub
  if (key === null) noteEdited(drafts, type)
  else if (type.depth === 0) draftOf(drafts, type.section, key).change = 'removed'
  else if (type.depth === 1) draftOf(drafts, type.section, type.recordId).fields.set(key, { kind: 'removed' })
  else noteEdited(drafts, type)
}

/** Whether what is deleted goes without anything of the update taking its place. */
export function isRemoval(item: Y.Item, { places }: Pick<Placing, 'places'>): boolean {
  const type = places.ofStored(parentOf(item))
  return isCurrent(type) && (item.parentSub === null || !isSuperseded(item, type, item.parentSub))
}

/**
 * False in a record that the update replaces, or one that it puts in and that loses against another: nobody will see
 * it, and its fields must not pass for those of the record that counts.
 */
function isCurrent({ root, recordId, holder }: TypePlace): boolean {
  const sequence = root?.sequences.get(recordId)
  return sequence === undefined || sequence.last === holder
}

/** Something below a field, or in a record that has no fields. */
function noteEdited(drafts: Drafts, { section, recordId, field }: TypePlace): void {
  const { fields } = draftOf(drafts, section, recordId)
  if (field !== null && !fields.has(field)) fields.set(field, { kind: 'edited' })
}

/** Whoever puts another value after it deletes it by that. */
function isSuperseded(item: Y.Item, type: TypePlace, key: string): boolean {
  const sequence = type.sequences.get(key)
  return sequence !== undefined && sequence.last !== item
}

function isHeld({ stored }: TypePlace, key: string): boolean {
  const item = stored && lastItem(stored, key)
  return item !== null && !item.deleted
}

function draftsOf(authors: Map<string, Drafts>, author: string): Drafts {
  const known = authors.get(author)
  if (known) return known
  const drafts: Drafts = new Map()
  authors.set(author, drafts)
  return drafts
}

/** The root itself, written as a list, is a record without a name. */
function draftOf(drafts: Drafts, section: string, recordId: string | null): Draft {
  let records = drafts.get(section)
  if (!records) drafts.set(section, (records = new Map()))
  const id = recordId ?? ''
  const known = records.get(id)
  if (known) return known
  const draft: Draft = { section, recordId: id, change: 'changed', fields: new Map() }
  records.set(id, draft)
  return draft
}

function finished(drafts: Drafts): readonly TouchedRecord[] {
  const touched: TouchedRecord[] = []
  for (const records of drafts.values())
    for (const { section, recordId, change, fields } of records.values()) touched.push({ section, recordId, change, fields: change === 'removed' ? new Map() : fields })
  return touched
}
