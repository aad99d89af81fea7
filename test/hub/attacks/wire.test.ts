import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { fingerprint } from '../../support/fingerprint.ts'
import { heapInUse } from '../../support/heap.ts'
import { mutated, randomBytes } from '../../support/mutate.ts'
import { rawItem } from '../../support/rawUpdate.ts'
import { below, pick, seeded } from '../../support/seeded.ts'
import { someUpdate } from '../../sync/fuzz/someUpdate.ts'
import { eventually, startHub } from '../support.ts'
import { presenceMessage, RawClient, syncMessage } from './RawClient.ts'
import { copy, expectUnharmed, fieldsOf, startScene, type Scene } from './scene.ts'

type Random = () => number

function someMessage(random: Random, doc: Y.Doc, real: readonly Uint8Array[]): Uint8Array {
  const kind = random()
  if (kind < 0.1) return randomBytes(random, below(random, 100))
  if (kind < 0.5) return mutated(random, pick(random, real), pick(random, real))
  const update = syncMessage(random() < 0.8 ? 2 : 1, someUpdate(random, doc, 1000 + below(random, 2 ** 31)))
  return kind < 0.9 ? update : mutated(random, update, pick(random, real))
}

/** One connection's worth of it: a few messages, as long as the hub keeps it. @returns how many were sent. */
async function vandalize({ url, room, delegateA, ids }: Scene, random: Random): Promise<number> {
  const vandal = await RawClient.join(url, room, delegateA.token)
  const { doc } = vandal
  const real = [
    syncMessage(0, Y.encodeStateVector(doc)),
    syncMessage(1, Y.encodeStateAsUpdate(doc)),
    syncMessage(2, vandal.forge((fork) => fieldsOf(fork, 'issues', ids.issueA).set('title', '标题'))),
    syncMessage(2, vandal.forge((fork) => (fieldsOf(fork, 'issues', ids.issueA).get('detail') as Y.Text).insert(1, '夜间'))),
    presenceMessage([{ client: doc.clientID, clock: 1, state: { person: { id: delegateA.person.id } } }]),
  ]
  let sent = 0
  for (; sent < 40 && !vandal.isClosed; sent++) {
    vandal.send(someMessage(random, doc, real))
    if (sent % 4 === 3) await new Promise((resolve) => setTimeout(resolve, 2))
  }
  vandal.socket.terminate()
  return sent
}

test.each([1, 2, 3])('[H9] seed %i: thousands of broken messages over real sockets: honest clients, newcomers and the restarted hub hold the same', async (seed) => {
  const random = seeded(seed)
  const scene = await startScene()
  let sent = 0
  while (sent < 3_500) for (const count of await Promise.all(Array.from({ length: 12 }, () => vandalize(scene, random)))) sent += count
  await eventually(() => expect(fingerprint(scene.witness.doc)).toEqual(fingerprint(scene.honest.doc)))
  const before = copy(scene.honest.doc)
  await expectUnharmed(scene, before)
}, 120_000)

test('[H3] memory: what waits, floods and refused connections leave nothing behind', async () => {
  const scene = await startScene()
  const round = async (): Promise<void> => {
    const attackers = await Promise.all(Array.from({ length: 10 }, () => RawClient.join(scene.url, scene.room, scene.delegateA.token)))
    for (const [index, attacker] of attackers.entries()) {
      for (let n = 0; n < 100; n++) attacker.sendUpdate(rawItem([4_000_000_000 + n, 1], { parent: [index, n], key: 'x', content: { is: 'any', values: ['x'.repeat(9_000)] } }))
      for (let n = 0; n < 100; n++) attacker.sendPresence({ client: n + 1, clock: 1, state: { x: 'x'.repeat(9_000) } })
      attacker.send(new Uint8Array(1_000_000).fill(0xff))
    }
    await Promise.all(attackers.map(({ closing }) => closing))
  }
  await round()
  const before = await heapInUse()
  for (let n = 0; n < 5; n++) await round()
  // Five rounds sent 50 times a megabyte of each kind.
  await eventually(async () => expect((await heapInUse()) - before).toBeLessThan(12_000_000))
  await expectUnharmed(scene, copy(scene.honest.doc))
}, 120_000)

test('[H3] a hub that was vandalized starts again from its journal alone', async () => {
  const scene = await startScene()
  const random = seeded(9)
  for (let n = 0; n < 5; n++) await vandalize(scene, random)
  await eventually(() => expect(fingerprint(scene.witness.doc)).toEqual(fingerprint(scene.honest.doc)))
  const state = fingerprint(scene.honest.doc)
  await scene.hub.close()
  const again = await startHub({ dataDir: scene.hub.dataDir })
  const reader = await RawClient.join(again.url, scene.room, scene.secretary.token)
  expect(fingerprint(reader.doc)).toEqual(state)
})
