import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ahpWeights } from '../../shared/decision/ahp/ahpWeights.ts'
import { worstTriple } from '../../shared/decision/ahp/worstTriple.ts'

const equal = (size: number) => Array.from({ length: size }, () => Array.from({ length: size }, () => 1))

const close = (numbers: readonly number[], digits = 9) => numbers.map((number) => expect.closeTo(number, digits) as number)

test('[C5] AHP: consistent judgements give back the weights they came from, λmax = n and a ratio of 0', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 1, maxLength: 10 }), (raw) => {
      const sum = raw.reduce((a, b) => a + b, 0)
      const { weights, lambdaMax, consistencyRatio, worstTriple: triple } = ahpWeights(raw.map((a) => raw.map((b) => a / b)))
      expect({ weights, lambdaMax, consistencyRatio, triple }).toEqual({
        weights: close(raw.map((weight) => weight / sum)),
        lambdaMax: expect.closeTo(raw.length, 9),
        consistencyRatio: expect.closeTo(0, 9),
        triple: null,
      })
    }),
  )
})

test('[C5] AHP: weights are the eigenvector: the matrix times them is λmax times them, and λmax is never below n', () => {
  const judgement = fc.constantFrom(...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((number) => [number, 1 / number]))
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 7 }), fc.array(judgement, { minLength: 49, maxLength: 49 }), (size, drawn) => {
      const matrix = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? 1 : i < j ? (drawn[7 * i + j] ?? 1) : 1 / (drawn[7 * j + i] ?? 1))))
      const { weights, lambdaMax } = ahpWeights(matrix)
      expect(matrix.map((row) => row.reduce((sum, entry, j) => sum + entry * (weights[j] ?? 0), 0))).toEqual(close(weights.map((weight) => lambdaMax * weight)))
      expect(lambdaMax).toBeGreaterThan(size - 1e-9)
    }),
  )
})

test('[C5] AHP: one or two items cannot contradict themselves; above ten there is no agreed index', () => {
  expect([[[1]], [[1, 3], [1 / 3, 1]], equal(10), equal(11)].map((matrix) => ahpWeights(matrix).consistencyRatio)).toEqual([0, 0, expect.closeTo(0, 9), null])
})

test('[C5] AHP: above 0.10 the triple that contradicts itself most is named', () => {
  // c is said to be 5 times as important as a, though a is 3 times b and b twice c.
  const matrix = [[1, 3, 1 / 5, 2], [1 / 3, 1, 2, 1], [5, 1 / 2, 1, 3], [1 / 2, 1, 1 / 3, 1]]
  const { consistencyRatio, worstTriple: triple } = ahpWeights(matrix)
  expect([(consistencyRatio ?? 0) > 0.1, triple]).toEqual([true, { items: [0, 1, 2], implied: 6, stated: 0.2 }])
})

test('[C5] AHP: fewer than three items have no triple', () => {
  expect(worstTriple([[1, 2], [0.5, 1]])).toBeNull()
})
