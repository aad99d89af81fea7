import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalise, normaliseMapped } from '../../../shared/archive/search/normalise.ts'
import { readQuery } from '../../../shared/archive/search/query.ts'
import { snippetOf } from '../../../shared/archive/search/snippet.ts'
import { HOSTILE_TEXTS } from '../arbitrarySnapshot.ts'

/** The highlighted parts, as they are written in the snippet. */
function shown(text: string, query: string): { snippet: string; marked: string[] } {
  const { snippet, highlights } = snippetOf(text, readQuery(query))
  return { snippet, marked: highlights.map(([from, to]) => snippet.slice(from, to)) }
}

test.each([
  ['建设路夜市噪声超标', '噪声', ['噪声']],
  ['５号线延长', '5号线', ['５号线']],
  ['文件ﬁnal版', 'fi', ['ﬁ']],
  ['文件ﬁnal版', 'i', ['ﬁ']],
  ['café cafe\u0301', 'café', ['café', 'cafe\u0301']],
  ['ｶﾞス㈱', 'ガ', ['ｶﾞ']],
  ['ㄱㅏ나', '가', ['ㄱㅏ']],
  ['İstanbul', 'stan', ['stan']],
  ['ΟΔΟΣ οδος', 'οδοσ', ['ΟΔΟΣ', 'οδος']],
  ['ABAB ab', 'ab', ['ABAB', 'ab']],
  ['abcd', 'abc bcd', ['abcd']],
  ['𠮷野家🏙️会', '野家 会', ['野家', '会']],
])('[A5] in %j, %j marks %j as it is written', (text, query, marked) => {
  expect(shown(text, query)).toEqual({ snippet: text, marked })
})

test('[A5] a long text shows what is around the first hit, on one line', () => {
  const text = `${'前'.repeat(100)}\n噪声\n${'后'.repeat(300)}`
  expect(shown(text, '噪声')).toEqual({ snippet: `…${'前'.repeat(29)} 噪声 ${'后'.repeat(127)}…`, marked: ['噪声'] })
})

test('[A5] of several terms the place is shown where they are together', () => {
  const text = `噪声一。${'前'.repeat(300)}夜市噪声扰民。${'后'.repeat(300)}夜市`
  expect(shown(text, '噪声 夜市')).toEqual({ snippet: `…${'前'.repeat(30)}夜市噪声扰民。${'后'.repeat(123)}…`, marked: ['夜市噪声'] })
})

test('[A5] no half of a pair is shown, and a very long text comes as the part around its first hit', () => {
  const text = '🏙'.repeat(5_000) + '噪声' + '🏙'.repeat(5_000)
  const { snippet, highlights, text: part } = snippetOf(text, readQuery('噪声'))
  expect({ isWhole: [snippet, part].map((some) => some.isWellFormed()), length: part.length, holds: part.includes('噪声'), highlights: highlights.length }).toEqual({
    isWhole: [true, true],
    length: 4_000,
    holds: true,
    highlights: 1,
  })
})

test('[A5] a text that the query is not in shows its beginning', () => {
  expect(snippetOf('建设路', readQuery('噪声'))).toEqual({ snippet: '建设路', highlights: [], text: '建设路' })
})

const anyText = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS, 'ﬃ㍿Ⅷ', 'ͅΣ', '각ᄀ', 'e\u0323\u0302', '\u0f71\u0f72\u0f74', 'ﷺ', '가\u11a8', 'ｶﾞ\u3099'),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  // Where pieces melt into each other.
  fc.array(fc.constantFrom('e', '\u0301', '\u0323', 'ㄱ', 'ㅏ', 'ᆨ', '가', 'ｶ', 'ﾞ', 'Σ', 'ß', 'İ', '京', '\u3099', '𠮷'), { maxLength: 12 }).map((parts) => parts.join('')),
)

test('[A5] fuzz: places in a normalised text lead back to places that give it', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.nat(), (text, a, b) => {
      const mapped = normaliseMapped(text)
      const whole = normalise(text)
      const [start, end] = [a % (whole.length + 1), b % (whole.length + 1)].toSorted((x, y) => x - y) as [number, number]
      const [from, to] = mapped.originOf(start, end)
      const given = start === end ? '' : normalise(text.slice(from, to))
      expect({ text: mapped.text, isInOrder: from <= to, isGiven: given.includes(whole.slice(start, end)) }).toEqual({ text: whole, isInOrder: true, isGiven: true })
    }),
    { numRuns: 3_000 },
  )
})

test('[A5] fuzz: highlights lie in the snippet, in order, apart from each other', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 12 }), anyText, (texts, query) => {
      const { snippet, highlights } = snippetOf([...texts, query, ...texts].join(' '), readQuery(query))
      expect(highlights.filter(([from, to], index) => from > to || to > snippet.length || from <= (highlights[index - 1]?.[1] ?? -1))).toEqual([])
    }),
    { numRuns: 1_000 },
  )
})
