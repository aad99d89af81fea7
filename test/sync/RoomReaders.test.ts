import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { MESSAGE_SYNC } from '../../shared/sync/protocol.ts'
import { openRoom, type FakeClient, type TestRoom } from './support.ts'

const SYNC_STEP_2 = 1

function write({ doc }: { doc: Y.Doc }, id: string, text: string): void {
  doc.getMap('issues').set(id, new Y.Map([['title', text]]))
}

function ids({ doc }: { doc: Y.Doc }): string[] {
  return [...doc.getMap('issues').keys()].toSorted()
}

function kinds(client: FakeClient): string[] {
  return client.received.map((message) => (message[0] === MESSAGE_SYNC ? ['question', 'reply', 'update'][message[1] ?? 0] ?? '' : 'presence'))
}

function withMeeting(): TestRoom & { author: FakeClient } {
  const opened = openRoom()
  const author = opened.client('author', 1)
  for (let n = 0; n < 20; n++) write(author, `r${n}`, '夜间施工扰民'.repeat(20))
  opened.clock.advance(100)
  return { ...opened, author }
}

test('[H1] newcomers get the same bytes, and what followed since they were made; synced only with the last of it', () => {
  const { client, clock, author } = withMeeting()
  // Longer than the answer to the author's own question is kept.
  clock.advance(30_000)
  const first = client('p2', 2)
  clock.advance(100)
  write(author, 'since', 'x')
  clock.advance(100)
  const second = client('p3', 3)
  clock.advance(100)
  const third = client('p4', 4)
  clock.advance(100)
  expect({
    first: kinds(first),
    second: kinds(second),
    same: second.received[1] === third.received[1],
    tail: second.received[2] === third.received[2],
    read: [ids(second), ids(third)],
  }).toEqual({
    first: ['question', 'reply', 'update'],
    second: ['question', 'update', 'update', 'reply'],
    same: true,
    tail: true,
    read: [ids(author), ids(author)],
  })
})

test('[H7] 1,000 clients return at once with what they had: one encoding for all, everyone synced, none refused', () => {
  const { client, clock, room, author, counts, batches } = withMeeting()
  const returning = Array.from({ length: 1_000 }, (_, index) => client(`r${index}`, 100 + index))
  clock.advance(100)
  for (const one of returning) one.disconnect()
  write(author, 'missed', 'x')
  clock.advance(100)
  const noted = batches.length
  for (const one of returning) {
    one.received.length = 0
    one.connect(room)
  }
  clock.advance(200)
  const replies = new Set(returning.flatMap(({ received }) => received.filter((message) => message[0] === MESSAGE_SYNC && message[1] === SYNC_STEP_2)))
  expect({
    replies: replies.size,
    synced: returning.filter((one) => ids(one).length === 21).length,
    closed: returning.flatMap(({ closed }) => closed),
    noted: batches.length - noted,
    size: room.size,
    joins: counts.get('joins'),
  }).toEqual({ replies: 1, synced: 1_000, closed: [], noted: 0, size: 1_001, joins: 2_001 })
})

test('[H7] one who does not read is queued no more than 1 MB for, and gets what is missing in one piece', () => {
  const { client, clock, author, counts } = withMeeting()
  const slow = client('p2', 2)
  clock.advance(100)
  slow.isReading = false
  for (let n = 0; n < 40; n++) {
    write(author, 'big', String(n).padEnd(100_000, 'x'))
    clock.advance(30)
  }
  const queued = slow.queued()
  const told = slow.received.length
  slow.readOn()
  clock.advance(100)
  expect({
    isBounded: queued < 1_200_000,
    pieces: slow.received.length - told,
    read: String((slow.doc.getMap('issues').get('big') as Y.Map<string>).get('title')).slice(0, 2),
    closed: slow.closed,
    stalls: counts.get('stalls'),
  }).toEqual({ isBounded: true, pieces: 1, read: '39', closed: [], stalls: 1 })
})

test('[H7] a slow reader that catches up hears of presence again', () => {
  const { client, clock, author } = withMeeting()
  const slow = client('p2', 2)
  clock.advance(100)
  slow.isReading = false
  for (let n = 0; n < 12; n++) {
    write(author, 'big', String(n).padEnd(100_000, 'x'))
    clock.advance(30)
  }
  author.announce({ cursor: 7 })
  clock.advance(100)
  slow.readOn()
  clock.advance(100)
  expect(slow.awareness.getStates().get(1)).toEqual({ cursor: 7 })
})

test('[H7] one who reads nothing for 30 s is sent away and may come back', () => {
  const { client, clock, author, room } = withMeeting()
  const stalled = client('p2', 2)
  clock.advance(100)
  stalled.isReading = false
  for (let n = 0; n < 12; n++) {
    write(author, 'big', String(n).padEnd(100_000, 'x'))
    clock.advance(30)
  }
  clock.advance(29_000)
  const before = [...stalled.closed]
  clock.advance(2_000)
  const after = [...stalled.closed]
  stalled.isReading = true
  stalled.connect(room)
  clock.advance(100)
  expect({ before, after, read: ids(stalled) }).toEqual({ before: [], after: ['too-slow'], read: ids(author) })
})

test('[H1] an answer nobody asks for any more is forgotten', () => {
  const { client, clock, author } = withMeeting()
  const early = client('p2', 2)
  clock.advance(30_000)
  const late = client('p3', 3)
  clock.advance(100)
  expect({ same: early.received[1] === late.received[1], waiting: clock.waiting, read: ids(late) }).toEqual({ same: false, waiting: 1, read: ids(author) })
})

test('[H1] random edits, joins and breaks: whoever comes when, all read the same', () => {
  const { client, clock, room, author } = withMeeting()
  const others: FakeClient[] = []
  for (let step = 0; step < 120; step++) {
    write(author, `s${step}`, 'x'.repeat((step * 7919) % 3_000))
    if (step % 3 === 0) clock.advance(step % 50)
    if (step % 5 === 0) others.push(client(`q${step}`, 1000 + step))
    const one = others[(step * 31) % Math.max(1, others.length)]
    if (step % 7 === 0 && one) {
      if (one.isConnected) one.disconnect()
      else one.connect(room)
    }
  }
  for (const one of others) if (!one.isConnected) one.connect(room)
  clock.advance(1_000)
  const states = [room, author, ...others].map((side) => JSON.stringify(side.doc.getMap('issues').toJSON()).length)
  expect(new Set(states).size).toBe(1)
})
