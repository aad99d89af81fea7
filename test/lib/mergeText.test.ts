import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { mergeText } from '../../shared/lib/mergeText.ts'

test.each([
  ['both changed different places', '甲乙丙丁', '甲乙丙丁戊', '零甲乙丙丁', '零甲乙丙丁戊'],
  ['theirs before mine', 'one two three', 'ONE two three', 'one two THREE', 'ONE two THREE'],
  ['they removed, I added', 'a b c', 'b c', 'a b c d', 'b c d'],
  ['overlapping: mine stands', 'red', 'green', 'blue', 'blue'],
])('%s', (_, base, theirs, mine, merged) => {
  expect(mergeText(base, theirs, mine)).toBe(merged)
})

test('whoever changed nothing loses nothing', () => {
  assert(
    property(string(), string(), (base, changed) => {
      expect([mergeText(base, changed, base), mergeText(base, base, changed)]).toEqual([changed, changed])
    }),
  )
})
