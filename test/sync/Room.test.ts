import { afterEach, expect, test } from 'vitest'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { Room, type WriteGate } from '../../shared/sync/Room.ts'
import { FakeClient } from './support.ts'

const clients: FakeClient[] = []
afterEach(() => {
  for (const used of clients.splice(0)) used.destroy()
})

function client(id?: number): FakeClient {
  const fresh = new FakeClient(id)
  clients.push(fresh)
  return fresh
}

function openRoom(): { room: Room; updates: Uint8Array[] } {
  const updates: Uint8Array[] = []
  return { room: new Room(new Y.Doc(), (update) => updates.push(update)), updates }
}

const settled = (): Promise<void> => Promise.resolve()

test('[F7] what one writes the others read, and the author gets no echo', async () => {
  const { room } = openRoom()
  const author = client().connect(room)
  const reader = client().connect(room)
  await settled()
  const heard = author.received.length
  author.doc.getMap('agenda').set('a', '道路')
  expect({ read: reader.doc.getMap('agenda').toJSON(), echoes: author.received.length - heard }).toEqual({ read: { a: '道路' }, echoes: 0 })
})

test('[F7] edits made offline on both sides meet when the link is back', async () => {
  const { room } = openRoom()
  const [a, b] = [client().connect(room), client().connect(room)]
  await settled()
  a.doc.getText('t').insert(0, '城市')
  a.disconnect()
  a.doc.getText('t').insert(2, '管理')
  b.doc.getText('t').insert(0, '大')
  a.connect(room)
  await settled()
  const text = room.doc.getText('t').toString()
  expect([a, b].map(({ doc }) => doc.getText('t').toString())).toEqual([text, text])
  expect([...text].toSorted().join('')).toBe([...'大城市管理'].toSorted().join(''))
})

test('[F7] every update is noted before any peer hears of it', async () => {
  const order: string[] = []
  const room = new Room(new Y.Doc(), () => order.push('noted'))
  const author = client().connect(room)
  const reader = client().connect(room)
  reader.doc.on('update', () => order.push('heard'))
  await settled()
  author.doc.getMap('m').set('k', 1)
  expect(order).toEqual(['noted', 'heard'])
})

test.each(['write-refused', 'meeting-closed', 'not-saving'] as const)('[F5] a gate that says %s: nothing is applied, its author is told, others stay', async (reason) => {
  const { room, updates } = openRoom()
  const writer = client().connect(room, () => reason)
  const other = client().connect(room)
  await settled()
  writer.doc.getMap('m').set('k', 'no')
  expect({ closed: writer.closed, others: other.closed, stored: room.doc.getMap('m').toJSON(), noted: updates.length, size: room.size }).toEqual({
    closed: [reason],
    others: [],
    stored: {},
    noted: 0,
    size: 1,
  })
})

test('[F5] a right that is taken away counts from the next message', async () => {
  const { room } = openRoom()
  const rights: { gate: ReturnType<WriteGate> } = { gate: 'allowed' }
  const writer = client().connect(room, () => rights.gate)
  await settled()
  writer.doc.getMap('m').set('k', 1)
  rights.gate = 'write-refused'
  writer.doc.getMap('m').set('k', 2)
  expect({ stored: room.doc.getMap('m').toJSON(), closed: writer.closed }).toEqual({ stored: { k: 1 }, closed: ['write-refused'] })
})

test('[F5] a reader comes, goes and returns: what it sends back by protocol is no writing', async () => {
  const { room } = openRoom()
  const author = client().connect(room)
  await settled()
  author.doc.getText('t').insert(0, 'abcdef')
  author.doc.getText('t').delete(1, 3)
  const reader = client().connect(room, () => 'write-refused')
  await settled()
  reader.disconnect()
  author.doc.getText('t').insert(0, 'x')
  reader.connect(room, () => 'write-refused')
  await settled()
  reader.sendSync((encoder) => syncProtocol.writeSyncStep2(encoder, reader.doc, Y.encodeStateVector(new Y.Doc())))
  expect({ closed: reader.closed, text: reader.doc.getText('t').toString() }).toEqual({ closed: [], text: 'xaef' })
})

test('[F5] a refused reader cannot delete either', async () => {
  const { room } = openRoom()
  const author = client().connect(room)
  await settled()
  author.doc.getText('t').insert(0, 'kept')
  const reader = client().connect(room, () => 'write-refused')
  await settled()
  reader.doc.getText('t').delete(0, 4)
  expect({ closed: reader.closed, text: room.doc.getText('t').toString() }).toEqual({ closed: ['write-refused'], text: 'kept' })
})

test.each([
  ['nothing', []],
  ['a sync message that ends early', [0, 2, 200]],
  ['an unknown sync message', [0, 9, 0]],
  ['an update that is noise', [0, 2, 5, 255, 255, 255, 255, 255]],
  ['presence that ends early', [1, 3, 1, 1]],
])('[F7] %s: its sender goes, the room stays', async (_name, bytes) => {
  const { room } = openRoom()
  const vandal = client().connect(room)
  const other = client().connect(room)
  await settled()
  vandal.sendRaw(Uint8Array.from(bytes))
  other.doc.getMap('m').set('k', 1)
  expect({ closed: vandal.closed, size: room.size, stored: room.doc.getMap('m').toJSON() }).toEqual({ closed: ['message-damaged'], size: 1, stored: { k: 1 } })
})

test('[F7] a message of a kind we do not know is passed over: a newer client may send it', async () => {
  const { room } = openRoom()
  const newer = client().connect(room)
  await settled()
  newer.sendRaw(Uint8Array.from([42, 1]))
  expect(newer.closed).toEqual([])
})

test('[F7] presence: seen by those there and those who come, gone with its link', async () => {
  const { room } = openRoom()
  const a = client(1).connect(room)
  const b = client(2).connect(room)
  await settled()
  a.awareness.setLocalState({ name: '王' })
  a.announce()
  const late = client(3).connect(room)
  await settled()
  expect([b, late].map(({ awareness }) => awareness.getStates().get(1))).toEqual([{ name: '王' }, { name: '王' }])
  a.disconnect()
  expect([b, late].map(({ awareness }) => awareness.getStates().has(1))).toEqual([false, false])
})

test('[F7] a returning client is visible at once, though its clock did not move', async () => {
  const { room } = openRoom()
  const a = client(1).connect(room)
  const b = client(2).connect(room)
  await settled()
  a.awareness.setLocalState({ name: '王' })
  a.announce()
  a.disconnect()
  a.connect(room)
  await settled()
  expect(b.awareness.getStates().get(1)).toEqual({ name: '王' })
})

test('[F7] closing a room tells everyone and forgets them', async () => {
  const { room } = openRoom()
  const [a, b] = [client().connect(room), client().connect(room)]
  await settled()
  room.closeAll('hub-closing')
  expect({ a: a.closed, b: b.closed, size: room.size }).toEqual({ a: ['hub-closing'], b: ['hub-closing'], size: 0 })
})

test('[F7] what the hub writes itself reaches everyone', async () => {
  const { room, updates } = openRoom()
  const reader = client().connect(room)
  await settled()
  room.doc.getMap('m').set('by', 'hub')
  expect({ read: reader.doc.getMap('m').toJSON(), noted: updates.length }).toEqual({ read: { by: 'hub' }, noted: 1 })
})
