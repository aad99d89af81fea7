import { afterAll, beforeAll, expect, test } from 'vitest'
import { ALL_WELL, prepareGround, simulate, type Outcome, type SimGround } from './simulate.ts'

const SEEDS_PER_TEST = 50

/** Tests for `count` seeds from `first` on. A failing test names its seeds: add them to `KEPT_SEEDS`. */
export function runSeeds(first: number, count: number): void {
  const ground = sharedGround()
  const blocks = Array.from({ length: count / SEEDS_PER_TEST }, (_, block) => first + block * SEEDS_PER_TEST)
  test.each(blocks)(`[H9] seeds %i and the ${SEEDS_PER_TEST - 1} after it: honest replicas, hub and journal end the same, and nothing forbidden is in any`, async (from) => {
    const failed: Record<string, Outcome | string> = {}
    for (let seed = from; seed < from + SEEDS_PER_TEST; seed++) {
      const outcome = await simulate(ground(), seed).catch((error: unknown) => String(error instanceof Error ? error.stack : error))
      if (JSON.stringify(outcome) !== JSON.stringify(ALL_WELL)) failed[`seed ${seed}`] = outcome
    }
    expect(failed).toEqual({})
  }, 120_000)
}

/** Made before the first test of the file, removed after the last. */
export function sharedGround(): () => SimGround {
  const held: { ground: SimGround | null } = { ground: null }
  beforeAll(async () => {
    held.ground = await prepareGround()
  })
  afterAll(() => held.ground?.remove())
  return () => {
    if (!held.ground) throw new Error('the ground is not prepared yet')
    return held.ground
  }
}
