import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import { PresenceRelay } from '../../shared/sync/PresenceRelay.ts'

type State = readonly [id: number, clock: number, state: unknown]

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

function decode(update: Uint8Array | null): State[] | null {
  if (!update) return null
  const decoder = decoding.createDecoder(update)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => [
    decoding.readVarUint(decoder),
    decoding.readVarUint(decoder),
    JSON.parse(decoding.readVarString(decoder)) as unknown,
  ])
}

const [a, b] = [{}, {}]

test('[F7] what is new is relayed, what is known is not', () => {
  const relay = new PresenceRelay()
  expect([decode(relay.receive(a, encode([1, 0, 'x']))), decode(relay.receive(a, encode([1, 0, 'x']))), decode(relay.all())]).toEqual([[[1, 0, 'x']], null, [[1, 0, 'x']]])
})

test('[F7] a state that arrives late does not replace a newer one', () => {
  const relay = new PresenceRelay()
  relay.receive(a, encode([1, 5, 'new']))
  expect([decode(relay.receive(a, encode([1, 4, 'old']))), decode(relay.all())]).toEqual([null, [[1, 5, 'new']]])
})

test('[F7] told clocks only grow: over a lost link, and when the owner starts again below', () => {
  const relay = new PresenceRelay()
  relay.receive(a, encode([1, 7, 'x']))
  const left = decode(relay.leave(a))
  const back = decode(relay.receive(b, encode([1, 3, 'x'])))
  const next = decode(relay.receive(b, encode([1, 4, 'y'])))
  expect({ left, back, next }).toEqual({ left: [[1, 8, null]], back: [[1, 9, 'x']], next: [[1, 10, 'y']] })
})

test('[F5] nobody speaks for another who is there, and nobody removes another', () => {
  const relay = new PresenceRelay()
  relay.receive(a, encode([1, 0, 'a']))
  expect([relay.receive(b, encode([1, 99, 'forged'])), relay.receive(b, encode([1, 99, null])), decode(relay.all())]).toEqual([null, null, [[1, 0, 'a']]])
})

test('[F7] one leaves only with what is its own', () => {
  const relay = new PresenceRelay()
  relay.receive(a, encode([1, 0, 'a']))
  relay.receive(b, encode([2, 0, 'b']))
  relay.leave(a)
  expect([decode(relay.all()), relay.leave(a)]).toEqual([[[2, 0, 'b']], null])
})

test('[F7] a state too long to be presence is left out', () => {
  const relay = new PresenceRelay()
  expect([relay.receive(a, encode([1, 0, 'x'.repeat(20_000)])), relay.all()]).toEqual([null, null])
})

test('[F7] nobody there: nothing to tell', () => {
  const relay = new PresenceRelay()
  expect([relay.all(), relay.leave(a), relay.receive(a, encode([1, 0, null]))]).toEqual([null, null, null])
})
