import { assert, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { lengthOf, rawUpdate, type RawContent, type RawId, type RawItem, type RawRun, type RawStruct } from '../../support/rawUpdate.ts'
import { below, pick, seeded } from '../../support/seeded.ts'
import { randomEdit, replica } from './randomEdits.ts'
import { seen, takeChecked } from './whatHappens.ts'

/** A document with a past of several people, as the hub has it. */
function someDocument(random: () => number): Y.Doc {
  const hub = new Y.Doc()
  hub.clientID = 99
  for (const client of [11, 22]) {
    const author = replica(client)
    Y.applyUpdate(author.doc, Y.encodeStateAsUpdate(hub), 'heard')
    for (let edits = 2 + below(random, 10); edits > 0; edits--) randomEdit(author, below(random, 2 ** 30))
    Y.applyUpdate(hub, Y.encodeStateAsUpdate(author.doc))
  }
  return hub
}

/** An id that exists, mostly; of the attacker's own earlier structs too. */
function someId(random: () => number, doc: Y.Doc, own: number, ownClock: number): RawId {
  const client = below(random, 3) === 0 ? own : pick(random, [...doc.store.clients.keys(), own])
  const known = Math.max(client === own ? ownClock : 0, Y.getState(doc.store, client))
  return [client, below(random, below(random, 40) === 0 ? known + 2 : Math.max(known, 1))]
}

const WORDS = ['x', '路', '😀😀', 'words']

function someContent(random: () => number): RawContent {
  const kind = below(random, 12)
  if (kind < 3) return { is: 'any', values: below(random, 6) === 0 ? [1, 2] : [below(random, 9)] }
  if (kind < 6) return { is: 'text', text: pick(random, WORDS) }
  if (kind < 9) return { is: 'type', type: pick(random, [0, 1, 1, 2, 3, 4, 6, 6]) }
  if (kind === 9) return { is: 'deleted', length: 1 + below(random, 3) }
  if (kind === 10) return { is: 'format', key: 'bold', json: pick(random, ['true', 'null']) }
  return pick(random, [{ is: 'embed', json: '{}' }, { is: 'binary', bytes: Uint8Array.of(1, 2, 3) }, { is: 'json', texts: ['1'] }])
}

/** What may stand beside an item, mostly. */
function fitting(random: () => number, { parentSub, content }: Y.Item): RawContent {
  if (below(random, 12) === 0) return someContent(random)
  if (parentSub !== null) return pick(random, [{ is: 'any', values: [below(random, 9)] }, { is: 'type', type: 1 }, { is: 'type', type: 2 }])
  if (content instanceof Y.ContentType) return pick(random, [{ is: 'type', type: 3 }, { is: 'type', type: 6 }])
  return pick(random, [{ is: 'text', text: pick(random, WORDS) }, { is: 'format', key: 'bold', json: pick(random, ['true', 'null']) }])
}

/** Beside, over or below something that exists, mostly in a way that Yjs itself could have written. */
function someItem(random: () => number, doc: Y.Doc, own: number, clock: number): RawItem {
  const kind = below(random, 10)
  if (kind === 0) return { parent: pick(random, ['issues', 'notes']), key: pick(random, ['a', 'b']), content: { is: 'type', type: 1 } }
  if (kind === 1) return { parent: someId(random, doc, own, clock), key: pick(random, ['title', 'detail', 'body']), content: someContent(random) }
  if (kind === 2) return { origin: someId(random, doc, own, clock), right: someId(random, doc, own, clock), content: someContent(random) }
  const item = pick(random, doc.store.clients.get(pick(random, [...doc.store.clients.keys()])) ?? [])
  if (!(item instanceof Y.Item) || kind === 3) return { origin: someId(random, doc, own, clock), content: { is: 'text', text: pick(random, WORDS) } }
  const content = fitting(random, item)
  const origin: RawId = [item.id.client, item.id.clock + below(random, item.length)]
  if (item.parentSub !== null) return { origin, content }
  let right: RawId | undefined = origin[1] + 1 < item.id.clock + item.length && below(random, 2) === 0 ? [origin[0], origin[1] + 1] : undefined
  for (let next = item.right; !right && next; next = below(random, 2) === 0 ? next.right : null) right = below(random, 2) === 0 ? [next.id.client, next.id.clock] : undefined
  if (kind === 4) return { right: right ?? origin, content }
  return right ? { origin, right, content } : { origin, content }
}

function someUpdate(random: () => number, doc: Y.Doc, owns: readonly number[]): Uint8Array {
  const clients: RawRun[] = owns.map((client) => {
    // Sometimes from before what is known already, with other things than are there.
    const start = Math.max(0, Y.getState(doc.store, client) - (below(random, 8) === 0 ? 1 + below(random, 3) : 0))
    let clock = start
    const structs: RawStruct[] = []
    for (let left = 1 + below(random, 4); left > 0; left--) {
      const before = structs.at(-1)
      const struct: RawStruct = below(random, 20) === 0 ? { gone: 1 + below(random, 3) } : someItem(random, doc, client, clock)
      // Often right after the one before, as typing goes.
      const runs = before && 'content' in before && 'content' in struct && !('parent' in before) && below(random, 3) === 0
      structs.push(runs ? { ...before, origin: [client, clock - 1] } : struct)
      clock += lengthOf(structs.at(-1) ?? struct)
    }
    return { client, clock: start, structs }
  })
  const deleted = below(random, 3) > 0 ? [] : [...doc.store.clients.keys()].filter(() => below(random, 2) === 0).map((client) => {
    const clock = below(random, Y.getState(doc.store, client))
    return { client, ranges: [[clock, 1 + below(random, Math.max(1, Math.min(4, Y.getState(doc.store, client) - clock)))] as const] }
  })
  return rawUpdate(clients, deleted)
}

function copyOf(state: Uint8Array): Y.Doc {
  const copy = new Y.Doc()
  copy.clientID = 98
  Y.applyUpdate(copy, state)
  return copy
}

function broken(random: () => number, message: Uint8Array): Uint8Array {
  const bytes = [...message]
  for (let edits = 1 + below(random, 3); edits > 0; edits--) {
    const at = below(random, bytes.length + 1)
    const kind = below(random, 4)
    if (kind === 0) bytes.splice(at, 1)
    else if (kind === 1) bytes.splice(at, 0, below(random, 256))
    else if (kind === 2) bytes[at] = below(random, 256)
    else bytes[at] = (bytes[at] ?? 0) + pick(random, [-1, 1])
  }
  return Uint8Array.from(bytes)
}

/** Both replicas take two updates that are sound one after the other, in either order. */
function partings(doc: Y.Doc, first: Uint8Array, second: Uint8Array): string[] {
  const base = Y.encodeStateAsUpdate(doc)
  const [here, there] = [copyOf(base), copyOf(base)]
  const told: string[] = []
  const results = [takeChecked(here, first, false), takeChecked(here, second, false), takeChecked(there, second, false), takeChecked(there, first, false)]
  for (const { wrong } of results) told.push(...wrong)
  if (results.some(({ state }) => state === 'refused' || state === 'early')) return told
  if (JSON.stringify([...seen(here)].toSorted(byName)) !== JSON.stringify([...seen(there)].toSorted(byName))) told.push('replicas differ')
  const late = copyOf(Y.encodeStateAsUpdate(here))
  if (JSON.stringify([...seen(late)].toSorted(byName)) !== JSON.stringify([...seen(here)].toSorted(byName))) told.push('a late replica differs')
  return told
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

const documents = Array.from({ length: 40 }, (_, seed) => someDocument(seeded(seed)))

test('[H3] structs put together by hand are refused, or do what is said and leave nothing pending and no two replicas apart', () => {
  assert(
    property(nat({ max: 2 ** 30 }), (seed) => {
      const random = seeded(seed)
      const doc = pick(random, documents)
      const hostile = someUpdate(random, doc, pick(random, [[7, 55], [11], [55], [55]]))
      const other = below(random, 2) === 0 ? someUpdate(random, doc, [44]) : rawUpdate([])
      expect(partings(doc, hostile, other)).toEqual([])
    }),
    { numRuns: 1500 },
  )
}, 60_000)

test('[H3] broken updates are refused, or do what is said and leave nothing pending and no two replicas apart', () => {
  assert(
    property(nat({ max: 2 ** 30 }), (seed) => {
      const random = seeded(seed)
      const doc = pick(random, documents)
      const author = replica(55)
      Y.applyUpdate(author.doc, Y.encodeStateAsUpdate(doc), 'heard')
      for (let edits = 1 + below(random, 4); edits > 0; edits--) randomEdit(author, below(random, 2 ** 30))
      const update = Y.encodeStateAsUpdate(author.doc, Y.encodeStateVector(doc))
      const mutated = broken(random, update)
      expect(partings(doc, mutated, someUpdate(random, doc, [44]))).toEqual([])
    }),
    { numRuns: 700 },
  )
}, 60_000)
