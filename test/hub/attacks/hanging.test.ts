import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { rawItem, rawUpdate, type RawContent, type RawId } from '../../support/rawUpdate.ts'
import { eventually } from '../support.ts'
import { RawClient } from './RawClient.ts'
import { copy, expectUnharmed, refusal, startScene, strikeAt, type Scene } from './scene.ts'

const ME = 4_000_000_001
const NOBODY = 4_000_000_777
const WORD: RawContent = { is: 'any', values: ['!'] }

/** Where the secretary's next edit will stand. */
function nextOf({ honest }: Scene): RawId {
  return [honest.doc.clientID, Y.getState(honest.doc.store, honest.doc.clientID)]
}

const hanging: Readonly<Record<string, (scene: Scene) => Uint8Array>> = {
  'an unknown parent': () => rawItem([ME, 0], { parent: [NOBODY, 5], key: 'x', content: WORD }),
  'an unknown neighbour': () => rawItem([ME, 0], { origin: [NOBODY, 5], content: WORD }),
  'a gap before the own edits': ({ ids }) => rawItem([ME, 100], { parent: 'issues', key: ids.issueA, content: { is: 'type', type: 1 } }),
  'a gap that is said to be skipped': ({ ids }) =>
    rawUpdate([{ client: ME, clock: 0, structs: [{ gap: 100 }, { parent: 'issues', key: ids.issueA, content: { is: 'type', type: 1 } }] }]),
  'a gap that is said to be collected': ({ ids }) =>
    rawUpdate([{ client: ME, clock: 0, structs: [{ gone: 100 }, { parent: 'agenda', key: ids.item, content: { is: 'type', type: 1 } }] }]),
}

test(`[H3] attack: updates that hang on ${Object.keys(hanging).join('; on ')}`, async () => {
  const scene = await startScene()
  const before = copy(scene.honest.doc)
  // All at once, because the hub is patient with each for some seconds.
  const closings = await Promise.all(
    Object.values(hanging).map(async (forge) => {
      const attacker = await RawClient.join(scene.url, scene.room, scene.delegateA.token)
      attacker.sendUpdate(forge(scene))
      return attacker.closing
    }),
  )
  await expectUnharmed(scene, before)
  expect(closings).toEqual([...Array.from({ length: 4 }, () => refusal('base-unknown')), refusal('write-refused', `agenda/${scene.ids.item}`)])
})

test('[H3] attack: deletes of what another will write, each word to come by itself', async () => {
  const scene = await startScene()
  const [client, clock] = nextOf(scene)
  const closing = await strikeAt(scene, (attacker) => {
    for (let n = 0; n < 50; n++) attacker.sendUpdate(rawUpdate([], [{ client, ranges: [[clock + n, 1]] }]))
  })
  expect(closing).toEqual(refusal('base-unknown'))
})

test('[H3] attack: deletes of all that another will ever write', async () => {
  const scene = await startScene()
  const [client, clock] = nextOf(scene)
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(rawUpdate([], [{ client, ranges: [[clock, 1_000_000]] }])))
  expect(closing).toEqual(refusal('base-unknown'))
})

test('[H3] attack: deletes of what another will write where the attacker may write too: the words stay', async () => {
  const scene = await startScene()
  const { honest, ids } = scene
  const before = copy(honest.doc)
  const attacker = await RawClient.join(scene.url, scene.room, scene.delegateA.token)
  const [client, clock] = nextOf(scene)
  for (let n = 0; n < 50; n++) attacker.sendUpdate(rawUpdate([], [{ client, ranges: [[clock + n, 1]] }]))
  attacker.sendPresence({ client: 1, clock: 1, state: {} })
  const expected = copy(before)
  honest.doc.once('update', (update: Uint8Array) => Y.applyUpdate(expected, update))
  honest.doc.transact(() => ((honest.meeting.notes.get(ids.item) as Y.Map<unknown>).get('body') as Y.XmlFragment).insert(0, [new Y.XmlText('大家都要看到的话')]))
  await eventually(() => expect(scene.witness.doc.getMap('notes').toJSON()).toEqual({ ...scene.witness.doc.getMap('notes').toJSON(), [ids.item]: { body: '大家都要看到的话' } }))
  await attacker.closing
  await expectUnharmed(scene, expected)
})

test('[H3] attack: the memory filled with updates that wait', async () => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => {
    for (let n = 0; n < 2_000; n++) attacker.sendUpdate(rawItem([ME + n, 1], { parent: [NOBODY, n], key: 'x', content: WORD }))
  })
  expect(closing).toEqual(refusal('base-unknown'))
})

test('[H3] attack: the memory filled with long updates that wait', async () => {
  const scene = await startScene()
  const long: RawContent = { is: 'any', values: ['x'.repeat(900_000)] }
  const closing = await strikeAt(scene, (attacker) => {
    for (let n = 0; n < 20; n++) attacker.sendUpdate(rawItem([ME + n, 1], { parent: [NOBODY, n], key: 'x', content: long }))
  })
  expect(closing).toEqual(refusal('base-unknown'))
})
