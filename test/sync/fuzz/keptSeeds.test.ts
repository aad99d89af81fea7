import { expect, test } from 'vitest'
import { sharedGround } from './runSeeds.ts'
import { ALL_WELL, simulate } from './simulate.ts'

/** Seeds that once failed, and what they found. */
const KEPT: readonly (readonly [seed: number, found: string])[] = [
  [270, 'a department signed its action while the secretary removed it, and was refused with all else that it did offline'],
  [1101, 'the same, with the action edited offline as well'],
]

const ground = sharedGround()

test.each(KEPT)('[H9] seed %i: %s', async (seed) => {
  expect(await simulate(ground(), seed)).toEqual(ALL_WELL)
})
