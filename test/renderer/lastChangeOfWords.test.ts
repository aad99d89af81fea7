import { expect, test } from 'vitest'
import { lastChangeOfWords, statedBefore } from '../../renderer/src/features/meeting/positions/lastChangeOfWords.ts'

const entry = (to: string, fields: readonly string[], change: 'created' | 'replaced' | 'changed' = 'changed') => ({ to: `2026-03-05T14:${to}:00Z`, fields: [...fields], change })

test('[C6] the last change of what a resolution says: how it ends and its first draft are none', () => {
  const drafted = entry('30', ['text', 'outcome', 'order'], 'created')
  expect([
    lastChangeOfWords([]),
    lastChangeOfWords([entry('40', ['outcome']), drafted]),
    lastChangeOfWords([entry('40', ['outcome']), entry('35', ['text']), entry('38', ['text', 'needsFollowUp']), drafted]),
    lastChangeOfWords([entry('36', ['detail']), drafted]),
    lastChangeOfWords([entry('37', [], 'replaced'), drafted]),
  ]).toEqual([null, null, '2026-03-05T14:38:00Z', '2026-03-05T14:36:00Z', '2026-03-05T14:37:00Z'])
})

test('[C6] who stated a position before, whatever time zone it is written in', () => {
  const positions = new Map([['housing', { at: '2026-03-05T22:37:59+08:00' }], ['police', { at: '2026-03-05T14:38:00Z' }], ['urban', { at: '2026-03-05T14:41:00Z' }]])
  expect(statedBefore(positions, '2026-03-05T14:38:00Z')).toEqual(['housing'])
})
