import { expect, test } from 'vitest'
import { fuzzWire, UNHARMED } from './wireFuzz.ts'

const MESSAGES = 2_500
const SEEDS = Array.from({ length: 20 }, (_, index) => 21 + index)

test.each(SEEDS)(`[H9] seed %i: ${MESSAGES} broken, random and impossible messages: no crash, no hang, nothing left, honest windows and journal the same in any order`, (seed) => {
  const { outcome, spread } = fuzzWire(seed, MESSAGES)
  expect(outcome).toEqual(UNHARMED)
  // Hanging is what it is about, not how fast this machine is.
  expect(spread.slowestMs).toBeLessThan(5_000)
  expect(Math.min(spread.taken, spread.refused)).toBeGreaterThan(MESSAGES / 125)
}, 60_000)
