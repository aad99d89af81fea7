import { expect, test } from 'vitest'
import { readQuery } from '../../../shared/archive/search/query.ts'

test('[A5] terms: spaces of all widths between, quotation marks only around, each once, whatever else is typed', () => {
  const terms = ['  城管　噪声 ', '"a b" c', '"a b"c', '"', '""', '“放管服”改革', 'A a', '\uD800', ''].map((query) => readQuery(query).terms.map(({ text }) => text))
  expect(terms).toEqual([['城管', '噪声'], ['a b', 'c'], ['"a', 'b"c'], ['"'], ['""'], ['“放管服”改革'], ['a'], ['\uFFFD'], []])
})
