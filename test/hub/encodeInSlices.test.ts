import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeInSlices } from '../../electron/hub/rooms/encodeInSlices.ts'
import { fingerprint } from '../support/fingerprint.ts'
import { below, seeded } from '../support/seeded.ts'
import { hear, randomEdit, replica, type Replica } from '../sync/check/randomEdits.ts'

const SEEDS = Array.from({ length: 150 }, (_, index) => index + 1)

/** A hub's document, and three who write in it. */
function startWriting(random: () => number) {
  const hub = new Y.Doc()
  hub.clientID = 9
  const writers = [1, 2, 2 ** 31 + 5].map(replica)
  const updates: Uint8Array[] = []
  hub.on('update', (update: Uint8Array) => void updates.push(update))
  /** One of them edits, and all hear of it. */
  const edit = (): void => {
    const writer = writers[below(random, writers.length)] as Replica
    randomEdit(writer, below(random, 2 ** 31))
    for (const update of writer.outbox.splice(0)) {
      Y.applyUpdate(hub, update)
      for (const other of writers) if (other !== writer) hear(other, update)
    }
  }
  return { hub, updates, edit }
}

async function encode(doc: Y.Doc, rest: () => void): Promise<{ readonly update: Uint8Array; readonly parts: number }> {
  const parts = await encodeInSlices(doc, { isOver: true, rest: async () => rest() })
  return { update: new Uint8Array(Buffer.concat(parts)), parts: parts.length }
}

test('[H6] while nobody writes, a snapshot in slices is byte for byte what Yjs encodes', async () => {
  const differing: number[] = []
  const most = { parts: 0 }
  for (const seed of SEEDS) {
    const random = seeded(seed)
    const { hub, edit } = startWriting(random)
    for (let n = below(random, 60); n > 0; n--) edit()
    const { update, parts } = await encode(hub, () => undefined)
    most.parts = Math.max(most.parts, parts)
    if (!Buffer.from(update).equals(Y.encodeStateAsUpdate(hub))) differing.push(seed)
  }
  expect({ differing, severalParts: most.parts > 20 }).toEqual({ differing: [], severalParts: true })
})

test('[H6] what is written between the slices does no harm: the snapshot stands by itself, and with the updates since it is the document', async () => {
  const failed: { readonly seed: number; readonly why: string }[] = []
  const seen = { changed: 0 }
  for (const seed of SEEDS) {
    const random = seeded(seed)
    const { hub, updates, edit } = startWriting(random)
    for (let n = 5 + below(random, 40); n > 0; n--) edit()
    const before = Y.encodeStateVector(hub)
    updates.length = 0
    const { update: taken } = await encode(hub, () => {
      for (let n = below(random, 4); n > 0; n--) edit()
    })
    const since = updates.slice()
    const alone = new Y.Doc()
    Y.applyUpdate(alone, taken)
    if (fingerprint(alone).isPending) failed.push({ seed, why: 'something of it waits' })
    if (![...Y.decodeStateVector(before)].every(([client, clock]) => Y.getState(alone.store, client) >= clock)) failed.push({ seed, why: 'something is missing' })
    for (const update of since) Y.applyUpdate(alone, update)
    if (JSON.stringify(fingerprint(alone)) !== JSON.stringify(fingerprint(hub))) failed.push({ seed, why: 'another document' })
    if (since.length > 0) seen.changed++
  }
  expect({ failed, changed: seen.changed > 100 }).toEqual({ failed: [], changed: true })
})

test('[H6] what waits in a document for edits that never came is in the snapshot too', async () => {
  const source = new Y.Doc()
  source.clientID = 1
  const updates: Uint8Array[] = []
  source.on('update', (update: Uint8Array) => void updates.push(update))
  for (const word of ['一', '二', '三']) source.getArray('notes').push([word])
  const doc = new Y.Doc()
  for (const index of [0, 2]) Y.applyUpdate(doc, updates[index] as Uint8Array)
  const again = new Y.Doc()
  Y.applyUpdate(again, (await encode(doc, () => undefined)).update)
  Y.applyUpdate(again, updates[1] as Uint8Array)
  expect(again.getArray('notes').toArray()).toEqual(['一', '二', '三'])
})
