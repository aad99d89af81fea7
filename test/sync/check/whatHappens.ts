// oxlint-disable no-underscore-dangle -- where a type stands is known to Yjs alone
import * as Y from 'yjs'
import type { Checked } from '../../../shared/sync/check/checkUpdate.ts'
import type { TouchedRecord } from '../../../shared/sync/check/TouchedRecord.ts'
import { check, SECTIONS } from './support.ts'

/** Records whose types or keys Yjs counted as changed. */
function changedRecords(transaction: Y.Transaction): string[] {
  const found = new Set<string>()
  for (const [type, keys] of transaction.changed) {
    const path: (string | null)[] = []
    let top = type as Y.AbstractType<unknown>
    for (let item = top._item; item !== null; item = top._item) {
      path.unshift(item.parentSub)
      top = item.parent as Y.AbstractType<unknown>
    }
    const section = Y.findRootTypeKey(top)
    if (path.length > 0) found.add(`${section}/${path[0]}`)
    else for (const key of keys) found.add(`${section}/${key}`)
  }
  return [...found].toSorted()
}

/** What people see, by section, record and field. */
export function seen(doc: Y.Doc): Map<string, Map<string, string>> {
  const records = new Map<string, Map<string, string>>()
  for (const section of SECTIONS) {
    for (const [id, record] of doc.getMap<unknown>(section)) {
      const fields = new Map<string, string>()
      if (record instanceof Y.Map) for (const [field, value] of record) fields.set(field, shown(value))
      records.set(`${section}/${id}`, fields)
    }
  }
  return records
}

function shown(value: unknown): string {
  if (value instanceof Y.XmlFragment) return value.toString()
  return JSON.stringify(value instanceof Y.Text ? value.toDelta() : value instanceof Y.Map ? value.toJSON() : value)
}

/** Says what is wrong with what was said about one record, or nothing. */
function complaintAbout(name: string, touched: TouchedRecord | undefined, before: Map<string, string> | undefined, after: Map<string, string> | undefined): string | null {
  const isSame = before && after ? before.size === after.size && [...before].every(([field, value]) => after.get(field) === value) : before === after
  if (!touched) return isSame ? null : `${name} changed unsaid`
  if (after === undefined) return touched.change === 'removed' || (before === undefined && touched.change !== 'changed') ? null : `${name} is gone, said ${touched.change}`
  if (before === undefined) return touched.change === 'created' ? null : `${name} is new, said ${touched.change}`
  if (touched.change === 'created') return `${name} was there before`
  if (touched.change === 'replaced') return null
  if (touched.change === 'removed') return isSame ? null : `${name} is still there`
  for (const field of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(field) === after.get(field)) continue
    const change = touched.fields.get(field)
    if (!change) return `${name}.${field} changed unsaid`
    if (change.kind === 'removed' && after.has(field)) return `${name}.${field} is still there`
    if (change.kind === 'set' && 'value' in change && after.get(field) !== JSON.stringify(change.value)) return `${name}.${field} is not what was said`
  }
  return null
}

/** Gives the hub an update as a room would, and holds what was said about it against what happened. An honest one is applied even if known. */
export function takeChecked(hub: Y.Doc, update: Uint8Array, isHonest: boolean): { readonly state: Checked['state']; readonly wrong: readonly string[] } {
  const before = seen(hub)
  const checked = check(hub, update, { isReply: true, mayBringOthers: true })
  // What is known is not applied: somebody dishonest may have put other things under clocks that are taken.
  if (checked.state === 'refused' || checked.state === 'early' || (checked.state === 'known' && !isHonest)) return { state: checked.state, wrong: [] }
  let changed: string[] = []
  let updates = 0
  const onUpdate = (): void => void updates++
  const onTransaction = (transaction: Y.Transaction): void => {
    if (transaction.origin === 'take') changed = changedRecords(transaction)
  }
  hub.on('update', onUpdate)
  hub.on('afterTransaction', onTransaction)
  Y.applyUpdate(hub, checked.state === 'sound' ? checked.update : update, 'take')
  hub.off('update', onUpdate)
  hub.off('afterTransaction', onTransaction)
  const wrong: string[] = []
  if ((checked.state === 'known') !== (updates === 0)) wrong.push(`${checked.state}, and ${updates} updates`)
  if (hub.store.pendingStructs || hub.store.pendingDs) wrong.push('something is pending')
  const after = seen(hub)
  const touched = new Map(checked.state === 'sound' ? checked.authored.flatMap((each) => each.touched).map((record) => [`${record.section}/${record.recordId}`, record]) : [])
  for (const name of new Set([...before.keys(), ...after.keys(), ...touched.keys()])) {
    const complaint = complaintAbout(name, touched.get(name), before.get(name), after.get(name))
    if (complaint) wrong.push(complaint)
  }
  const said = [...touched.keys()].toSorted()
  const isUnseen = checked.state === 'sound' && checked.authored.length === 0
  if (!isUnseen && JSON.stringify(said) !== JSON.stringify(changed)) wrong.push(`said ${said.join()}, Yjs says ${changed.join()}`)
  return { state: checked.state, wrong }
}
