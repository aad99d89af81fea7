import { expect, test } from 'vitest'
import { indexText } from '../../../shared/archive/search/grams.ts'
import { normalise } from '../../../shared/archive/search/normalise.ts'
import { matchExpression, readQuery } from '../../../shared/archive/search/query.ts'

const words = (text: string): string => indexText(normalise(text))

test.each([
  ['5号线', '5 号线 线'],
  ['城市管理局', '城市 市管 管理 理局 局'],
  ['噪声，扰民。', '噪声 声 扰民 民'],
  ['５号线ＡＢＣＤ', '5 号线 线 abc bcd cd d'],
  ['Road-works 2026', 'roa oad ad d wor ork rks ks s 202 026 26 6'],
  ['𠮷野家', '𠮷野 野家 家'],
  ['한국어 ไทย ລາວ ខ្មែរ မြန်မာ', '한국 국어 어 ไท ทย ย ລາ າວ ວ ខ្ ្ម មែ ែរ រ မြ ြန န် ်မ မာ ာ'],
  ['ひらがなカタカナ', 'ひら らが がな なカ カタ タカ カナ ナ'],
  ['ΟΔΟΣ Straße', 'οδο δοσ οσ σ str tra raß aße ße e'],
  ['שלום عربي', 'שלו לום ום ם عرب ربي بي ي'],
  ['a\0b', 'a b'],
  ['半\uD800个', '半 个'],
  ['👩‍👩‍👧 🏙️', '\uFE0F'],
  ['', ''],
])('[A5] the words of %j', (text, expected) => {
  expect(words(text)).toBe(expected)
})

test('[A5] a query is a phrase per term: the last run as far as it goes, the others to their ends', () => {
  const expressions = ['5号线', '城市管理', '线', 'ab', 'abcd', '城管 噪声', '城管，噪声', '%', '"main road" 路', '说"好"', '𠮷', '12号A'].map((query) => matchExpression(readQuery(query), 'fts4'))
  expect(expressions).toEqual([
    '"5 号线"',
    '"城市 市管 管理"',
    '"线*"',
    '"ab*"',
    '"abc bcd"',
    '"城管" "噪声"',
    '"城管 管 噪声"',
    null,
    '"mai ain in n roa oad" "路*"',
    '"说 好*"',
    '"𠮷*"',
    '"12 2 号 a*"',
  ])
})

test('[A5] what the index alone cannot decide is looked at again', () => {
  const exact = ['城市管理', 'ab', '线', '5号线', '城管，', '%', 'a b', '"a b"', '很'.repeat(30)].map((query) => readQuery(query).terms.map(({ isExact }) => isExact))
  expect(exact).toEqual([[true], [true], [true], [false], [false], [false], [true, true], [false], [false]])
})

test('[A5] terms: spaces of all widths between, quotation marks only around, each once, whatever else is typed', () => {
  const terms = ['  城管　噪声 ', '"a b" c', '"a b"c', '"', '""', '“放管服”改革', 'A a', '\uD800', ''].map((query) => readQuery(query).terms.map(({ text }) => text))
  expect(terms).toEqual([['城管', '噪声'], ['a b', 'c'], ['"a', 'b"c'], ['"'], ['""'], ['“放管服”改革'], ['a'], ['\uFFFD'], []])
})
