import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { SCHEMA_VERSION } from '../../../shared/schema/meeting.ts'
import { fieldsOf, record, refusal, startScene, strikeAt, type Scene } from './scene.ts'

type Forgery = (doc: Y.Doc, scene: Scene) => void

const AT = '2026-03-05T14:40:00Z'
const anEvent = (section: string) => (scene: Scene) => `${section}/${idOfEvent(scene, section)}`

function idOfEvent({ honest }: Scene, section: string): string {
  const [event] = section === 'agendaEvents' ? honest.meeting.agendaEvents.list() : honest.meeting.actionEvents.list()
  return event?.id ?? ''
}

/** All as secretary, who may write in these sections: it is about what nobody may write. */
const forgeries: Readonly<Record<string, readonly [Forgery, about: (scene: Scene) => string]>> = {
  'an event of the agenda by somebody else': [
    (doc, { ids, delegateB }) => doc.getMap('agendaEvents').set('new', record({ itemId: ids.item, kind: 'resolved', nextOn: null, at: AT, by: delegateB.person.id })),
    () => 'agendaEvents/new',
  ],
  'an event of an action by somebody else': [
    (doc, { ids, delegateB }) => doc.getMap('actionEvents').set('new', record({ actionId: ids.actionB, kind: 'signed', at: AT, by: delegateB.person.id })),
    () => 'actionEvents/new',
  ],
  'an event without an author': [(doc, { ids }) => doc.getMap('actionEvents').set('new', record({ actionId: ids.actionB, kind: 'signed', at: AT })), () => 'actionEvents/new'],
  'an event whose author is a text that may still change': [
    (doc, { ids }) => doc.getMap('actionEvents').set('new', record({ actionId: ids.actionB, kind: 'signed', at: AT, by: new Y.Text('x') })),
    () => 'actionEvents/new',
  ],
  'an event that is a bare value': [(doc) => doc.getMap('actionEvents').set('new', { kind: 'signed' }), () => 'actionEvents/new'],
  'an event of an action, changed': [
    (doc, scene) => fieldsOf(doc, 'actionEvents', idOfEvent(scene, 'actionEvents')).set('kind', 'withdrawn'),
    anEvent('actionEvents'),
  ],
  'an event of an action, given another field': [
    (doc, scene) => fieldsOf(doc, 'actionEvents', idOfEvent(scene, 'actionEvents')).set('note', '!'),
    anEvent('actionEvents'),
  ],
  'an event of an action, without one of its fields': [(doc, scene) => fieldsOf(doc, 'actionEvents', idOfEvent(scene, 'actionEvents')).delete('at'), anEvent('actionEvents')],
  'an event of an action, removed': [(doc, scene) => doc.getMap('actionEvents').delete(idOfEvent(scene, 'actionEvents')), anEvent('actionEvents')],
  'an event of the agenda, removed': [(doc, scene) => doc.getMap('agendaEvents').delete(idOfEvent(scene, 'agendaEvents')), anEvent('agendaEvents')],
  'an event of an action, replaced by one of mine': [
    (doc, scene) => doc.getMap('actionEvents').set(idOfEvent(scene, 'actionEvents'), record({ actionId: scene.ids.actionB, kind: 'withdrawn', at: AT, by: scene.secretary.person.id })),
    anEvent('actionEvents'),
  ],
  'the moment of closing': [(doc, { meetingId }) => fieldsOf(doc, 'info', meetingId).set('closedAt', AT), ({ meetingId }) => `info/${meetingId}`],
  'the version of the schema': [(doc, { meetingId }) => fieldsOf(doc, 'info', meetingId).set('schemaVersion', SCHEMA_VERSION + 1), ({ meetingId }) => `info/${meetingId}`],
  'the version of the schema, taken away': [(doc, { meetingId }) => fieldsOf(doc, 'info', meetingId).delete('schemaVersion'), ({ meetingId }) => `info/${meetingId}`],
  'the record of the meeting, removed': [(doc, { meetingId }) => doc.getMap('info').delete(meetingId), ({ meetingId }) => `info/${meetingId}`],
  'the record of the meeting, replaced': [
    (doc, { meetingId }) => doc.getMap('info').set(meetingId, record({ ...(doc.getMap('info').toJSON() as Record<string, object>)[meetingId], closedAt: AT })),
    ({ meetingId }) => `info/${meetingId}`,
  ],
  'a second record of the meeting, which might be read as the first': [
    (doc, { meetingId }) => doc.getMap('info').set('0', record({ ...(doc.getMap('info').toJSON() as Record<string, object>)[meetingId], closedAt: AT })),
    () => 'info/0',
  ],
}

test.each(Object.entries(forgeries))('[H3] attack: what nobody may write: %s', async (_name, [forgery, about]) => {
  const scene = await startScene()
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge((doc) => forgery(doc, scene))), scene.secretary.token)
  expect(closing).toEqual(refusal('write-refused', about(scene)))
})
