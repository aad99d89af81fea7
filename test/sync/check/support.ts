import * as Y from 'yjs'
import { MEETING_SECTIONS } from '../../../shared/model/MeetingDocument.ts'
import { checkUpdate, type CheckContext, type Checked } from '../../../shared/sync/check/checkUpdate.ts'
import { ClientOwners } from '../../../shared/sync/check/ClientOwners.ts'

export const SECTIONS: ReadonlySet<string> = new Set(MEETING_SECTIONS)

/** What an edit writes on the wire, made on a copy of `doc` under the given client id. */
export function updateOf(doc: Y.Doc, clientId: number, edit: (copy: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc()
  copy.clientID = clientId
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const updates: Uint8Array[] = []
  copy.on('update', (update: Uint8Array) => updates.push(update))
  copy.transact(() => edit(copy))
  copy.destroy()
  return updates.length === 1 ? (updates[0] ?? new Uint8Array()) : Y.mergeUpdates(updates)
}

export function check(doc: Y.Doc, update: Uint8Array, context: Partial<CheckContext> = {}): Checked {
  return checkUpdate(update, { doc, owners: new ClientOwners(), personId: 'p1', isReply: false, mayBringOthers: false, sections: SECTIONS, ...context })
}

/** What a sound check touches, in plain objects; anything else as it is. */
export function touches(checked: Checked): unknown {
  if (checked.state !== 'sound') return checked
  return checked.authored.map(({ personId, touched }) => ({
    personId,
    touched: touched.map(({ section, recordId, change, fields }) => `${change} ${section}/${recordId} ${[...fields].map(([field, it]) => `${field}:${it.kind}${'value' in it ? `=${JSON.stringify(it.value)}` : ''}`).toSorted().join(' ')}`.trim()),
  }))
}
