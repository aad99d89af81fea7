import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { judgeTouched, type Writer } from '../../../shared/sync/access.ts'
import { ClientOwners } from '../../../shared/sync/check/ClientOwners.ts'
import type { RoomRules } from '../../../shared/sync/room/Intake.ts'
import { rawUpdate } from '../../support/rawUpdate.ts'
import { openRoom, type FakeClient } from '../support.ts'
import { updateOf } from './support.ts'

function sendUpdate(client: FakeClient, update: Uint8Array): void {
  client.sendSync((encoder) => syncProtocol.writeUpdate(encoder, update))
}

function sendReply(client: FakeClient, update: Uint8Array): void {
  client.sendSync((encoder) => {
    encoding.writeVarUint(encoder, syncProtocol.messageYjsSyncStep2)
    encoding.writeVarUint8Array(encoder, update)
  })
}

test('[H3] whoever is present under a client id writes with it first, even if another tries before', () => {
  const { client, clock, room } = openRoom()
  const [owner, attacker] = [client('owner', 7), client('attacker', 8)]
  clock.advance(100)
  owner.announce({ at: 'agenda' })
  clock.advance(100)
  sendUpdate(attacker, rawUpdate([{ client: 7, clock: 0, structs: [{ gone: 1 }] }]))
  clock.advance(100)
  owner.doc.getMap('issues').set('a', new Y.Map([['title', 'x']]))
  clock.advance(100)
  expect([attacker.closed, owner.closed, room.doc.getMap('issues').has('a')]).toEqual([['client-id-foreign'], [], true])
})

/** Words that begin bold twice, and what takes the second beginning away. */
function twiceBold() {
  const doc = new Y.Doc()
  doc.clientID = 5
  const text = new Y.Text()
  doc.getMap('issues').set('a', new Y.Map([['detail', text]]))
  text.insert(0, 'words')
  const marks = rawUpdate([
    {
      client: 6,
      clock: 0,
      structs: [
        { origin: [5, 2], right: [5, 3], content: { is: 'format', key: 'bold', json: 'true' } },
        { origin: [5, 3], right: [5, 4], content: { is: 'format', key: 'bold', json: 'true' } },
      ],
    },
  ])
  const state = Y.mergeUpdates([Y.encodeStateAsUpdate(doc), marks])
  return { state, superfluous: rawUpdate([], [{ client: 6, ranges: [[1, 1]] }]) }
}

test.each([[true, true], [false, false]])('[H2] superfluous marks are taken away by those who may write nothing, if the document may change: %s', (mayChange, isTaken) => {
  const { state, superfluous } = twiceBold()
  const doc = new Y.Doc()
  const rules: RoomRules = { judge: () => ({ reason: 'write-refused' }), mayChange: () => mayChange, mayBringOthers: () => false }
  const { client, clock, batches } = openRoom({ doc, rules })
  Y.applyUpdate(doc, state)
  const marks = (): number => (doc.store.clients.get(6) ?? []).filter(({ deleted }) => !deleted).length
  const before = marks()
  const observer = client('observer', 9)
  clock.advance(100)
  const noted = batches.length
  sendUpdate(observer, superfluous)
  clock.advance(100)
  expect([before, marks(), observer.closed, batches.length - noted]).toEqual([2, isTaken ? 1 : 2, [], isTaken ? 1 : 0])
})

test('[H6] in recovery what nobody is known to have written waits for who may have written it, and is refused for good only once it is over', () => {
  const state = { isRecovering: true }
  const rules: RoomRules = {
    judge: (personId, touched) => (personId === 'boss' || touched.length === 0 ? 'allowed' : { reason: 'write-refused' }),
    mayChange: () => true,
    mayBringOthers: (_personId, isReply) => isReply && state.isRecovering,
  }
  const lost = updateOf(new Y.Doc(), 21, (copy) => copy.getMap('agenda').set('a', new Y.Map([['title', 'x']])))
  const { client, clock, room, owners } = openRoom({ rules })
  const [reader, again] = [client('li', 30), client('li', 31)]
  clock.advance(100)
  sendReply(reader, lost)
  clock.advance(6_000)
  const alone = [reader.closed, room.doc.getMap('agenda').size]
  sendReply(again, lost)
  clock.advance(1_000)
  const author = client('boss', 32)
  clock.advance(100)
  sendReply(author, lost)
  clock.advance(1_000)
  const back = [[...again.closed], room.doc.getMap('agenda').toJSON(), owners.owner(21)]
  state.isRecovering = false
  sendReply(again, updateOf(room.doc, 22, (copy) => copy.getMap('agenda').delete('a')))
  clock.advance(1_000)
  expect({ alone, back, closed: again.closed }).toEqual({ alone: [['base-unknown'], 0], back: [[], { a: { title: 'x' } }, undefined], closed: ['write-refused'] })
})

test("[H6] in recovery several authors' edits come back over one connection, into each other's new records too", () => {
  const people = new Map<string, Writer>([['boss', { personId: 'boss', role: 'secretary', departmentId: null }], ['li', { personId: 'li', role: 'delegate', departmentId: 'd1' }]])
  const owners = new ClientOwners([[21, 'boss'], [22, 'li']])
  const rules: RoomRules = {
    judge: (personId, touched, _broughtBy, readRecord) => {
      const writer = people.get(personId)
      return writer ? judgeTouched('meeting', writer, touched, readRecord) : { reason: 'write-refused' }
    },
    mayChange: () => true,
    mayBringOthers: () => true,
  }
  const { client, clock, room } = openRoom({ owners, rules })
  const lost = new Y.Doc()
  Y.applyUpdate(lost, updateOf(lost, 21, (copy) => copy.getMap('issues').set('a', new Y.Map([['leadDepartmentId', 'd1']]))))
  Y.applyUpdate(lost, updateOf(lost, 22, (copy) => copy.getMap<Y.Map<unknown>>('issues').get('a')?.set('title', 'x')))
  const bringer = client('boss', 30)
  clock.advance(100)
  sendReply(bringer, Y.encodeStateAsUpdate(lost))
  clock.advance(100)
  expect([bringer.closed, room.doc.getMap('issues').toJSON()]).toEqual([[], { a: { leadDepartmentId: 'd1', title: 'x' } }])
})
