import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { RECOVERY_NAME, RECOVERY_TO_COME } from '../../../electron/hub/Recovery.ts'
import { fingerprint } from '../../support/fingerprint.ts'
import { idOfType } from '../../support/itemIds.ts'
import { eventually, joinAs, startHub } from '../support.ts'
import { RawClient } from './RawClient.ts'
import { fieldsOf, record, refusal, startScene } from './scene.ts'

/** The scene's hub, restarted as after a restored backup: clients may then bring what others wrote. */
async function startRecovering() {
  const scene = await startScene()
  const observer = await joinAs(scene.url, scene.secretary.token, 'observer', '居民议事会')
  const ids = { secretary: scene.honest.doc.clientID, hub: idOfType(fieldsOf(scene.honest.doc, 'info', scene.meetingId))[0] }
  scene.honest.provider.destroy()
  await scene.hub.close()
  await writeFile(join(scene.hub.dataDir, RECOVERY_NAME), RECOVERY_TO_COME)
  const { url } = await startHub({ dataDir: scene.hub.dataDir })
  const reader = await RawClient.join(url, scene.room, scene.secretary.token)
  const enter = (token: string) => RawClient.join(url, scene.room, token)
  return { ...scene, url, reader, observer, authors: ids, enter, before: fingerprint(reader.doc) }
}

test('[H3] attack in recovery: somebody who may write nothing brings what others are said to have written', async () => {
  const { enter, observer, authors, ids, meetingId, reader, before } = await startRecovering()
  for (const author of [authors.secretary, authors.hub]) {
    const attacker = await enter(observer.token)
    attacker.sendReply(attacker.forge((doc) => fieldsOf(doc, 'agenda', ids.item).set('title', '!'), author))
    attacker.sendReply(attacker.forge((doc) => fieldsOf(doc, 'info', meetingId).set('schemaVersion', 99), author))
    await attacker.read()
    await attacker.read()
  }
  await reader.read()
  expect(fingerprint(reader.doc)).toEqual(before)
})

test("[H3] attack in recovery: another's client id in what is just being typed", async () => {
  const { enter, delegateA, authors, ids, reader, before } = await startRecovering()
  for (const author of [authors.secretary, authors.hub]) {
    const attacker = await enter(delegateA.token)
    attacker.sendUpdate(attacker.forge((doc) => fieldsOf(doc, 'agenda', ids.item).set('title', '!'), author))
    expect(await attacker.closing).toEqual(refusal('client-id-foreign'))
  }
  await reader.read()
  expect(fingerprint(reader.doc)).toEqual(before)
})

test('[H3] attack in recovery: what is brought of another is beyond what the other may write', async () => {
  const { enter, delegateA, secretary, authors, ids, meetingId, reader, before } = await startRecovering()
  const forgeries = [
    (doc: Y.Doc) => fieldsOf(doc, 'info', meetingId).set('closedAt', '2026-03-05T15:00:00Z'),
    (doc: Y.Doc) => doc.getMap('actionEvents').set('new', record({ actionId: ids.actionB, kind: 'signed', at: '2026-03-05T15:00:00Z', by: delegateA.person.id })),
  ]
  for (const forgery of forgeries) {
    const attacker = await enter(secretary.token)
    attacker.sendReply(attacker.forge(forgery, authors.secretary))
    expect((await attacker.closing).code).toBe(refusal('write-refused').code)
  }
  await reader.read()
  expect(fingerprint(reader.doc)).toEqual(before)
})

test('[H3] attack in recovery: deletions that nobody may make, brought as if others had made them, wait in vain', async () => {
  const { enter, secretary, authors, reader, before } = await startRecovering()
  const attacker = await enter(secretary.token)
  attacker.sendReply(attacker.forge((doc) => doc.getMap('actionEvents').clear(), authors.secretary))
  expect((await attacker.closing).code).toBe(refusal('base-unknown').code)
  await reader.read()
  expect(fingerprint(reader.doc)).toEqual(before)
})

test('[H3] attack in recovery: client ids that are new belong to whoever types with them, as always', async () => {
  const { enter, delegateA, delegateB, ids, reader } = await startRecovering()
  const owner = await enter(delegateB.token)
  owner.edit((doc) => fieldsOf(doc, 'issues', ids.issueB).set('title', '一'))
  await eventually(() => expect(fieldsOf(reader.doc, 'issues', ids.issueB).get('title')).toBe('一'))
  const attacker = await enter(delegateA.token)
  attacker.sendUpdate(attacker.forge((doc) => fieldsOf(doc, 'issues', ids.issueA).set('title', '!'), owner.doc.clientID))
  expect(await attacker.closing).toEqual(refusal('client-id-foreign'))
  owner.edit((doc) => fieldsOf(doc, 'issues', ids.issueB).set('title', '二'))
  await eventually(() => expect(fieldsOf(reader.doc, 'issues', ids.issueB).get('title')).toBe('二'))
})
