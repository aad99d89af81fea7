import { afterEach, expect, test, vi } from 'vitest'
import { EMPTY_DRAFT } from '../../renderer/src/features/meeting/scoring/ballotDraft.ts'
import { keptBallot } from '../../renderer/src/sync/keptBallot.ts'

afterEach(() => vi.unstubAllGlobals())

/** A storage that has this one draft. */
function storing(draft: object): void {
  vi.stubGlobal('window', { localStorage: { getItem: () => JSON.stringify(draft) } })
}

test('[C4] a draft comes back as it was kept, pairs and all; one of an earlier version has none', () => {
  const draft = { ...EMPTY_DRAFT, weighing: 'pairs', leans: { 'a/b': -8, 'a/c': 0 }, castAs: 2 }
  storing(draft)
  expect(keptBallot('p', 'r').read()).toEqual(draft)
  const { weighing: _weighing, leans: _leans, castAs: _castAs, ...earlier } = EMPTY_DRAFT
  storing(earlier)
  expect(keptBallot('p', 'r').read()).toEqual(EMPTY_DRAFT)
})

test.each([9, -9, 1.5, null, '3'])('[C5] a judgement of %s is on no scale: such a draft is not taken', (lean) => {
  storing({ ...EMPTY_DRAFT, leans: { 'a/b': lean } })
  expect(keptBallot('p', 'r').read()).toBeNull()
})
