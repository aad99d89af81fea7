import { expect, test } from 'vitest'
import { MESSAGE_AWARENESS } from '../../shared/sync/protocol.ts'
import { FakeClient, openRoom } from './support.ts'

test('[F7] presence: seen by those there and those who come, gone with its link', () => {
  const { client, clock } = openRoom()
  const [a, b] = [client('a', 1), client('b', 2)]
  clock.advance(100)
  a.announce({ at: 'agenda' })
  clock.advance(100)
  const late = client('c', 3)
  clock.advance(100)
  const seen = [b, late].map(({ awareness }) => awareness.getStates().get(1))
  a.disconnect()
  clock.advance(100)
  expect({ seen, left: [b, late].map(({ awareness }) => awareness.getStates().has(1)) }).toEqual({ seen: [{ at: 'agenda' }, { at: 'agenda' }], left: [false, false] })
})

test('[H7] a client that returns is seen at once, whether or not the old link is known to be dead', () => {
  const { client, clock, room } = openRoom()
  const [a, b] = [client('a', 1), client('b', 2)]
  clock.advance(100)
  a.announce({ at: 'agenda' })
  clock.advance(100)
  a.disconnect()
  clock.advance(100)
  a.connect(room)
  clock.settle()
  const afterGoodbye = b.awareness.getStates().get(1)
  a.disconnect('half')
  a.awareness.setLocalState({ at: 'notes' })
  a.connect(room)
  clock.advance(40)
  expect({ afterGoodbye, overHalfOpen: b.awareness.getStates().get(1), own: a.awareness.getLocalState() }).toEqual({ afterGoodbye: { at: 'agenda' }, overHalfOpen: { at: 'notes' }, own: { at: 'notes' } })
})

test('[H1] presence of many in one moment is one frame, 25 times a second at most', () => {
  const { client, clock } = openRoom()
  const many = Array.from({ length: 20 }, (_, index) => client(`p${index}`, index + 1))
  const reader = client('reader', 99)
  clock.advance(100)
  reader.received.length = 0
  for (let moment = 0; moment < 100; moment++) {
    for (const one of many) one.announce({ moment })
    clock.advance(10)
  }
  const frames = reader.received.filter((message) => message[0] === MESSAGE_AWARENESS).length
  clock.advance(40)
  expect({ isSmooth: frames >= 24 && frames <= 26, last: [...reader.awareness.getStates().values()].every(({ moment }) => moment === 99) }).toEqual({ isSmooth: true, last: true })
})

test('[H3] presence under another name reaches nobody, and its sender stays', () => {
  const { client, clock } = openRoom()
  const [victim, vandal, reader] = [client('victim', 1), client('vandal', 2), client('reader', 3)]
  clock.advance(100)
  victim.announce({ presence: { person: { id: 'victim' } } })
  clock.advance(100)
  vandal.announce({ presence: { person: { id: 'victim' } } })
  vandal.sendRaw(Uint8Array.from([MESSAGE_AWARENESS, 8, 1, 1, 99, 4, 0x6e, 0x75, 0x6c, 0x6c]))
  clock.advance(100)
  expect({ seen: [...reader.awareness.getStates()], closed: vandal.closed }).toEqual({ seen: [[1, { presence: { person: { id: 'victim' } } }]], closed: [] })
})

test('[H7] two windows of one person see each other, and one that closes leaves the other', () => {
  const { client, clock } = openRoom()
  const [first, second] = [client('a', 1), client('a', 2)]
  clock.advance(100)
  first.announce({ n: 1 })
  clock.advance(100)
  second.announce({ n: 2 })
  clock.advance(100)
  const seen = [first.awareness.getStates().get(2), second.awareness.getStates().get(1)]
  second.disconnect()
  clock.advance(100)
  expect({ seen, left: [...first.awareness.getStates().keys()] }).toEqual({ seen: [{ n: 2 }, { n: 1 }], left: [1] })
})

test('[F7] who asks for presence gets it', () => {
  const { client, clock, room } = openRoom()
  client('a', 1).announce({ n: 1 })
  clock.advance(100)
  const asking = new FakeClient(clock, 'b', 2).connect(room)
  clock.advance(100)
  asking.awareness.states.clear()
  asking.awareness.meta.clear()
  asking.askForPresence()
  clock.advance(100)
  expect([...asking.awareness.getStates()]).toEqual([[1, { n: 1 }]])
})
