import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { endAgendaItem } from '../../../shared/model/agenda.ts'
import { draftResolution } from '../../../shared/model/resolutions.ts'
import { fingerprint } from '../../support/fingerprint.ts'
import { must } from '../../support/startMeeting.ts'
import { eventually, joinAs, request, startHub } from '../support.ts'
import { RawClient } from './RawClient.ts'
import { fieldsOf, record, refusal, startScene, strikeAt, type Scene } from './scene.ts'

type Forgery = (doc: Y.Doc, scene: Scene) => void

const issueFor = (leadDepartmentId: unknown, doc: Y.Doc) =>
  record({ order: 'a5', columnId: [...doc.getMap('columns').keys()][0], title: '新', detail: new Y.Text(''), priority: 'low', leadDepartmentId, agendaItemIds: new Y.Map() })

test('[H3] attack: an observer writes', async () => {
  const scene = await startScene()
  const observer = await joinAs(scene.url, scene.secretary.token, 'observer', '居民议事会')
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge((doc) => fieldsOf(doc, 'issues', scene.ids.issueA).set('title', '!'))), observer.token)
  expect(closing).toEqual(refusal('write-refused', `issues/${scene.ids.issueA}`))
})

const elsewhere: Readonly<Record<string, readonly [Forgery, about: (scene: Scene) => string]>> = {
  'the title of the meeting': [(doc, { meetingId }) => fieldsOf(doc, 'info', meetingId).set('title', '!'), ({ meetingId }) => `info/${meetingId}`],
  'an agenda item': [(doc, { ids }) => fieldsOf(doc, 'agenda', ids.item).set('title', '!'), ({ ids }) => `agenda/${ids.item}`],
  'the words of an agenda item': [(doc, { ids }) => (fieldsOf(doc, 'agenda', ids.item).get('ask') as Y.Text).insert(0, '!'), ({ ids }) => `agenda/${ids.item}`],
  'a new agenda item': [(doc) => doc.getMap('agenda').set('new', record({ title: '!' })), () => 'agenda/new'],
  'a status of an agenda item': [(doc) => doc.getMap('agendaEvents').set('new', record({ kind: 'resolved' })), () => 'agendaEvents/new'],
  'a column': [(doc) => doc.getMap('columns').set('new', record({ name: '!' })), () => 'columns/new'],
  'a resolution': [(doc, { ids }) => (fieldsOf(doc, 'resolutions', ids.resolution).get('text') as Y.Text).delete(0, 2), ({ ids }) => `resolutions/${ids.resolution}`],
  'a removed resolution': [(doc, { ids }) => doc.getMap('resolutions').delete(ids.resolution), ({ ids }) => `resolutions/${ids.resolution}`],
}

test.each(Object.entries(elsewhere))('[H3] attack: a delegate writes into another section: %s', async (_name, [forgery, about]) => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge((doc) => forgery(doc, scene))))
  expect(closing).toEqual(refusal('write-refused', about(scene)))
})

const foreign: Readonly<Record<string, readonly [Forgery, about: (scene: Scene) => string]>> = {
  'a field of their issue': [(doc, { ids }) => fieldsOf(doc, 'issues', ids.issueB).set('title', '!'), ({ ids }) => `issues/${ids.issueB}`],
  'the words of their issue': [(doc, { ids }) => (fieldsOf(doc, 'issues', ids.issueB).get('detail') as Y.Text).insert(1, '!'), ({ ids }) => `issues/${ids.issueB}`],
  'a set of their issue': [(doc, { ids }) => (fieldsOf(doc, 'issues', ids.issueB).get('agendaItemIds') as Y.Map<unknown>).set('x', true), ({ ids }) => `issues/${ids.issueB}`],
  'their issue, made mine': [(doc, { ids, departmentA }) => fieldsOf(doc, 'issues', ids.issueB).set('leadDepartmentId', departmentA), ({ ids }) => `issues/${ids.issueB}`],
  'their issue, replaced by one of mine': [(doc, { ids, departmentA }) => doc.getMap('issues').set(ids.issueB, issueFor(departmentA, doc)), ({ ids }) => `issues/${ids.issueB}`],
  'their issue, replaced by a word': [(doc, { ids }) => doc.getMap('issues').set(ids.issueB, '!'), ({ ids }) => `issues/${ids.issueB}`],
  'their issue, removed': [(doc, { ids }) => doc.getMap('issues').delete(ids.issueB), ({ ids }) => `issues/${ids.issueB}`],
  'their action': [(doc, { ids }) => fieldsOf(doc, 'actions', ids.actionB).set('dueOn', '2030-01-01'), ({ ids }) => `actions/${ids.actionB}`],
  'an issue created for them': [(doc, { departmentB }) => doc.getMap('issues').set('new', issueFor(departmentB, doc)), () => 'issues/new'],
  'my issue, given away': [(doc, { ids, departmentB }) => fieldsOf(doc, 'issues', ids.issueA).set('leadDepartmentId', departmentB), ({ ids }) => `issues/${ids.issueA}`],
  'my action, given away': [(doc, { ids, departmentB }) => fieldsOf(doc, 'actions', ids.actionA).set('leadDepartmentId', departmentB), ({ ids }) => `actions/${ids.actionA}`],
  'my issue, replaced by one of theirs': [(doc, { ids, departmentB }) => doc.getMap('issues').set(ids.issueA, issueFor(departmentB, doc)), ({ ids }) => `issues/${ids.issueA}`],
  'my issue, with a department that is no text': [(doc, { ids }) => fieldsOf(doc, 'issues', ids.issueA).set('leadDepartmentId', new Y.Map()), ({ ids }) => `issues/${ids.issueA}`],
  'attendance of somebody else': [(doc, { secretary }) => fieldsOf(doc, 'attendance', secretary.person.id).set('status', 'leave'), ({ secretary }) => `attendance/${secretary.person.id}`],
  'attendance of somebody who has not come': [
    (doc, { departmentB }) => doc.getMap('attendance').set('somebody', record({ name: '赵', role: 'delegate', departmentId: departmentB, status: 'present', at: '2026-03-05T14:30:00Z' })),
    () => 'attendance/somebody',
  ],
  'a status of their action': [
    (doc, { ids, delegateA }) => doc.getMap('actionEvents').set('new', record({ actionId: ids.actionB, kind: 'signed', at: '2026-03-05T14:40:00Z', by: delegateA.person.id })),
    () => 'actionEvents/new',
  ],
}

test.each(Object.entries(foreign))("[H3] attack: another department's record: %s", async (_name, [forgery, about]) => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge((doc) => forgery(doc, scene))))
  expect(closing).toEqual(refusal('write-refused', about(scene)))
})

test('[H3] attack: something forbidden beside something allowed: nothing of the update counts', async () => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) =>
    attacker.sendUpdate(
      attacker.forge((doc) => {
        fieldsOf(doc, 'issues', scene.ids.issueA).set('title', '允许')
        fieldsOf(doc, 'agenda', scene.ids.item).set('title', '!')
      }),
    ),
  )
  expect(closing).toEqual(refusal('write-refused', `agenda/${scene.ids.item}`))
})

test('[H3] attack: a forbidden write in the answer to the question of the hub', async () => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => attacker.sendReply(attacker.forge((doc) => fieldsOf(doc, 'agenda', scene.ids.item).set('title', '!'))))
  expect(closing).toEqual(refusal('write-refused', `agenda/${scene.ids.item}`))
})

test.each(['map', 'text', 'list'])('[H3] attack: a new top-level type: %s', async (kind) => {
  const scene = await startScene()
  const closing = await strikeAt(
    scene,
    (attacker) =>
      attacker.sendUpdate(
        attacker.forge((doc) => {
          if (kind === 'map') doc.getMap('evil').set('x', 1)
          else if (kind === 'text') doc.getText('evil').insert(0, '!')
          else doc.getArray('evil').push([1])
        }),
      ),
    scene.secretary.token,
  )
  expect(closing).toEqual(refusal('write-refused'))
})

test('[H3] attack: the directory, which the hub alone writes, also by a secretary', async () => {
  const scene = await startScene()
  const { url, secretary, hub } = scene
  const reader = await RawClient.join(url, 'directory', secretary.token)
  const before = fingerprint(reader.doc)
  for (const { token } of [secretary, scene.delegateA]) {
    const attacker = await RawClient.join(url, 'directory', token)
    attacker.sendUpdate(attacker.forge((doc) => fieldsOf(doc, 'people', scene.delegateA.person.id).set('role', 'secretary')))
    expect(await attacker.closing).toEqual(refusal('write-refused', `people/${scene.delegateA.person.id}`))
  }
  await reader.read()
  expect(fingerprint(reader.doc)).toEqual(before)
  await hub.close()
  const again = await startHub({ dataDir: hub.dataDir })
  // A hub that starts writes where it is to be reached.
  expect(fingerprint((await RawClient.join(again.url, 'directory', secretary.token)).doc).roots['people']).toEqual(before.roots['people'])
})

test('[H3] attack: a closed meeting, by whoever could write it before', async () => {
  const scene = await startScene()
  const { url, secretary, honest, ids, room, hub, meetingId } = scene
  for (const item of honest.meeting.agenda.list()) {
    must(draftResolution(honest.meeting, { itemId: item.id, text: '同意', needsFollowUp: false }, honest.context))
    must(endAgendaItem(honest.meeting, item.id, { kind: 'resolved' }, honest.context))
  }
  for (const resolution of honest.meeting.resolutions.list()) honest.doc.transact(() => honest.meeting.resolutions.patch(resolution.id, { needsFollowUp: false }))
  const attacker = await RawClient.join(url, room, secretary.token)
  await eventually(async () => expect(await request(url, 'POST', `/api/meetings/${meetingId}/close`, secretary.token)).toMatchObject({ status: 200 }))
  await attacker.read()
  const before = fingerprint(attacker.doc)
  for (const token of [secretary.token, scene.delegateA.token]) {
    const late = await RawClient.join(url, room, token)
    late.sendUpdate(late.forge((doc) => fieldsOf(doc, 'issues', ids.issueA).set('title', '!')))
    expect({ ...(await late.closing), text: '' }).toEqual({ ...refusal('meeting-closed'), text: '' })
  }
  await attacker.read()
  expect({ state: fingerprint(attacker.doc), isClosed: attacker.isClosed }).toEqual({ state: before, isClosed: false })
  await hub.close()
  const again = await startHub({ dataDir: hub.dataDir })
  expect(fingerprint((await RawClient.join(again.url, room, secretary.token)).doc)).toEqual(before)
})
