import { expect, test } from 'vitest'
import { forecast, type TimedItem } from '../../renderer/src/features/meeting/agenda/forecast.ts'
import { initials } from '../../renderer/src/features/meeting/people/initials.ts'

const MINUTE = 60_000
const START = Date.parse('2026-03-05T14:30:00+08:00')
const item = (minutes: number, status: TimedItem['status'] = 'pending', begunAt: number | null = null): TimedItem => ({ minutes, status, begunAt })

test.each([
  ['nothing planned', [], START, { planned: 0, endsAt: null, behind: 0 }],
  ['before the start the plan holds', [item(10), item(20)], START - 60 * MINUTE, { planned: 30, endsAt: START + 30 * MINUTE, behind: 0 }],
  ['a late beginning moves the end', [item(10), item(20)], START + 5 * MINUTE, { planned: 30, endsAt: START + 35 * MINUTE, behind: 5 }],
  ['an item under discussion takes what is left of it', [item(10, 'discussing', START), item(20)], START + 4 * MINUTE, { planned: 30, endsAt: START + 30 * MINUTE, behind: 0 }],
  ['over time it takes nothing more and the rest moves', [item(10, 'discussing', START), item(20)], START + 16 * MINUTE, { planned: 30, endsAt: START + 36 * MINUTE, behind: 6 }],
  ['an item ended early brings the end forward', [item(10, 'resolved'), item(20)], START + 4 * MINUTE, { planned: 30, endsAt: START + 24 * MINUTE, behind: -6 }],
  ['begun before its time it does not wait for it', [item(10, 'discussing', START - 5 * MINUTE)], START - 5 * MINUTE, { planned: 10, endsAt: START + 5 * MINUTE, behind: -5 }],
  ['all ended', [item(10, 'resolved'), item(20, 'deferred')], START + 90 * MINUTE, { planned: 30, endsAt: null, behind: 0 }],
] as const)('[F6] forecast: %s', (_name, items, now, expected) => {
  expect(forecast(items, START, now)).toEqual(expected)
})

test.each([
  ['王芳', '王'],
  ['欧阳 娜', '欧'],
  ['Anna Maria Schmidt', 'AS'],
  ['𠮷田', '𠮷'],
  ['li', 'L'],
  ['  ', '?'],
])('[F6] initials of %s', (name, expected) => {
  expect(initials(name)).toBe(expected)
})
