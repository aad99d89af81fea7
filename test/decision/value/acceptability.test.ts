import { expect, test } from 'vitest'
import { seeded, xoshiro128 } from '../../../shared/decision/seeded.ts'
import { rankAcceptability, SEED, standingOf, type AcceptabilityInput } from '../../../shared/decision/value/acceptability.ts'
import type { Matrix } from '../../../shared/decision/value/ValueTable.ts'

function acceptability(values: Matrix, weightings: AcceptabilityInput['weightings'], scorings: readonly Matrix[] = [values]) {
  return rankAcceptability({ options: values.map((_, i) => String.fromCodePoint(65 + i)), scorings, weightings, random: seeded(SEED) })
}

test('[C5] the generator is xoshiro128** of Blackman and Vigna: the first numbers of the reference implementation', () => {
  const next = xoshiro128([1, 2, 3, 4])
  expect(Array.from({ length: 10 }, next)).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804])
})

test('[C5] the seed of a kept result gives the same numbers for ever', () => {
  const [one, again, other] = [seeded(SEED), seeded(SEED), seeded(SEED + 1)]
  const first = Array.from({ length: 1000 }, one)
  expect([first, first.every((number) => number >= 0 && number < 1), first[0] === other()]).toEqual([Array.from({ length: 1000 }, again), true, false])
  expect(first.slice(0, 3)).toMatchInlineSnapshot(`
    [
      0.589804326184094,
      0.866411225637421,
      0.44640804803930223,
    ]
  `)
})

test('[C5] any weights: two options that mirror each other are first equally often, and each by its own criterion', () => {
  const [a, b] = acceptability([[100, 0], [0, 100]], [])
  expect([a?.shares[0], b?.shares[0]]).toEqual([expect.closeTo(0.5, 1), expect.closeTo(0.5, 1)])
  expect(a?.centralWeights).toEqual([expect.closeTo(0.75, 1), expect.closeTo(0.25, 1)])
})

test('[C5] any weights: a share that can be worked out, within three standard errors', () => {
  // A is ahead where 60·w > 40·(1 − w), that is from 0.4 on.
  const [a] = acceptability([[80, 20], [20, 60]], [])
  expect(Math.abs((a?.shares[0] ?? 0) - 0.6)).toBeLessThan(0.015)
})

test('[C5] weights lie between those of the departments: what nobody would say decides nothing', () => {
  const values = [[100, 0], [0, 100]]
  expect(acceptability(values, [[0.7, 0.3], [0.9, 0.1]]).map(({ shares }) => shares)).toEqual([[1, 0], [0, 1]])
  // Between 0.3 and 0.7 uniformly: half and half.
  expect(acceptability(values, [[0.7, 0.3], [0.3, 0.7]])[0]?.shares[0]).toBeCloseTo(0.5, 1)
  expect(acceptability(values, [[0.6, 0.4]])[1]).toEqual({ option: 'B', shares: [0, 1], centralWeights: null })
})

test('[C5] scores of several departments are mixed as well, and those who gave none are left out of the mixture', () => {
  const scorings = [[[80], [50]], [[20], [null]]]
  const [a, b] = acceptability([[null], [null]], [[1]], scorings)
  // A is 20 + 60·λ, ahead of 50 from λ = ½ on.
  expect([a?.shares[0], b?.shares[0]]).toEqual([expect.closeTo(0.5, 1), expect.closeTo(0.5, 1)])
})

test('[C5] what nobody scored may be anything', () => {
  const [a, b] = acceptability([[null], [75]], [[1]])
  expect([a?.shares[0], b?.shares[0]]).toEqual([expect.closeTo(0.25, 1), expect.closeTo(0.75, 1)])
})

test('[C5] the shares of every option sum to 1; those who tie all take the better rank', () => {
  const found = acceptability([[50, 50], [50, 50], [10, 90]], [])
  expect(found.map(({ shares }) => Number(shares.reduce((sum, share) => sum + share, 0).toFixed(9)))).toEqual([1, 1, 1])
  const [ahead, behind] = found[0]?.shares ?? []
  expect(found.map(({ shares }) => shares)).toEqual([[ahead, behind, 0], [ahead, behind, 0], [behind, 0, ahead]])
})

test('[C5] in a word: robust from 0.8, leading from 0.6, contested below', () => {
  expect([1, 0.8, 0.79, 0.6, 0.59, 0].map(standingOf)).toEqual(['robust', 'robust', 'leading', 'leading', 'contested', 'contested'])
})
