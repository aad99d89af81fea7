import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { eventually, joinAs, startHub } from '../support.ts'
import { idOfType } from '../../support/itemIds.ts'
import { fingerprint } from '../../support/fingerprint.ts'
import { RawClient } from './RawClient.ts'
import { copy, expectUnharmed, fieldsOf, refusal, startScene, strikeAt, strikeIgnored } from './scene.ts'

test("[H3] attack: edits under another's client id, so that the owner's next edit is lost", async () => {
  const scene = await startScene()
  const { ids, honest } = scene
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge((doc) => fieldsOf(doc, 'issues', ids.issueA).set('title', '!'), honest.doc.clientID)))
  expect(closing).toEqual(refusal('client-id-foreign'))
})

test("[H3] attack: edits under another's client id in the answer to the question of the hub, among own ones", async () => {
  const scene = await startScene()
  const { ids, honest } = scene
  const closing = await strikeAt(scene, (attacker) => {
    const mine = attacker.forge((doc) => fieldsOf(doc, 'issues', ids.issueA).set('title', '一'))
    const theirs = attacker.forge((doc) => fieldsOf(doc, 'issues', ids.issueA).set('priority', 'low'), honest.doc.clientID)
    attacker.sendReply(Y.mergeUpdates([mine, theirs]))
  })
  expect(closing).toEqual(refusal('client-id-foreign'))
})

test('[H3] attack: edits under the client id of the hub itself, before and after a restart', async () => {
  const scene = await startScene()
  const { ids, honest, meetingId, secretary, room, hub } = scene
  const hubId = idOfType(fieldsOf(honest.doc, 'info', meetingId))[0]
  const forge = (attacker: RawClient) => attacker.sendUpdate(attacker.forge((doc) => fieldsOf(doc, 'issues', ids.issueA).set('title', '!'), hubId))
  const closing = await strikeAt(scene, forge, secretary.token)
  expect(closing).toEqual(refusal('client-id-foreign'))
  await hub.close()
  const again = await startHub({ dataDir: hub.dataDir })
  const [attacker, reader] = [await RawClient.join(again.url, room, secretary.token), await RawClient.join(again.url, room, secretary.token)]
  const before = fingerprint(reader.doc)
  forge(attacker)
  expect(await attacker.closing).toEqual(refusal('client-id-foreign'))
  await reader.read()
  expect(fingerprint(reader.doc)).toEqual(before)
})

test("[H3] attack: a client id stays its owner's after a restart of the hub, also when the owner is away", async () => {
  const scene = await startScene()
  const { ids, honest, hub, room, delegateA, secretary } = scene
  const victim = honest.doc.clientID
  honest.provider.destroy()
  await hub.close()
  const again = await startHub({ dataDir: hub.dataDir })
  const [attacker, owner] = [await RawClient.join(again.url, room, delegateA.token), await RawClient.join(again.url, room, secretary.token)]
  attacker.sendUpdate(attacker.forge((doc) => fieldsOf(doc, 'issues', ids.issueA).set('title', '!'), victim))
  expect(await attacker.closing).toEqual(refusal('client-id-foreign'))
  owner.sendUpdate(owner.forge((doc) => fieldsOf(doc, 'issues', ids.issueA).set('title', '原主'), victim))
  const reader = await RawClient.join(again.url, room, secretary.token)
  await eventually(() => expect(fieldsOf(reader.doc, 'issues', ids.issueA).get('title')).toBe('原主'))
})

test("[H3] attack: a client id that its owner has announced and not yet written with is not the attacker's to take", async () => {
  const scene = await startScene()
  const { ids, url, room, secretary, delegateA } = scene
  const owner = await RawClient.join(url, room, secretary.token)
  owner.sendPresence({ client: owner.doc.clientID, clock: 1, state: { person: { id: secretary.person.id, name: '王秘书', departmentId: null } } })
  const attacker = await RawClient.join(url, room, delegateA.token)
  attacker.askPresence()
  await eventually(() => expect(attacker.presence.has(owner.doc.clientID)).toBe(true))
  attacker.sendUpdate(attacker.forge((doc) => fieldsOf(doc, 'issues', ids.issueA).set('title', '!'), owner.doc.clientID))
  await Promise.race([attacker.closing, attacker.read().catch(() => undefined)])
  owner.edit((doc) => fieldsOf(doc, 'agenda', ids.item).set('title', '秘书所写'))
  await eventually(() => expect(fieldsOf(scene.witness.doc, 'agenda', ids.item).get('title')).toBe('秘书所写'))
  expect(owner.isClosed).toBe(false)
})

const named = (id: string) => ({ person: { id, name: '王秘书', departmentId: null } })

test("[H3] attack: presence under another's client id, with a clock jumped far ahead, or gone", async () => {
  const scene = await startScene()
  const { honest, secretary, witness } = scene
  const id = honest.doc.clientID
  honest.provider.awareness.setLocalState(named(secretary.person.id))
  await eventually(() => expect(witness.presence.get(id)?.state).toBe(JSON.stringify(named(secretary.person.id))))
  await strikeIgnored(scene, (attacker) => {
    attacker.sendPresence({ client: id, clock: 1_000_000, state: { person: { id: 'x', name: '!' } } })
    attacker.sendPresence({ client: id, clock: 2 ** 31, state: null })
    attacker.sendPresence({ client: id, clock: 2 ** 52, state: null })
  })
  expect(witness.presence.get(id)?.state).toBe(JSON.stringify(named(secretary.person.id)))
})

test("[H3] attack: presence under an own client id in another's name", async () => {
  const scene = await startScene()
  const { secretary, delegateA, witness } = scene
  const attacker = await strikeIgnored(scene, (client) => client.sendPresence({ client: client.doc.clientID, clock: 1, state: named(secretary.person.id) }))
  const told = JSON.parse(witness.presence.get(attacker.doc.clientID)?.state ?? 'null') as { person?: { id?: string } } | null
  expect([undefined, delegateA.person.id]).toContain(told?.person?.id)
})

test('[H3] attack: presence taken over while its owner is away for a moment: the owner is seen again at once', async () => {
  const scene = await startScene()
  const { url, room, secretary, witness, delegateA } = scene
  const first = await RawClient.join(url, room, secretary.token)
  const id = first.doc.clientID
  first.sendPresence({ client: id, clock: 5, state: named(secretary.person.id) })
  await eventually(() => expect(witness.presence.get(id)?.state).toBe(JSON.stringify(named(secretary.person.id))))
  first.socket.terminate()
  await eventually(() => expect(witness.presence.get(id)?.state).toBe('null'))
  const attacker = await RawClient.join(url, room, delegateA.token)
  attacker.sendPresence({ client: id, clock: 2 ** 31, state: { person: { id: 'x', name: '!' } } })
  await attacker.read()
  const back = await RawClient.join(url, room, secretary.token)
  back.sendPresence({ client: id, clock: 1, state: named(secretary.person.id) })
  await eventually(() => expect(witness.presence.get(id)?.state).toBe(JSON.stringify(named(secretary.person.id))))
})

test('[H3] attack: presence that is no JSON, or as long as a book, reaches nobody', async () => {
  const scene = await startScene()
  const { witness } = scene
  const attackers = [await joinAs(scene.url, scene.secretary.token, 'delegate', '甲', scene.departmentA), scene.delegateA]
  const before = copy(scene.honest.doc)
  for (const { token } of attackers) {
    const attacker = await RawClient.join(scene.url, scene.room, token)
    attacker.sendPresence({ client: 70, clock: 1, state: '{"person":' }, { client: 71, clock: 1, state: { x: 'x'.repeat(2_000_000) } })
  }
  const marker = await RawClient.join(scene.url, scene.room, scene.secretary.token)
  marker.sendPresence({ client: marker.doc.clientID, clock: 1, state: named(scene.secretary.person.id) })
  await eventually(() => expect(witness.presence.has(marker.doc.clientID)).toBe(true))
  expect([witness.presence.has(70), witness.presence.has(71)]).toEqual([false, false])
  await expectUnharmed(scene, before)
})
