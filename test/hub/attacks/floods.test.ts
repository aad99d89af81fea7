import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { idOfType } from '../../support/itemIds.ts'
import { rawItem, rawUpdate, type RawStruct } from '../../support/rawUpdate.ts'
import { syncMessage } from './RawClient.ts'
import { fieldsOf, refusal, startScene, strikeAt, strikeIgnored } from './scene.ts'

const ME = 4_000_000_001

test.each([17, 200])('[H3] attack: a message of %i MB', async (megabytes) => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => attacker.send(new Uint8Array(megabytes * 1024 * 1024)))
  expect({ ...closing, text: '' }).toEqual({ ...refusal('message-too-large'), text: '' })
})

test('[H3] attack: an update of a million tiny structs', async () => {
  const scene = await startScene()
  // Each behind the one before: with a parent they would be too long for one message.
  const structs = Array.from({ length: 1_000_000 }, (_, n): RawStruct => ({ origin: [ME, n], content: { is: 'deleted', length: 1 } }))
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(rawUpdate([{ client: ME, clock: 0, structs }])))
  expect(closing).toEqual(refusal('message-too-large'))
})

test('[H3] attack: an update that claims a billion structs and holds none', async () => {
  const scene = await startScene()
  const encoder = encoding.createEncoder()
  for (const number of [1, 1_000_000_000, ME, 0]) encoding.writeVarUint(encoder, number)
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(encoding.toUint8Array(encoder)))
  expect(closing).toEqual(refusal('message-too-large'))
})

test('[H3] attack: a million deletes', async () => {
  const scene = await startScene()
  const ranges = Array.from({ length: 1_000_000 }, (_, n): [number, number] => [n * 2, 1])
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(rawUpdate([], [{ client: scene.honest.doc.clientID, ranges }])))
  expect(closing).toEqual(refusal('message-too-large'))
})

test('[H3] attack: types nested ten thousand deep', async () => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => {
    const mine = idOfType(fieldsOf(attacker.doc, 'issues', scene.ids.issueA))
    const structs = Array.from({ length: 10_000 }, (_, depth): RawStruct => {
      const parent = depth === 0 ? mine : ([ME, depth - 1] as const)
      return { parent, key: 'x', content: { is: 'type', type: 1 } }
    })
    attacker.sendUpdate(rawUpdate([{ client: ME, clock: 0, structs }]))
  })
  expect(closing).toEqual(refusal('message-too-large'))
})

test('[H3] attack: types nested ever deeper, one update each', async () => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => {
    // Unknown to anybody before: whatever of it is allowed would be applied, so it is sent in a record that may not be written.
    const theirs = idOfType(fieldsOf(attacker.doc, 'issues', scene.ids.issueB))
    for (let depth = 0; depth < 500; depth++) {
      const parent = depth === 0 ? theirs : ([ME, depth - 1] as const)
      attacker.sendUpdate(rawItem([ME, depth], { parent, key: 'x', content: { is: 'type', type: 1 } }))
    }
  })
  expect(closing).toEqual(refusal('write-refused', `issues/${scene.ids.issueB}`))
})

test('[H3] attack: a value nested a hundred thousand deep', async () => {
  const scene = await startScene()
  const encoder = encoding.createEncoder()
  // One array of one element within another, as lib0 writes it: 117, 1, 117, 1, …, and null at the end.
  for (let depth = 0; depth < 100_000; depth++) encoding.writeUint8Array(encoder, Uint8Array.from([117, 1]))
  encoding.writeUint8(encoder, 126)
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(withValue(fieldsOf(attacker.doc, 'issues', scene.ids.issueA), encoding.toUint8Array(encoder))))
  expect(closing).toEqual(refusal('message-too-large'))
})

/** An update that sets one field to a value of raw bytes. */
function withValue(fields: Y.Map<unknown>, value: Uint8Array): Uint8Array {
  const plain = rawItem([ME, 0], { parent: idOfType(fields), key: 'title', content: { is: 'any', values: [null] } })
  // The value is the last byte but one, before the empty delete set.
  return Uint8Array.from([...plain.subarray(0, -2), ...value, 0])
}

test('[H3] attack: sync step 1 by the thousand', async () => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => {
    const nothing = Y.encodeStateVector(new Y.Doc())
    for (let n = 0; n < 100_000; n++) attacker.sendStep1(nothing)
  })
  expect(closing).toEqual(refusal('message-flood'))
})

test('[H3] attack: sync step 1 with other state vectors each time, which no cache can serve', async () => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => {
    for (let n = 0; n < 50_000; n++) attacker.sendStep1(stateVector([[n + 1, n + 1]]))
  })
  expect(closing).toEqual(refusal('message-flood'))
})

test('[H3] attack: sync step 1 with a state vector of a million clients', async () => {
  const scene = await startScene()
  const clients = Array.from({ length: 1_000_000 }, (_, n): [number, number] => [n + 1, 1])
  const closing = await strikeAt(scene, (attacker) => attacker.sendStep1(stateVector(clients)))
  expect(closing).toEqual(refusal('message-too-large'))
})

function stateVector(clients: readonly (readonly [number, number])[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, clients.length)
  for (const [client, clock] of clients) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
  }
  return encoding.toUint8Array(encoder)
}

test('[H3] attack: a hundred thousand presences of one connection: a few count, the others go nowhere', async () => {
  const scene = await startScene()
  const already = scene.witness.presence.size
  await strikeIgnored(scene, (attacker) => {
    for (let n = 0; n < 100; n++) attacker.sendPresence(...Array.from({ length: 1_000 }, (_, k) => ({ client: n * 1_000 + k + 1, clock: 1, state: { x: 'x'.repeat(200) } })))
  })
  expect(scene.witness.presence.size - already).toBeLessThan(20)
})

test('[H3] attack: presence by the thousand', async () => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => {
    for (let n = 0; n < 100_000; n++) attacker.sendPresence({ client: attacker.doc.clientID, clock: n, state: { n } })
  })
  expect(closing).toEqual(refusal('message-flood'))
})

test('[H3] attack: nonsense by the thousand, of kinds that are passed over', async () => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => {
    for (let n = 0; n < 100_000; n++) attacker.send(Uint8Array.from([100, n & 0x7f]))
  })
  expect(closing).toEqual(refusal('message-flood'))
})

test('[H3] attack: what the hub knows already, by the thousand: the others go on meanwhile', async () => {
  const scene = await startScene()
  const attacker = await strikeIgnored(scene, (client) => {
    const known = syncMessage(1, Y.encodeStateAsUpdate(client.doc))
    for (let n = 0; n < 5_000; n++) client.send(known)
  })
  // Nothing of it is answered.
  expect(attacker.receivedBytes).toBeLessThan(100_000)
})
