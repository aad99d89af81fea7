import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FloorEvent, SpeakerRequest } from '../../shared/schema/floor.ts'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { giveFloor, requestFloor, withdrawRequest } from '../../shared/model/floor.ts'
import { floorOf, spokenTimes, unheardDepartments } from '../../shared/room/floorOf.ts'
import { contextOf, copyOf, exchange, must, startMeeting } from '../support/startMeeting.ts'

const START = Date.parse('2026-03-05T06:30:00Z')
const at = (minute: number): string => new Date(START + minute * 60_000).toISOString()
const ask = (id: string, departmentId: string | null, minute: number, kind: SpeakerRequest['kind'] = 'speak', withdrawsId: string | null = null): SpeakerRequest => ({
  id, itemId: 'i', kind, withdrawsId, name: `人${id}`, departmentId, at: at(minute), by: 'p',
})
const give = (requestId: string, kind: FloorEvent['kind'], minute: number): FloorEvent => ({ id: `${requestId}-${kind}-${minute}`, requestId, kind, at: at(minute), by: 'chair' })
const shown = (requests: readonly SpeakerRequest[], events: readonly FloorEvent[]) => {
  const { speech, queue } = floorOf(requests, events)
  return { speaks: speech?.request.id ?? null, waits: queue.map(({ id }) => id) }
}

test('[C2] points of order come before all who wait, the others by the time they asked', () => {
  expect(shown([ask('a', 'd1', 1), ask('b', 'd2', 0), ask('c', 'd3', 2, 'point-of-order'), ask('d', null, 3)], [])).toEqual({ speaks: null, waits: ['c', 'b', 'a', 'd'] })
})

test('[C2] who is given the floor has it alone; passed over, one waits no more and may be called all the same', () => {
  const requests = [ask('a', 'd1', 0), ask('b', 'd2', 1), ask('c', 'd3', 2)]
  expect(shown(requests, [give('a', 'started', 3), give('b', 'started', 4)])).toEqual({ speaks: 'b', waits: ['c'] })
  expect(shown(requests, [give('a', 'passed-over', 3)])).toEqual({ speaks: null, waits: ['b', 'c'] })
  expect(shown(requests, [give('a', 'passed-over', 3), give('a', 'started', 5)])).toEqual({ speaks: 'a', waits: ['b', 'c'] })
  expect(shown(requests, [give('a', 'started', 3), give('b', 'ended', 4), give('a', 'ended', 5), give('a', 'ended', 6)])).toEqual({ speaks: null, waits: ['b', 'c'] })
})

test('[C2] a request is taken back by its own department only, and not once it was heard', () => {
  const requests = [ask('a', 'd1', 0), ask('b', 'd2', 1)]
  expect(shown([...requests, ask('w', 'd2', 2, 'withdraw', 'a')], []).waits).toEqual(['a', 'b'])
  expect(shown([...requests, ask('w', 'd1', 2, 'withdraw', 'a')], []).waits).toEqual(['b'])
  expect(shown([...requests, ask('w', 'd1', 4, 'withdraw', 'a')], [give('a', 'started', 3)])).toEqual({ speaks: 'a', waits: ['b'] })
  expect(shown([...requests, ask('w', 'd1', 2, 'withdraw', 'gone'), ask('v', null, 2, 'withdraw', null)], []).waits).toEqual(['a', 'b'])
})

test('[C2] time is used by person and department; who speaks uses it until now', () => {
  const requests = [ask('a', 'd1', 0), ask('b', 'd2', 0), ask('a2', 'd1', 0), ask('x', null, 0)]
  const { speeches } = floorOf(requests, [give('a', 'started', 1), give('b', 'started', 4), give('b', 'ended', 5), give('a2', 'started', 6), give('x', 'started', 8)])
  expect(spokenTimes(speeches, START + 12 * 60_000)).toEqual([
    { departmentId: 'd1', total: 5 * 60_000, people: [{ name: '人a', total: 3 * 60_000 }, { name: '人a2', total: 2 * 60_000 }] },
    { departmentId: null, total: 4 * 60_000, people: [{ name: '人x', total: 4 * 60_000 }] },
    { departmentId: 'd2', total: 60_000, people: [{ name: '人b', total: 60_000 }] },
  ])
  expect(unheardDepartments(speeches, ['d3', 'd1', 'd4'], 'i')).toEqual(['d3', 'd4'])
  expect(unheardDepartments(speeches, ['d3', 'd1'], 'another')).toEqual(['d3', 'd1'])
})

test('[C2][M4] two chairs, apart for a while, come to one floor', () => {
  const meeting = startMeeting()
  const chair = contextOf('chair')
  const itemId = must(addAgendaItem(meeting, { title: '一' }, chair))
  const [a, b] = ['甲', '乙'].map((name, index) => must(requestFloor(meeting, { itemId, kind: 'speak', name, departmentId: `d${index}` }, chair)))
  const other = copyOf(meeting)
  must(giveFloor(meeting, a ?? '', 'started', chair))
  must(giveFloor(other, b ?? '', 'started', contextOf('deputy', { lateBySeconds: -60 })))
  must(withdrawRequest(other, a ?? '', contextOf('deputy', { lateBySeconds: -70 })))
  exchange(meeting, other)
  const floors = [meeting, other].map((one) => shown(one.speakerRequests.list(), one.floorEvents.list()))
  expect(floors).toEqual([{ speaks: b, waits: [] }, { speaks: b, waits: [] }])
})

const step = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('started', 'ended', 'passed-over', 'withdraw'), fc.integer({ min: 1, max: 60 }))

test('[C2] whatever the chair does, in whatever order it arrives: one has the floor at most, nobody waits who speaks, nobody speaks at another’s time', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const requests = [ask('a', 'd1', 0), ask('b', 'd2', 0, 'point-of-order'), ask('c', 'd3', 0)]
      const withdrawals = steps.flatMap(([id, kind, minute], index) => (kind === 'withdraw' ? [ask(`w${index}`, requests.find((one) => one.id === id)?.departmentId ?? null, minute, 'withdraw', id)] : []))
      const events = steps.flatMap(([id, kind, minute], index) => (kind === 'withdraw' ? [] : [{ ...give(id, kind, minute), id: `e${index}` }]))
      const floor = floorOf([...requests, ...withdrawals], events)
      expect(floor.queue.some(({ id }) => id === floor.speech?.request.id)).toBe(false)
      expect(floor.speeches.slice(0, -1).every(({ to }) => to !== null)).toBe(true)
      const total = spokenTimes(floor.speeches, START + 60 * 60_000).reduce((sum, one) => sum + one.total, 0)
      expect(total).toBeLessThanOrEqual(60 * 60_000)
      expect(floorOf([...withdrawals.toReversed(), ...requests], events.toReversed())).toEqual(floor)
    }),
  )
})
