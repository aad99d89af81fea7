import { expect, test } from 'vitest'
import { forecast, type TimedItem } from '../../shared/room/forecast.ts'

const MINUTE = 60_000
const START = Date.parse('2026-03-05T14:30:00+08:00')
const item = (minutes: number, status: TimedItem['status'] = 'pending', elapsed = 0): TimedItem => ({ minutes, status, elapsed: elapsed * MINUTE })

test.each([
  ['nothing planned', [], START, { planned: 0, taken: 0, endsAt: null, behind: 0 }],
  ['before the start the plan holds', [item(10), item(20)], START - 60 * MINUTE, { planned: 30, taken: 0, endsAt: START + 30 * MINUTE, behind: 0 }],
  ['a late beginning moves the end', [item(10), item(20)], START + 5 * MINUTE, { planned: 30, taken: 0, endsAt: START + 35 * MINUTE, behind: 5 }],
  ['an item under discussion takes what is left of it', [item(10, 'discussing', 4), item(20)], START + 4 * MINUTE, { planned: 30, taken: 4, endsAt: START + 30 * MINUTE, behind: 0 }],
  ['over time it takes nothing more and the rest moves', [item(10, 'discussing', 16), item(20)], START + 16 * MINUTE, { planned: 30, taken: 16, endsAt: START + 36 * MINUTE, behind: 6 }],
  ['an item put aside has its minutes that are left before it', [item(10, 'discussing', 4), item(20, 'discussing', 3)], START + 7 * MINUTE, { planned: 30, taken: 7, endsAt: START + 30 * MINUTE, behind: 0 }],
  ['a break that no clock took is lost', [item(10, 'resolved', 10), item(20)], START + 25 * MINUTE, { planned: 30, taken: 10, endsAt: START + 45 * MINUTE, behind: 15 }],
  ['an item ended early brings the end forward', [item(10, 'resolved', 4), item(20)], START + 4 * MINUTE, { planned: 30, taken: 4, endsAt: START + 24 * MINUTE, behind: -6 }],
  ['begun before its time it does not wait for it', [item(10, 'discussing')], START - 5 * MINUTE, { planned: 10, taken: 0, endsAt: START + 5 * MINUTE, behind: -5 }],
  ['all ended', [item(10, 'resolved', 40), item(20, 'deferred', 50)], START + 90 * MINUTE, { planned: 30, taken: 90, endsAt: null, behind: 0 }],
] as const)('[C2] forecast: %s', (_name, items, now, expected) => {
  expect(forecast(items, START, now)).toEqual(expected)
})
