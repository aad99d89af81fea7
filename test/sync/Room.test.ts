import * as decoding from 'lib0/decoding'
import { expect, test } from 'vitest'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { HUB_AUTHOR } from '../../shared/sync/check/ClientOwners.ts'
import type { CloseReason } from '../../shared/sync/protocol.ts'
import { openRoom, type FakeClient, type TestRoom } from './support.ts'

/** A record of issues with a title and a text to type in. */
function raise({ doc }: { doc: Y.Doc }, id: string, title = id, text = ''): void {
  doc.getMap('issues').set(id, new Y.Map<unknown>([['title', title], ['body', new Y.Text(text)]]))
}

function bodyOf({ doc }: { doc: Y.Doc }, id: string): Y.Text {
  return (doc.getMap('issues').get(id) as Y.Map<Y.Text>).get('body') as Y.Text
}

function titles({ doc }: { doc: Y.Doc }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(doc.getMap('issues').toJSON()).map(([id, record]) => [id, (record as { title: unknown }).title]))
}

function settled(count: number, room: TestRoom = openRoom()): TestRoom & { clients: FakeClient[] } {
  const clients = Array.from({ length: count }, (_, index) => room.client(`p${index + 1}`, index + 1))
  room.clock.advance(100)
  return { ...room, clients }
}

function fields(...entries: [string, unknown][]): Map<string, unknown> {
  return new Map(entries)
}

test('[H1] what one writes the others read, and the author gets no echo', () => {
  const { clients, clock } = settled(3)
  const [author, reader, other] = clients as [FakeClient, FakeClient, FakeClient]
  const heard = author.received.length
  raise(author, 'a', '道路')
  clock.advance(100)
  expect({ read: [titles(reader), titles(other)], echoes: author.received.length - heard }).toEqual({ read: [{ a: '道路' }, { a: '道路' }], echoes: 0 })
})

test('[H1] what several write in one moment is one batch and one frame, the same bytes for all', () => {
  const { clients, clock, batches } = settled(3)
  const [a, b, reader] = clients as [FakeClient, FakeClient, FakeClient]
  const heard = reader.received.length
  raise(a, 'a')
  raise(a, 'c')
  raise(b, 'b')
  clock.settle()
  const frames = [reader, a].map(({ received }) => received.at(-1))
  expect({ batches: batches.length, frames: reader.received.length - heard, same: frames[0] === frames[1], read: titles(reader) }).toEqual({
    batches: 1,
    frames: 1,
    same: true,
    read: { a: 'a', b: 'b', c: 'c' },
  })
})

test('[H1] a batch says who wrote what, and which client ids were new', () => {
  const { clients, clock, batches, owners } = settled(2)
  const [a, b] = clients as [FakeClient, FakeClient]
  raise(a, 'a')
  raise(b, 'b')
  clock.settle()
  raise(a, 'c')
  clock.settle()
  expect({
    authors: batches.map(({ authored }) => authored.map(({ personId }) => personId)),
    claims: batches.map(({ claims }) => claims),
    owners: [owners.owner(1), owners.owner(2)],
  }).toEqual({ authors: [['p1', 'p2'], ['p1']], claims: [[[1, 'p1'], [2, 'p2']], []], owners: ['p1', 'p2'] })
})

test('[F7] edits made offline on both sides meet when the link is back', () => {
  const { clients, clock, room } = settled(2)
  const [a, b] = clients as [FakeClient, FakeClient]
  raise(a, 'x', 'x', '城市')
  clock.advance(100)
  a.disconnect()
  bodyOf(a, 'x').insert(2, '管理')
  bodyOf(b, 'x').insert(0, '大')
  clock.advance(100)
  a.connect(room)
  clock.advance(100)
  expect([a, b, room].map((side) => bodyOf(side, 'x').toString())).toEqual(['大城市管理', '大城市管理', '大城市管理'])
})

test('[F7] every batch is noted before any peer hears of it', () => {
  const order: string[] = []
  const room = openRoom({ onBatch: () => order.push('noted') })
  const { clients, clock } = settled(2, room)
  const [author, reader] = clients as [FakeClient, FakeClient]
  reader.doc.on('update', () => order.push('heard'))
  raise(author, 'a')
  clock.advance(100)
  expect(order).toEqual(['noted', 'heard'])
})

test('[H1] while it is quiet a flush waits for nothing; after a long one it waits as long', () => {
  const noted: number[] = []
  const room = openRoom({
    onBatch: () => {
      noted.push(clock.now())
      clock.advance(15)
    },
  })
  const { clock } = room
  const [author] = settled(1, room).clients as [FakeClient]
  const start = clock.now()
  raise(author, 'a')
  clock.settle()
  raise(author, 'b')
  clock.advance(100)
  expect(noted.map((at) => at - start)).toEqual([0, 30])
})

test.each(['write-refused', 'meeting-closed', 'not-saving'] as const)('[F5] rules that say %s: nothing is applied, its author is told about what, others stay', (reason) => {
  const { clients, clock, rules, room, batches, counts } = settled(2)
  const [writer, other] = clients as [FakeClient, FakeClient]
  rules.judge = () => ({ reason, about: 'issues/a' })
  raise(writer, 'a', 'no')
  clock.advance(100)
  expect({ closed: writer.closed, about: writer.about, others: other.closed, stored: titles(room), noted: batches.length, size: room.size, counted: counts.get(`refused/${reason}`) }).toEqual({
    closed: [reason],
    about: ['issues/a'],
    others: [],
    stored: {},
    noted: 0,
    size: 1,
    counted: 1,
  })
})

test('[F5] a right that is taken away counts from the next message, and nothing that follows it is looked at', () => {
  const { clients, clock, rules, room } = settled(1)
  const [writer] = clients as [FakeClient]
  raise(writer, 'a')
  clock.settle()
  rules.judge = () => ({ reason: 'write-refused' })
  raise(writer, 'b')
  raise(writer, 'c')
  rules.judge = (_personId, touched) => (touched.some(({ recordId }) => recordId === 'b') || touched.length === 0 ? { reason: 'write-refused' } : 'allowed')
  clock.advance(100)
  expect({ stored: titles(room), closed: writer.closed }).toEqual({ stored: { a: 'a' }, closed: ['write-refused'] })
})

test('[H2] of what several send in one moment only the refused is left out', () => {
  const { clients, clock, rules, room } = settled(3)
  const [a, b, reader] = clients as [FakeClient, FakeClient, FakeClient]
  rules.judge = (personId) => (personId === 'p2' ? { reason: 'write-refused' } : 'allowed')
  raise(a, 'a')
  raise(b, 'b')
  raise(a, 'c')
  clock.advance(100)
  expect({ stored: titles(room), read: titles(reader), closed: [a.closed, b.closed] }).toEqual({ stored: { a: 'a', c: 'c' }, read: { a: 'a', c: 'c' }, closed: [[], ['write-refused']] })
})

test('[F5] a reader comes, goes and returns: what it sends back by protocol is no writing', () => {
  const { clients, clock, rules, room, client } = { ...settled(1) }
  const [author] = clients as [FakeClient]
  rules.judge = (personId) => (personId === 'p1' ? 'allowed' : { reason: 'write-refused' })
  raise(author, 'a', 'a', 'abcdef')
  bodyOf(author, 'a').delete(1, 3)
  clock.advance(100)
  const reader = client('reader', 9)
  clock.advance(100)
  reader.disconnect()
  bodyOf(author, 'a').insert(0, 'x')
  clock.advance(100)
  reader.connect(room)
  clock.advance(100)
  reader.sendSync((encoder) => syncProtocol.writeSyncStep2(encoder, reader.doc, Y.encodeStateVector(new Y.Doc())))
  clock.advance(100)
  expect({ closed: reader.closed, text: bodyOf(reader, 'a').toString() }).toEqual({ closed: [], text: 'xaef' })
})

test('[F5] a refused reader cannot delete either', () => {
  const { clients, clock, rules, client } = settled(1)
  const [author] = clients as [FakeClient]
  rules.judge = (personId) => (personId === 'p1' ? 'allowed' : { reason: 'write-refused' })
  raise(author, 'a', 'a', 'kept')
  clock.advance(100)
  const reader = client('reader', 9)
  clock.advance(100)
  bodyOf(reader, 'a').delete(0, 4)
  clock.advance(100)
  expect({ closed: reader.closed, text: bodyOf(author, 'a').toString() }).toEqual({ closed: ['write-refused'], text: 'kept' })
})

test.each([
  ['nothing', []],
  ['a sync message that ends early', [0, 2, 200]],
  ['an unknown sync message', [0, 9, 0]],
  ['an update that is noise', [0, 2, 5, 255, 255, 255, 255, 255]],
  ['a question that is noise', [0, 0, 2, 200, 200]],
  ['presence that ends early', [1, 3, 1, 1]],
])('[F7] %s: its sender goes, the room stays', (_name, bytes) => {
  const { clients, clock, room } = settled(2)
  const [vandal, other] = clients as [FakeClient, FakeClient]
  vandal.sendRaw(Uint8Array.from(bytes))
  raise(other, 'a')
  clock.advance(100)
  expect({ closed: vandal.closed, size: room.size, stored: titles(room) }).toEqual({ closed: ['message-damaged'], size: 1, stored: { a: 'a' } })
})

test('[F7] a message of a kind we do not know is passed over: a newer client may send it', () => {
  const { clients, clock } = settled(1)
  const [newer] = clients as [FakeClient]
  newer.sendRaw(Uint8Array.from([42, 1]))
  clock.advance(100)
  expect(newer.closed).toEqual([])
})

test('[H1] who writes and asks in one breath hears of what it wrote', () => {
  const { clients, batches } = settled(1)
  const [author] = clients as [FakeClient]
  raise(author, 'a')
  const before = batches.length
  author.sendSync((encoder) => syncProtocol.writeSyncStep1(encoder, new Y.Doc()))
  const answered = new Y.Doc()
  for (const message of author.received.slice(-3)) if (message[0] === 0 && message[1] !== 0) Y.applyUpdate(answered, decoding.readVarUint8Array(decoding.createDecoder(message.subarray(2))))
  expect({ before, after: batches.length, answer: titles({ doc: answered }) }).toEqual({ before: 0, after: 1, answer: { a: 'a' } })
})

test('[F7] what a client sent before it left is taken in', () => {
  const { clients, clock, room } = settled(1)
  const [leaving] = clients as [FakeClient]
  raise(leaving, 'a')
  leaving.disconnect()
  clock.advance(100)
  expect(titles(room)).toEqual({ a: 'a' })
})

test('[F7] closing a room takes in what came, tells everyone and forgets them', () => {
  const { clients, room, clock } = settled(2)
  const [a, b] = clients as [FakeClient, FakeClient]
  raise(a, 'a')
  room.closeAll('hub-closing')
  clock.advance(60_000)
  expect({ a: a.closed, b: b.closed, size: room.size, stored: titles(room), waiting: clock.waiting }).toEqual({
    a: ['hub-closing'],
    b: ['hub-closing'],
    size: 0,
    stored: { a: 'a' },
    waiting: 0,
  })
})

test('[F7] what the hub writes itself is noted when its call returns, under its own name, and reaches everyone', () => {
  const { clients, clock, room, batches, owners } = settled(1)
  const [reader] = clients as [FakeClient]
  room.doc.transact(() => raise(room, 'a'))
  const noted = batches.map(({ claims, authored }) => ({ claims, authored }))
  room.doc.transact(() => {
    ;(room.doc.getMap('issues').get('a') as Y.Map<string>).set('title', 'b')
    bodyOf(room, 'a').insert(0, 'x')
  })
  room.doc.getMap('issues').delete('a')
  clock.advance(100)
  const hub = room.doc.clientID
  expect({ noted, owner: owners.owner(hub), touched: batches.slice(1).map(({ authored }) => authored[0]?.touched), read: titles(reader) }).toEqual({
    noted: [
      {
        claims: [[hub, HUB_AUTHOR]],
        authored: [
          {
            personId: HUB_AUTHOR,
            touched: [{ section: 'issues', recordId: 'a', change: 'created', fields: fields(['title', { kind: 'set', value: 'a' }], ['body', { kind: 'set' }]) }],
          },
        ],
      },
    ],
    owner: HUB_AUTHOR,
    touched: [
      [{ section: 'issues', recordId: 'a', change: 'changed', fields: fields(['title', { kind: 'set', value: 'b' }], ['body', { kind: 'edited' }]) }],
      [{ section: 'issues', recordId: 'a', change: 'removed', fields: fields() }],
    ],
    read: {},
  })
})

test('[H3] sync step 1 floods and message floods: the sender goes', () => {
  const { clients } = settled(2)
  const [asking, shouting] = clients as [FakeClient, FakeClient]
  for (let n = 0; n < 100; n++) asking.sendSync((encoder) => syncProtocol.writeSyncStep1(encoder, asking.doc))
  for (let n = 0; n < 50_000; n++) shouting.sendRaw(Uint8Array.from([42]))
  expect([asking.closed, shouting.closed]).toEqual([['message-flood'], ['message-flood']])
})

test('[H3] a client that asks every second, and one that types and moves as fast as people can, is no flood', () => {
  const { clients, clock } = settled(1)
  const [busy] = clients as [FakeClient]
  raise(busy, 'a')
  for (let tenth = 0; tenth < 600; tenth++) {
    clock.advance(100)
    if (tenth % 10 === 0) busy.sendSync((encoder) => syncProtocol.writeSyncStep1(encoder, busy.doc))
    busy.announce({ at: tenth })
    for (let n = 0; n < 3; n++) bodyOf(busy, 'a').insert(0, '字')
  }
  bodyOf(busy, 'a').insert(0, '贴'.repeat(500_000))
  clock.advance(100)
  expect(busy.closed).toEqual([] satisfies CloseReason[])
})
