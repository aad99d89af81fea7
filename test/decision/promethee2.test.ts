import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { promethee2, type FlowCriterion } from '../../shared/decision/promethee2.ts'
import { placesOf } from '../../shared/decision/ties.ts'

const linear = (indifference: number, strict: number, direction: 'max' | 'min' = 'max'): FlowCriterion => ({ weight: 1, direction, preference: { kind: 'linear', indifference, strict } })

/** How much an option that leads by this much is preferred. */
function preferred(criterion: FlowCriterion, lead: number): number {
  return promethee2([criterion], [[lead], [0]])[0]?.positive ?? Number.NaN
}

test('[C5] PROMETHEE II: none up to the indifference, full from the strict preference, straight between', () => {
  expect([1, 2, 3, 4, 6, 7].map((lead) => preferred(linear(2, 6), lead))).toEqual([0, 0, 0.25, 0.5, 1, 1])
  expect([0, 1, 2, 4].map((lead) => preferred(linear(0, 4), lead))).toEqual([0, 0.25, 0.5, 1])
  // Equal thresholds are a step.
  expect([2, 2.1].map((lead) => preferred(linear(2, 2), lead))).toEqual([0, 1])
  expect([0, 0.001, -1].map((lead) => preferred({ weight: 1, direction: 'max', preference: { kind: 'usual' } }, lead))).toEqual([0, 1, 0])
  expect([-3, 3].map((lead) => preferred(linear(2, 6, 'min'), lead))).toEqual([0.25, 0])
})

test('[C5] PROMETHEE II: net flows sum to 0, and every flow is a share', () => {
  const threshold = fc.double({ min: 0, max: 50, noNaN: true })
  const criterion = fc.record({
    raw: fc.integer({ min: 0, max: 9 }),
    direction: fc.constantFrom('max' as const, 'min' as const),
    preference: fc.oneof(
      fc.constant({ kind: 'usual' as const }),
      fc.tuple(threshold, threshold).map(([a, b]) => ({ kind: 'linear' as const, indifference: Math.min(a, b), strict: Math.max(a, b) })),
    ),
  })
  const input = fc.integer({ min: 1, max: 5 }).chain((size) =>
    fc.record({
      criteria: fc.array(criterion, { minLength: size, maxLength: size }),
      performance: fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: size, maxLength: size }), { minLength: 1, maxLength: 6 }),
    }),
  )
  fc.assert(
    fc.property(input, ({ criteria, performance }) => {
      const sum = criteria.reduce((all, { raw }) => all + raw, 0) || 1
      const flows = promethee2(criteria.map(({ raw, ...rest }) => ({ ...rest, weight: raw / sum })), performance)
      expect(flows.reduce((all, { net }) => all + net, 0)).toBeCloseTo(0, 9)
      expect(flows.every(({ positive, negative }) => [positive, negative].every((flow) => flow >= 0 && flow <= 1 + 1e-9))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('[C5] PROMETHEE II: one option alone, and options that are all the same, have flows of 0', () => {
  expect([promethee2([linear(0, 1)], [[5]]), promethee2([linear(0, 1)], [[5], [5]])].map((flows) => flows.map(({ net }) => net))).toEqual([[0], [0, 0]])
})

test('[C5] a tie holds between the best and what is within 1e-9 of it, and does not go on from one to the next', () => {
  expect(placesOf([0, 0.8e-9, 1.6e-9].map((result, index) => ({ option: `o${index}`, result })))).toEqual([
    { rank: 1, options: ['o1', 'o2'] },
    { rank: 3, options: ['o0'] },
  ])
})
