import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AgendaEvent } from '../../shared/schema/agenda.ts'
import type { ClockEvent } from '../../shared/schema/floor.ts'
import { addAgendaItem, endAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import { turnClock } from '../../shared/model/floor.ts'
import { clockOf, elapsedOf } from '../../shared/room/clockOf.ts'
import { contextOf, must, startMeeting } from '../support/startMeeting.ts'

const START = Date.parse('2026-03-05T06:30:00Z')
const at = (minute: number): string => new Date(START + minute * 60_000).toISOString()
const clock = (itemId: string, kind: ClockEvent['kind'], minute: number): ClockEvent => ({ id: `c-${itemId}-${kind}-${minute}`, itemId, kind, at: at(minute), by: 'p' })
const agenda = (itemId: string, kind: AgendaEvent['kind'], minute: number): AgendaEvent => ({ id: `a-${itemId}-${kind}-${minute}`, itemId, kind, nextOn: null, at: at(minute), by: 'p' })
const minutes = (clocks: readonly ClockEvent[], events: readonly AgendaEvent[], now: number): Record<string, number> =>
  Object.fromEntries([...clockOf(clocks, events)].map(([id, time]) => [id, elapsedOf(time, START + now * 60_000) / 60_000]))

test('[C2] an item counts the time of all its openings, and starting one clock stops every other', () => {
  const clocks = [clock('a', 'started', 0), clock('b', 'started', 4), clock('a', 'started', 10), clock('a', 'stopped', 13), clock('b', 'stopped', 20)]
  expect(minutes(clocks, [], 30)).toEqual({ a: 7, b: 6 })
})

test('[C2] opening an item starts its clock and ending it stops it; what is reopened does not run by itself', () => {
  const events = [agenda('a', 'opened', 0), agenda('a', 'resolved', 5), agenda('b', 'opened', 6), agenda('a', 'reopened', 8)]
  expect(minutes([], events, 10)).toEqual({ a: 5, b: 4 })
  expect(minutes([clock('a', 'started', 9)], events, 10)).toEqual({ a: 6, b: 3 })
})

test('[C2] stopping what stands and starting what runs change nothing; clocks of machines that are late take nothing away', () => {
  expect(minutes([clock('a', 'stopped', 0), clock('a', 'started', 2), clock('a', 'started', 5)], [], 9)).toEqual({ a: 7 })
  expect(minutes([clock('a', 'started', 9)], [], 4)).toEqual({ a: 0 })
})

test('[C2] the room that comes back to an item lets its clock go on', () => {
  const meeting = startMeeting()
  const context = contextOf('chair')
  const [first, second] = ['一', '二'].map((title) => must(addAgendaItem(meeting, { title }, context)))
  must(openAgendaItem(meeting, first ?? '', context))
  must(openAgendaItem(meeting, second ?? '', context))
  must(openAgendaItem(meeting, first ?? '', context))
  const running = (): string[] => [...clockOf(meeting.clockEvents.list(), meeting.agendaEvents.list())].filter(([, time]) => time.runningSince !== null).map(([id]) => id)
  expect(running()).toEqual([first])
  must(turnClock(meeting, first ?? '', 'stopped', context))
  expect(running()).toEqual([])
  must(turnClock(meeting, second ?? '', 'started', context))
  must(endAgendaItem(meeting, second ?? '', { kind: 'shelved' }, context))
  expect(running()).toEqual([])
})

const happening = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('started', 'stopped', 'opened', 'resolved', 'reopened'), fc.integer({ min: 0, max: 60 }))

test('[C2] whatever happens, in whatever order it arrives: one clock runs at most, and all together take no more than the time that passed', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 30 }), fc.nat(), (happenings, turn) => {
      const clocks = happenings.flatMap(([item, kind, minute], index) => (kind === 'started' || kind === 'stopped' ? [{ ...clock(item, kind, minute), id: `${index}` }] : []))
      const events = happenings.flatMap(([item, kind, minute], index) => (kind === 'started' || kind === 'stopped' ? [] : [{ ...agenda(item, kind as AgendaEvent['kind'], minute), id: `${index}` }]))
      const times = clockOf(clocks, events)
      expect([...times.values()].filter(({ runningSince }) => runningSince !== null).length).toBeLessThanOrEqual(1)
      const total = [...times.values()].reduce((sum, time) => sum + elapsedOf(time, START + 60 * 60_000), 0)
      expect(total).toBeLessThanOrEqual(60 * 60_000)
      const rotate = <T,>(list: readonly T[]): readonly T[] => [...list.slice(turn % (list.length || 1)), ...list.slice(0, turn % (list.length || 1))]
      expect(new Map(clockOf(rotate(clocks), rotate(events)))).toEqual(times)
    }),
  )
})
