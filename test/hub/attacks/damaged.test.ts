import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { RawClient, syncMessage } from './RawClient.ts'
import { copy, expectUnharmed, fieldsOf, refusal, startScene, strikeAt, type Scene } from './scene.ts'

const allowed = (attacker: RawClient, { ids }: Scene) => attacker.forge((doc) => fieldsOf(doc, 'issues', ids.issueA).set('title', '合规的标题'))

function varUints(...numbers: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of numbers) encoding.writeVarUint(encoder, number)
  return encoding.toUint8Array(encoder)
}

const damaged: Readonly<Record<string, (attacker: RawClient, scene: Scene) => Uint8Array>> = {
  'an update encoded as version 2': (attacker, scene) => syncMessage(2, Y.convertUpdateFormatV1ToV2(allowed(attacker, scene))),
  'a whole document encoded as version 2': (attacker) => syncMessage(1, Y.encodeStateAsUpdateV2(attacker.doc)),
  'an update with bytes behind its end': (attacker, scene) => syncMessage(2, Uint8Array.from([...allowed(attacker, scene), 0])),
  'an empty message': () => new Uint8Array(),
  'an empty update': () => syncMessage(2, new Uint8Array()),
  'a sync message of an unknown kind': () => varUints(0, 7, 0),
  'a sync message without its bytes': () => varUints(0, 2, 500),
  'a number that never ends': () => new Uint8Array(64).fill(0xff),
  'an update whose numbers never end': () => syncMessage(2, new Uint8Array(64).fill(0xff)),
  'text that is no UTF-8': (_attacker, { ids }) =>
    syncMessage(2, Uint8Array.from([1, 1, 5, 0, 0x28, 1, 6, ...new TextEncoder().encode('issues'), ids.issueA.length, ...new TextEncoder().encode(ids.issueA), 1, 119, 2, 0xc3, 0x28, 0])),
  'presence whose bytes are cut': () => varUints(1, 30, 1, 5),
}

test.each(Object.entries(damaged))('[H3] attack: %s', async (_name, forge) => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => attacker.send(forge(attacker, scene)))
  expect(closing).toEqual(refusal('message-damaged'))
})

test('[H3] attack: an update whose clock is beyond what numbers hold', async () => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker, { ids }) => attacker.send(syncMessage(2, Uint8Array.from([1, 1, 5, ...new Uint8Array(7).fill(0xff), 0x7f, 0x28, 1, 6, ...new TextEncoder().encode('issues'), ids.issueA.length, ...new TextEncoder().encode(ids.issueA), 1, 126, 0]))))
  expect(closing).toEqual(refusal('message-too-large'))
})

test('[H3] attack: text frames', async () => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => attacker.socket.send('hello'))
  expect(closing).toEqual(refusal('message-damaged'))
})

test('[H3] attack: an update cut at every byte', async () => {
  const scene = await startScene()
  const before = copy(scene.honest.doc)
  const whole = await RawClient.join(scene.url, scene.room, scene.delegateA.token)
  const update = allowed(whole, scene)
  const codes = new Set<number>()
  for (let length = 0; length < update.length; length++) {
    const attacker = new RawClient(scene.url, scene.room, scene.delegateA.token)
    await attacker.opened()
    attacker.sendUpdate(update.subarray(0, length))
    codes.add((await attacker.closing).code)
  }
  expect([...codes]).toEqual([refusal('message-damaged').code])
  await expectUnharmed(scene, before)
})

test('[H3] a frame of the socket protocol that is broken costs its sender the connection and nobody else', async () => {
  const scene = await startScene()
  const before = copy(scene.honest.doc)
  const attacker = await RawClient.join(scene.url, scene.room, scene.delegateA.token)
  const { _socket: stream } = attacker.socket as unknown as { readonly _socket: { write(bytes: Uint8Array): void } }
  // Unmasked, with reserved bits and an unknown opcode.
  stream.write(Uint8Array.from([0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]))
  await attacker.closing
  expect(attacker.isClosed).toBe(true)
  await expectUnharmed(scene, before)
})
