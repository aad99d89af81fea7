import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { latestBy } from '../../shared/model/latestBy.ts'

const record = (id: string, key: string, at: string, by = 'a') => ({ id, key, at, by })
const keyOf = ({ key }: { readonly key: string }): string => key

test('[M4] the last record of each key counts: by instant, whatever its offset, then person, then id', () => {
  const ten = '2026-03-05T10:00:00Z'
  const records = [
    record('r1', 'later', '2026-03-05T18:30:00+08:00'), record('r2', 'later', '2026-03-05T11:00:00Z'),
    record('r3', 'person', ten, 'b'), record('r4', 'person', '2026-03-05T18:00:00+08:00', 'a'),
    record('r6', 'id', ten), record('r5', 'id', ten),
  ]
  expect([...latestBy(records, keyOf)].map(([key, { id }]) => [key, id])).toEqual([['later', 'r2'], ['person', 'r3'], ['id', 'r6']])
  expect(latestBy([], keyOf).size).toBe(0)
})

test('[M4] and it is the same in whatever order they arrived', () => {
  const instants = fc.constantFrom('2026-03-05T10:00:00Z', '2026-03-05T18:00:00+08:00', '2026-03-05T10:00:01Z')
  const drawn = fc.array(fc.record({ key: fc.constantFrom('x', 'y'), at: instants, by: fc.constantFrom('a', 'b') }), { maxLength: 8 })
  const shuffled = drawn.chain((list) => {
    const records = list.map((fields, index) => ({ ...fields, id: `r${index}` }))
    return fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length }))
  })
  fc.assert(
    fc.property(shuffled, ([records, otherwise]) => {
      const byKey = (list: typeof records): readonly unknown[] => [...latestBy(list, keyOf)].toSorted(([a], [b]) => (a < b ? -1 : 1))
      expect(byKey(otherwise)).toEqual(byKey(records))
    }),
  )
})
