import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { consensus } from '../../shared/decision/consensus.ts'
import { kendallW } from '../../shared/decision/kendallW.ts'

test("[C5] Kendall's W: the same order by all is 1, orders that cancel out are 0", () => {
  expect([kendallW([[1, 2, 3], [1, 2, 3], [1, 2, 3]]), kendallW([[1, 2, 3], [2, 3, 1], [3, 1, 2]])]).toEqual([{ W: 1, chiSquare: 6 }, { W: 0, chiSquare: 0 }])
})

test("[C5] Kendall's W: ties share the middle rank and are corrected for", () => {
  // Rank sums 3.5, 5.5, 9; S = 15.5; one pair tied once: 12·15.5 / (9·24 − 3·6).
  expect(kendallW([[1, 1, 3], [1, 2, 3], [1, 2, 3]])?.W).toBeCloseTo(186 / 198, 12)
  expect(kendallW([[1.5, 1.5, 3], [1, 2, 3], [1, 2, 3]])).toEqual(kendallW([[0, 0, 9], [10, 20, 30], [-3, -2, -1]]))
})

test("[C5] Kendall's W says nothing of fewer than 3 raters or items, or where everyone ties everything", () => {
  expect([[[1, 2, 3], [1, 2, 3]], [[1, 2], [1, 2], [2, 1]], [[1, 1, 1], [2, 2, 2], [3, 3, 3]], []].map(kendallW)).toEqual([null, null, null, null])
})

test("[C5] Kendall's W lies between 0 and 1, whoever is asked first and whichever way the ranks run", () => {
  const rows = fc.integer({ min: 3, max: 6 }).chain((items) => fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: items, maxLength: items }), { minLength: 3, maxLength: 6 }))
  fc.assert(
    fc.property(rows, (ranks) => {
      const found = kendallW(ranks)
      fc.pre(found !== null)
      expect(found.W).toBeGreaterThanOrEqual(0)
      expect(found.W).toBeLessThanOrEqual(1 + 1e-12)
      for (const same of [ranks.toReversed(), ranks.map((row) => row.map((rank) => -rank)), ranks.map((row) => row.toReversed())]) expect(kendallW(same)?.W).toBeCloseTo(found.W, 12)
    }),
  )
})

test('[C5] Tastle and Wierman: the value in the manual of R\'s agrmt, and the uniform answer', () => {
  expect([consensus([30, 40, 210, 130, 530, 50, 10])?.consensus, consensus([1, 1, 1, 1, 1])?.consensus]).toEqual([expect.closeTo(0.7256876, 7), expect.closeTo(0.434, 3)])
})

test('[C5] Tastle and Wierman: 1 if all agree, 0 if half are at each end, null if nobody answers', () => {
  expect([[0, 7, 0], [4, 0, 0, 0, 4], [1, 0], [0, 0, 0], [1e308, 1e308]].map(consensus)).toEqual([
    { consensus: 1, mean: 2 },
    { consensus: 0, mean: 3 },
    { consensus: 1, mean: 1 },
    null,
    { consensus: 0, mean: 1.5 },
  ])
})

test('[C5] Tastle and Wierman: between 0 and 1, the same from either end and for any number of people', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 2, maxLength: 7 }), (counts) => {
      const found = consensus(counts)
      fc.pre(found !== null)
      expect(found.consensus).toBeGreaterThanOrEqual(0)
      expect(found.consensus).toBeLessThanOrEqual(1)
      expect(consensus(counts.toReversed())?.consensus).toBeCloseTo(found.consensus, 9)
      expect(consensus(counts.map((count) => 3 * count))?.consensus).toBeCloseTo(found.consensus, 9)
    }),
  )
})
