import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import { PRESENCE_MS, PresenceRelay, type PresenceSource } from '../../shared/sync/PresenceRelay.ts'
import { ownPresence } from '../../shared/sync/Room.ts'

type State = readonly [id: number, clock: number, state: unknown]
type Told = readonly [id: number, state: unknown]

function encode(...states: State[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, states.length)
  for (const [id, clock, state] of states) {
    encoding.writeVarUint(encoder, id)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  }
  return encoding.toUint8Array(encoder)
}

function decode(update: Uint8Array | null): State[] {
  if (!update) return []
  const decoder = decoding.createDecoder(update)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => [
    decoding.readVarUint(decoder),
    decoding.readVarUint(decoder),
    JSON.parse(decoding.readVarString(decoder)) as unknown,
  ])
}

const STRANGER: PresenceSource = { personId: 'stranger' }

function open(owners: ReadonlyMap<number, string> = new Map()) {
  const relay = new PresenceRelay({ owner: (client) => owners.get(client), presentAs: ownPresence })
  const clocks: number[] = []
  return {
    relay,
    clocks,
    /** What everybody else is told next. */
    told: (): Told[] => decode(relay.takeChanges()?.all ?? null).map(([id, clock, state]) => (clocks.push(clock), [id, state])),
    /** What a newcomer is told. */
    present: (newcomer = STRANGER): Told[] => decode(relay.all(newcomer)).map(([id, , state]) => [id, state]),
  }
}

const ids = (update: Uint8Array | null | undefined): number[] => decode(update ?? null).map(([id]) => id)
const person = (id: string): PresenceSource => ({ personId: id })
const growing = (numbers: readonly number[]): boolean => numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))

test('[F7] what comes is told once, and kept for newcomers', () => {
  const { relay, told, present } = open()
  const a = person('a')
  relay.receive(a, encode([1, 0, { x: 1 }]))
  relay.receive(a, encode([1, 1, { x: 2 }]))
  expect([told(), told(), present()]).toEqual([[[1, { x: 2 }]], [], [[1, { x: 2 }]]])
})

test('[H7] a renewal without news is told too: clients forget whoever is not renewed for 30 s', () => {
  const { relay, told, clocks } = open()
  const a = person('a')
  relay.receive(a, encode([1, 0, { x: 1 }]))
  const first = told()
  relay.receive(a, encode([1, 1, { x: 1 }]))
  expect({ first, second: told(), growing: growing(clocks) }).toEqual({ first: [[1, { x: 1 }]], second: [[1, { x: 1 }]], growing: true })
})

test('[H7] told clocks only grow: over a lost link, and when the owner starts again below', () => {
  const { relay, told, clocks } = open()
  const [before, after] = [person('a'), person('a')]
  relay.receive(before, encode([1, 7, { x: 1 }]))
  const came = told()
  relay.leave(before)
  const left = told()
  relay.receive(after, encode([1, 3, { x: 1 }]))
  expect({ came, left, back: told(), growing: growing(clocks) }).toEqual({ came: [[1, { x: 1 }]], left: [[1, null]], back: [[1, { x: 1 }]], growing: true })
})

test('[H7] one who returns while the old link is half open is seen at once, and the old link ends alone', () => {
  const { relay, told, present } = open()
  const [old, back] = [person('a'), person('a')]
  relay.receive(old, encode([1, 7, { x: 'old' }]))
  told()
  const greeting = present(back)
  relay.receive(back, encode([1, 8, { x: 'back' }]))
  const seen = told()
  expect({ greeting, seen, left: relay.leave(old), present: present() }).toEqual({ greeting: [], seen: [[1, { x: 'back' }]], left: false, present: [[1, { x: 'back' }]] })
})

test('[H7] told clocks begin where no client counts to, and above those of an earlier start', () => {
  const rules = { owner: () => undefined, presentAs: ownPresence }
  const start = Date.parse('2026-03-05T12:00:00Z')
  const [before, after] = [new PresenceRelay(rules, start), new PresenceRelay(rules, start + 60_000)]
  const source = person('a')
  // As busy as can be for a minute, less the time that a restart takes.
  for (let tick = 0; tick < 59_000 / PRESENCE_MS; tick++) {
    before.receive(source, encode([1, 5, { tick }]))
    before.takeChanges()
  }
  const clocks = [before, after].map((relay) => {
    relay.receive(source, encode([1, 5, { x: 1 }]))
    return decode(relay.takeChanges()?.all ?? null)[0]?.[1] ?? 0
  })
  expect({ isFar: clocks.every((clock) => clock > 2 ** 28), grows: growing(clocks) }).toEqual({ isFar: true, grows: true })
})

test.each([2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 40, Number.MAX_SAFE_INTEGER])('[H3] presence with the clock jumped to %d harms neither its sender nor another', (jump) => {
  const { relay, told } = open()
  const [a, b] = [person('a'), person('b')]
  relay.receive(a, encode([1, 5, { x: 'a' }]))
  relay.receive(b, encode([2, 5, { x: 'b' }]))
  told()
  relay.receive(b, encode([1, jump, { x: 'forged' }]))
  relay.receive(b, encode([1, jump, null]))
  relay.receive(b, encode([2, jump, { x: 'jumped' }]))
  const afterwards = told()
  relay.receive(a, encode([1, 6, { x: 'a2' }]))
  relay.receive(b, encode([2, 6, { x: 'b2' }]))
  expect([afterwards, told()]).toEqual([[[2, { x: 'jumped' }]], [[1, { x: 'a2' }], [2, { x: 'b2' }]]])
})

test('[H3] presence under another name is passed over, wherever the name stands', () => {
  const { relay, told } = open()
  const a = person('a')
  relay.receive(a, encode([1, 0, { presence: { person: { id: 'b' } } }], [2, 0, { person: { id: 'b' } }], [3, 0, { presence: { person: { id: 'a' } } }]))
  expect(told()).toEqual([[3, { presence: { person: { id: 'a' } } }]])
})

test('[H3] a client id of somebody else, present, gone or known by what was written, cannot be taken', () => {
  const { relay, told } = open(new Map([[9, 'writer']]))
  const [a, b] = [person('a'), person('b')]
  relay.receive(a, encode([1, 0, { x: 1 }]))
  told()
  relay.receive(b, encode([1, 99, { forged: 1 }], [9, 1, { forged: 1 }]))
  const whileThere = told()
  relay.leave(a)
  told()
  relay.receive(b, encode([1, 99, { forged: 1 }]))
  expect([whileThere, told()]).toEqual([[], []])
})

test('[H3] nobody takes another away, not even a window of the same person', () => {
  const { relay, told, present } = open()
  const [a, other, window] = [person('a'), person('b'), person('a')]
  relay.receive(a, encode([1, 0, { x: 1 }]))
  told()
  relay.receive(other, encode([1, 1, null]))
  relay.receive(window, encode([1, 1, null]))
  expect([told(), present()]).toEqual([[], [[1, { x: 1 }]]])
})

test('[H7] what y-websocket sends back of others is no news, and takes nothing over from a second window', () => {
  const { relay, told } = open()
  const [first, second] = [person('a'), person('a')]
  relay.receive(first, encode([1, 0, { x: 1 }]))
  const echo = relay.takeChanges()?.for(second)
  relay.receive(first, encode([1, 1, { x: 2 }]))
  told()
  relay.receive(second, echo ?? new Uint8Array())
  relay.leave(second)
  expect([told(), relay.leave(first)]).toEqual([[], true])
})

test('[H7] nobody is told of itself: it would take back what it has said since', () => {
  const { relay } = open()
  const [a, b] = [person('a'), person('b')]
  relay.receive(a, encode([1, 0, { x: 1 }]))
  const alone = relay.takeChanges()
  relay.receive(a, encode([1, 1, { x: 2 }]))
  relay.receive(b, encode([2, 0, { y: 1 }]))
  const both = relay.takeChanges()
  expect([alone?.for(a), ids(alone?.for(b)), ids(both?.for(a)), ids(both?.for(b)), both?.for(STRANGER) === both?.all]).toEqual([null, [1], [2], [1], true])
})

test('[H7] who comes between a change and its telling hears of it once, with everybody else', () => {
  const { relay, told, present } = open()
  const [a, b] = [person('a'), person('b')]
  relay.receive(a, encode([1, 0, { x: 1 }]))
  relay.receive(b, encode([2, 0, { y: 1 }]))
  told()
  relay.receive(a, encode([1, 1, { x: 2 }]))
  const greeting = present()
  expect({ greeting, told: told(), later: present() }).toEqual({ greeting: [[2, { y: 1 }]], told: [[1, { x: 2 }]], later: [[1, { x: 2 }], [2, { y: 1 }]] })
})

test('[H7] a newcomer learns of its own other windows once it has said who it is', () => {
  const { relay, present, told } = open()
  const [first, second] = [person('a'), person('a')]
  relay.receive(first, encode([1, 0, { x: 1 }]))
  told()
  const greeting = present(second)
  relay.receive(second, encode([2, 0, { x: 2 }]))
  expect([greeting, decode(relay.othersOfPerson(second)).map(([id]) => id)]).toEqual([[], [1]])
})

test('[H3] states that are too long or that clients choke on are left out, and so is the ninth of one connection', () => {
  const { relay, told } = open()
  const broken = Uint8Array.from([1, 1, 0, 2, 0x7b, 0x22])
  const tooMany = Array.from({ length: 20 }, (_, index): State => [index + 10, 0, { index }])
  relay.receive(person('a'), encode([1, 0, { long: 'x'.repeat(20_000) }], [2, 0, 'words'], [3, 0, 7]))
  relay.receive(person('a'), broken)
  const none = told()
  relay.receive(person('a'), encode(...tooMany))
  expect([none, told().length]).toEqual([[], 8])
})

test('[F7] bytes that are no presence throw, for the room to say so', () => {
  const { relay } = open()
  expect(() => relay.receive(person('a'), Uint8Array.from([3, 1, 1]))).toThrow('Unexpected end of array')
})

test('[F7] nobody there: nothing to tell', () => {
  const { relay, told, present } = open()
  relay.receive(person('a'), encode([1, 0, null]))
  expect([present(), told(), relay.leave(person('a'))]).toEqual([[], [], false])
})
