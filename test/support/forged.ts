import * as Y from 'yjs'

/** The update that a client with this id would send for `write` on top of `doc`, which stays as it is. */
export function forged(doc: Y.Doc, write: (doc: Y.Doc) => void, clientId?: number): Uint8Array {
  const fork = new Y.Doc()
  Y.applyUpdate(fork, Y.encodeStateAsUpdate(doc))
  if (clientId !== undefined) fork.clientID = clientId
  const update = writtenUpdate(fork, write)
  fork.destroy()
  return update
}

/** Writes in one transaction. @returns its update. @throws Error if it wrote nothing. */
export function writtenUpdate(doc: Y.Doc, write: (doc: Y.Doc) => void): Uint8Array {
  const updates: Uint8Array[] = []
  const note = (update: Uint8Array) => void updates.push(update)
  doc.on('update', note)
  doc.transact(() => write(doc))
  doc.off('update', note)
  const [update] = updates
  if (!update) throw new Error('nothing was written')
  return update
}
