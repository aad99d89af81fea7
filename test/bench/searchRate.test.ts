import { expect, test } from 'vitest'
import { searchRate } from '../../bench/hub/searchRate.mjs'

async function search(limit: number): Promise<{ found: number; tried: number[] }> {
  const tried: number[] = []
  const found = await searchRate(
    async (rate) => {
      tried.push(rate)
      return rate <= limit
    },
    { first: 1_000, most: 8_000, halvings: 2 },
  )
  return { found, tried }
}

test('the rate is doubled until one fails, then narrowed between the last two', async () => {
  expect(await search(3_000)).toEqual({ found: 2_828, tried: [1_000, 2_000, 4_000, 2_828, 3_363] })
})

test('a server slower than the first rate is searched below it', async () => {
  expect(await search(400)).toEqual({ found: 354, tried: [1_000, 500, 250, 354, 421] })
})

test('what holds the greatest rate has it, what holds none has 0', async () => {
  expect([await search(50_000), await search(10)]).toEqual([
    { found: 8_000, tried: [1_000, 2_000, 4_000, 8_000] },
    { found: 0, tried: [1_000, 500, 250, 125, 62.5] },
  ])
})
