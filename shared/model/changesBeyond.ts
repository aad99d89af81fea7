import * as Y from 'yjs'
import { noteText } from './notes.ts'

/** One field as a record has it and as it was written elsewhere; null where it is not there at all. */
export interface FieldBeyond {
  readonly field: string
  readonly recorded: string | null
  readonly written: string | null
}

/** One record of the document in which something was written that a record of the meeting does not hold. */
export interface ChangeBeyond {
  readonly section: string
  readonly recordId: string
  /** What people know it by; empty if it has no name. */
  readonly title: string
  readonly kind: 'added' | 'changed' | 'removed'
  readonly fields: readonly FieldBeyond[]
  /** Client ids of those who wrote it; none if something was only taken away. */
  readonly clients: readonly number[]
}

/** The whole document as one Yjs update. */
type State = Uint8Array

interface Touched {
  readonly section: string
  readonly recordId: string
  /** Null for the record as a whole. */
  readonly field: string | null
  readonly client: number | null
}

/** Which meeting is open and where it stands is of the moment and no part of what was said. */
const OF_THE_MOMENT: ReadonlySet<string> = new Set(['info.closedAt', 'info.currentItemId'])

/** Whether `state` holds anything, or lacks anything, that none of `known` does. */
export function goesBeyond(known: readonly State[], state: State): boolean {
  return touchedBeyond(known, state).length > 0
}

/**
 * What was written in `state` and is not in `record`, which may have been merged into neither: also what lost against a
 * change to the same field, and what was written into something that is gone. `others` are known elsewhere: what they
 * hold as well is left out.
 */
export function changesBeyond(record: State, state: State, others: readonly State[] = []): readonly ChangeBeyond[] {
  const [recorded, written] = [load([record]), load([state])]
  const records = new Map<string, Touched[]>()
  for (const touched of touchedBeyond([record, ...others], state)) {
    const key = JSON.stringify([touched.section, touched.recordId])
    records.set(key, [...(records.get(key) ?? []), touched])
  }
  return [...records.values()].flatMap((touched) => describe(recorded, written, touched))
}

function touchedBeyond(known: readonly State[], state: State): readonly Touched[] {
  const [doc, written] = [load(known), load([state])]
  const before = Y.decodeStateVector(Y.encodeStateVector(doc))
  const touched: Touched[] = []
  const note = (from: Y.Doc, struct: unknown, client: number | null): void => {
    const place = struct instanceof Y.Item ? placeOf(from, struct) : undefined
    if (place && !OF_THE_MOMENT.has(`${place.section}.${place.field}`)) touched.push({ ...place, client })
  }
  // Looked up where it was written: a record that is gone in what is known has no place for it.
  for (const [client, structs] of written.store.clients) for (const struct of structs) if (struct.id.clock + struct.length > (before.get(client) ?? 0)) note(written, struct, client)
  doc.on('afterTransaction', (transaction: Y.Transaction) => Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => note(doc, struct, null)))
  Y.applyUpdate(doc, state)
  return touched
}

/** Nothing that is deleted is forgotten: what lost is to be found. Every root is a map of records. */
function load(states: readonly State[]): Y.Doc {
  const doc = new Y.Doc({ gc: false })
  for (const state of states) Y.applyUpdate(doc, state)
  return doc
}

function placeOf(doc: Y.Doc, struct: Y.Item): Pick<Touched, 'section' | 'recordId' | 'field'> | undefined {
  const keys: (string | null)[] = []
  let item: Y.Item | null = struct
  let type: unknown = null
  while (item) {
    keys.unshift(item.parentSub)
    type = item.parent
    // oxlint-disable-next-line no-underscore-dangle -- Yjs offers no other way from a type to where it stands
    item = type instanceof Y.AbstractType ? type._item : null
  }
  const [section] = [...doc.share].find(([, root]) => root === type) ?? []
  const [recordId, field = null] = keys
  return section !== undefined && recordId != null ? { section, recordId, field } : undefined
}

function describe(recorded: Y.Doc, written: Y.Doc, touched: readonly Touched[]): readonly ChangeBeyond[] {
  const [first] = touched
  if (!first) return []
  const { section, recordId } = first
  const [before, after] = [fieldsOf(recorded, section, recordId), fieldsOf(written, section, recordId)]
  const isWhole = !before || !after || touched.some(({ field }) => field === null)
  const names = new Set(isWhole ? [...(before?.keys() ?? []), ...(after?.keys() ?? [])] : touched.flatMap(({ field }) => field ?? []))
  const fields = [...names]
    .toSorted()
    .map((field) => ({ field, recorded: before?.get(field) ?? null, written: after?.get(field) ?? null }))
    .filter(({ field, recorded: own, written: other }) => own !== other && field !== 'id')
  if (fields.length === 0) return []
  const kind = before ? (after ? 'changed' : 'removed') : 'added'
  const clients = [...new Set(touched.flatMap(({ client }) => client ?? []))].toSorted((a, b) => a - b)
  return [{ section, recordId, title: titleOf(after ? written : recorded, section, recordId), kind, fields, clients }]
}

function fieldsOf(doc: Y.Doc, section: string, recordId: string): ReadonlyMap<string, string | null> | undefined {
  const record: unknown = doc.getMap(section).get(recordId)
  return record instanceof Y.Map ? new Map([...record.entries()].map(([field, value]) => [field, textOf(value)])) : undefined
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (value instanceof Y.XmlFragment) return noteText(value)
  if (value instanceof Y.Text) return value.toJSON()
  if (value instanceof Y.Map) return [...value.keys()].toSorted().join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Where a record that has no name of its own belongs. */
const OWNERS = [['itemId', 'agenda'], ['actionId', 'actions']] as const

function titleOf(doc: Y.Doc, section: string, recordId: string): string {
  const fields = fieldsOf(doc, section, recordId)
  const own = ['title', 'task', 'text', 'name'].map((field) => fields?.get(field)).find((text) => text)
  if (own) return own
  if (section === 'notes') return fieldsOf(doc, 'agenda', recordId)?.get('title') ?? ''
  for (const [field, owners] of OWNERS) {
    const owner = fields?.get(field)
    if (owner) return titleOf(doc, owners, owner)
  }
  return ''
}
