import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldEvents, instantAfter, type StatusEvent } from '../../shared/lib/foldEvents.ts'
import { ACTION_TRANSITIONS, ActionEventKindSchema, type ActionEventKind } from '../../shared/schema/action.ts'
import { AGENDA_TRANSITIONS } from '../../shared/schema/agenda.ts'

const eventList = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...ActionEventKindSchema.options),
      // Few instants and people, so that ties are common; the same instant in two offsets must count as one.
      at: fc.constantFrom('2026-03-05T09:00:00Z', '2026-03-05T17:00:00+08:00', '2026-03-05T09:00:01Z', '2026-03-06T00:00:00+08:00'),
      by: fc.constantFrom('li', 'wang', 'zhang'),
    }),
    { maxLength: 12 },
  )
  .map((events) => events.map((event, index): StatusEvent<ActionEventKind> => ({ ...event, id: `e${index}` })))

test('[M4] the fold is the same in whatever order events arrived', () => {
  const shuffled = eventList.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })))
  fc.assert(
    fc.property(shuffled, ([events, arrived]) => {
      expect(foldEvents('draft', ACTION_TRANSITIONS, arrived)).toEqual(foldEvents('draft', ACTION_TRANSITIONS, events))
    }),
    { seed: 2 },
  )
})

test('[M4] every event is either on the way to the status or superseded, and only listed transitions were taken', () => {
  fc.assert(
    fc.property(eventList, (events) => {
      const { status, last, superseded } = foldEvents('draft', ACTION_TRANSITIONS, events)
      const taken = events.filter((event) => !superseded.includes(event))
      const again = foldEvents('draft', ACTION_TRANSITIONS, taken)
      expect(again).toEqual({ status, ...(last ? { last } : {}), superseded: [] })
    }),
    { seed: 3 },
  )
})

test('[M4] two endings made offline: the earlier one holds, the later one is kept as superseded', () => {
  const deferred = { id: 'e2', kind: 'deferred', at: '2026-03-05T09:00:00Z', by: 'li' } as const
  const shelved = { id: 'e1', kind: 'shelved', at: '2026-03-05T17:00:01+08:00', by: 'chen' } as const
  expect(foldEvents('pending', AGENDA_TRANSITIONS, [shelved, deferred])).toEqual({ status: 'deferred', last: deferred, superseded: [shelved] })
})

test('[M4] what happens next never sorts before what was seen, even by a clock that is late', () => {
  const seen = [{ at: '2026-03-05T17:00:00+08:00' }, { at: '2026-03-05T08:00:00Z' }]
  expect([
    instantAfter([], '2026-03-05T10:00:00+08:00'),
    instantAfter(seen, '2026-03-05T17:00:01+08:00'),
    instantAfter(seen, '2026-03-05T17:00:00+08:00'),
    instantAfter(seen, '2026-03-01T00:00:00Z'),
  ]).toEqual(['2026-03-05T10:00:00+08:00', '2026-03-05T17:00:01+08:00', '2026-03-05T09:00:00.001Z', '2026-03-05T09:00:00.001Z'])
})
