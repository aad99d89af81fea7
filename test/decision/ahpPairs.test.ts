import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pairWeights } from '../../renderer/src/features/meeting/scoring/weights/pairWeights.ts'
import { ahpWeights } from '../../shared/decision/ahp/ahpWeights.ts'
import { furthestOff } from '../../shared/decision/ahp/furthestOff.ts'
import { judgementsOf, leanNear, pairsOf, timesOf } from '../../shared/decision/ahp/pairs.ts'
import { worstTriple } from '../../shared/decision/ahp/worstTriple.ts'

const lean = fc.integer({ min: -8, max: 8 })
const criteria = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `c${i}` }))

test('[C5] pairs: n(n − 1)/2, the earlier first; 1 to 9 on either side, and back', () => {
  expect([1, 2, 3, 7].map((items) => pairsOf(items).length)).toEqual([0, 1, 3, 21])
  expect(pairsOf(3)).toEqual([[0, 1], [0, 2], [1, 2]])
  expect([-8, -1, 0, 1, 8].map(timesOf)).toEqual([1 / 9, 1 / 2, 1, 2, 9])
  fc.assert(fc.property(lean, (step) => leanNear(timesOf(step)) === step))
  expect([leanNear(40), leanNear(1 / 40), leanNear(1.1)]).toEqual([8, -8, 0])
})

test('[C5] pairs make a reciprocal matrix, and none while one is missing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 7 }), fc.array(lean, { minLength: 49, maxLength: 49 }), (items, leans) => {
      const matrix = judgementsOf(items, (i, j) => leans[7 * i + j]) ?? []
      expect(matrix.every((row, i) => row[i] === 1 && row.every((times, j) => Math.abs(times * (matrix[j]?.[i] ?? 0) - 1) < 1e-12))).toBe(true)
      expect(judgementsOf(items, (i, j) => (i === 0 && j === items - 1 ? undefined : leans[7 * i + j]))).toBeNull()
    }),
  )
})

test('[C5] pairs: all alike are equal weights without contradiction; a pair alone cannot contradict itself', () => {
  const alike = { 'c0/c1': 0, 'c0/c2': 0, 'c1/c2': 0 }
  expect(pairWeights(criteria(3), alike)).toEqual({ state: 'complete', weights: [1, 1, 1].map((third) => expect.closeTo(third / 3, 12) as number), consistencyRatio: expect.closeTo(0, 9), contradiction: null })
  expect(pairWeights(criteria(2), { 'c0/c1': -8 })).toEqual({ state: 'complete', weights: [expect.closeTo(0.1, 12), expect.closeTo(0.9, 12)], consistencyRatio: 0, contradiction: null })
})

test('[C5] pairs: which ones are missing is named', () => {
  expect(pairWeights(criteria(3), { 'c0/c2': 3 })).toEqual({ state: 'incomplete', missing: [{ key: 'c0/c1', first: 'c0', second: 'c1' }, { key: 'c1/c2', first: 'c1', second: 'c2' }] })
})

test('[C5] pairs: of the worst triple the judgement that all others speak against is the one to look at', () => {
  // 8 : 4 : 2 : 1, but the first is said to be half the last.
  const matrix = judgementsOf(4, (i, j) => (i === 0 && j === 3 ? -1 : 2 ** (j - i) - 1)) ?? []
  const { weights, consistencyRatio, worstTriple: triple } = ahpWeights(matrix)
  expect(consistencyRatio).toBeGreaterThan(0.1)
  expect(triple && furthestOff(matrix, weights, triple)).toEqual({ pair: [0, 3], fitting: (weights[0] ?? 0) / (weights[3] ?? 1) })
  // Towards what was said, as its own word counts in the weights; still on the other side of "alike".
  expect(leanNear((weights[0] ?? 0) / (weights[3] ?? 1))).toBeGreaterThan(0)
})

test('[C5] pairs: among three criteria no judgement is worse than the others, whatever was said', () => {
  fc.assert(
    fc.property(lean, lean, lean, (first, second, third) => {
      const matrix = judgementsOf(3, (i, j) => (i === 0 ? (j === 1 ? first : second) : third)) ?? []
      const triple = worstTriple(matrix)
      expect(triple && furthestOff(matrix, ahpWeights(matrix).weights, triple)).toBeNull()
    }),
  )
})
