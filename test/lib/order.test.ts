import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareOrdered, orderAt, orderLast, type Ordered } from '../../shared/lib/order.ts'

test('a record put at an index stands there, whatever was moved before', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 60 }), (places) => {
      const wanted: string[] = []
      let sorted: Ordered[] = []
      for (const [count, place] of places.entries()) {
        const record = { id: `r${count}`, order: orderAt(sorted, place) }
        wanted.splice(place, 0, record.id)
        sorted = [...sorted, record].toSorted(compareOrdered)
      }
      expect(sorted.map(({ id }) => id)).toEqual(wanted)
    }),
    { seed: 1 },
  )
})

test('an index beyond either end means that end', () => {
  const sorted = [{ id: 'a', order: 'a1' }, { id: 'b', order: 'a2' }]
  expect([orderAt(sorted, -5) < 'a1', orderAt(sorted, 99) > 'a2', orderAt(sorted, 2) === orderLast(sorted)]).toEqual([true, true, true])
})

test('equal keys, as two people make them at once: ids decide, and there is room before and after', () => {
  const tied = [{ id: 'b', order: 'a1' }, { id: 'a', order: 'a1' }, { id: 'c', order: 'a2' }].toSorted(compareOrdered)
  const first = { id: 'x', order: orderAt(tied, 0) }
  const between = { id: 'y', order: orderAt(tied, 1) }
  expect([...tied, first, between].toSorted(compareOrdered).map(({ id }) => id)).toEqual(['x', 'a', 'b', 'y', 'c'])
})

test('[H3] keys that are none, as only a client of one’s own making writes them, are no reason to stumble', () => {
  const sorted = ['', 'a1', 'x', 'zzzzzzzzzzzzzzzzzzzzzzzzzzz', '😀'].map((order, index) => ({ id: `r${index}`, order }))
  expect([orderAt(sorted, 0) < 'a1', orderAt(sorted, 3) > 'a1', orderLast(sorted) > 'a1', orderLast([{ id: 'x', order: '!' }])]).toEqual([true, true, true, orderLast([])])
})
