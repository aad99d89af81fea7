import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { GramIndex } from '../../../electron/hub/archive/catalogue/grams/GramIndex.ts'
import { termParts, wordAt } from '../../../electron/hub/archive/catalogue/grams/words.ts'
import { normalise } from '../../../shared/archive/search/normalise.ts'

const ANY = { days: [-Infinity, Infinity], kinds: undefined, archives: undefined, parties: undefined } as const

interface Text {
  readonly id: number
  readonly text: string
}

/** Each record's texts, whose ids fall. */
function indexOf(records: readonly (readonly Text[])[]): GramIndex {
  const index = GramIndex.create()
  records.forEach((texts, archive) => index.add(texts.map(({ id, text }) => ({ id, archive, party: 0, text }))))
  return index
}

/** Ids, highest first, each with how often each term is in it. */
function found(index: GramIndex, ...terms: readonly string[]): readonly (readonly [id: number, ...counts: number[]])[] {
  const parts = index.find({ ...ANY, terms: terms.map(termParts) }, true)
  const hits = parts.flatMap(({ segment, rows, terms: having }) => Array.from(rows, (row): [number, ...number[]] => [segment.lists.ids[row] ?? 0, ...having.map((term) => term.counts[term.rows.indexOf(row)] ?? 0)]))
  return hits.toSorted((a, b) => b[0] - a[0])
}

function countIn(text: string, term: string): number {
  return Array.from({ length: text.length }, (_, at) => text.startsWith(term, at)).filter(Boolean).length
}

function truth(records: readonly (readonly Text[])[], ...terms: readonly string[]): readonly (readonly [id: number, ...counts: number[]])[] {
  const hits = records.flat().map(({ id, text }): [number, ...number[]] => [id, ...terms.map((term) => countIn(text, term))])
  return hits.filter(([, ...counts]) => counts.every((count) => count > 0)).toSorted((a, b) => b[0] - a[0])
}

/** Letters of few kinds, so that much is alike: narrow, wide, pairs, separators. */
const letters = fc.constantFrom(...'ab1号线城,。 𠮷é\0가ไ')
const someText = fc.array(letters, { minLength: 1, maxLength: 30 }).map((parts) => normalise(parts.join('')))
/** Records whose days come in any order, so that pieces of the index interleave. */
const someRecords = fc.array(fc.tuple(fc.nat(1_000), fc.array(someText, { minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 40 }).map((some) =>
  some.map(([day, texts], number) => texts.map((one, place): Text => ({ id: (day * 100 + number) * 10 + 9 - place, text: one }))),
)

test('[A5] fuzz: whatever was added in whatever order, the index finds and counts what the texts hold, also in one piece and from its bytes', () => {
  fc.assert(
    fc.property(someRecords, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 })), { minLength: 12, maxLength: 12 }), someText, (some, cuts, stranger) => {
      const texts = some.flat()
      const terms = [...cuts.map(([which, from, length]) => {
        const one = texts[which % texts.length]?.text ?? ''
        const at = from % one.length
        return one.slice(at, at + length)
      }), stranger, '号', ',']
      const pieces = indexOf(some)
      const whole = indexOf(some)
      whole.tidy()
      for (const index of [pieces, whole, GramIndex.open(pieces.bytes())]) {
        if (!index) throw new Error('what was written can be read')
        for (const term of terms) expect({ term, hits: found(index, term) }).toEqual({ term, hits: truth(some, term) })
        expect(found(index, terms[0] ?? '', terms[1] ?? '')).toEqual(truth(some, terms[0] ?? '', terms[1] ?? ''))
      }
    }),
    { numRuns: 150 },
  )
}, 120_000)

test('[A5] words that are in nearly all texts, and terms of one of them and a rare one', () => {
  const records = Array.from({ length: 90 }, (_, number) => Array.from({ length: 40 }, (_row, row): Text => ({ id: number * 100 + 40 - row, text: `${'的城市管理the road'.repeat(3)}${number % 7 === 0 && row === 5 ? `稀有${number}的城` : ''}` })))
  const index = indexOf(records)
  index.tidy()
  for (const terms of [['的'], ['城'], ['的城'], ['稀有'], ['有0的城市'], ['有0的城'], ['7的城'], ['理the r'], ['h'], ['oad的城市管理t'], ['稀有', 'the road'], ['没有']]) expect({ terms, hits: found(index, ...terms) }).toEqual({ terms, hits: truth(records, ...terms) })
})

test('[A5] the first text begins with the end of a term: nothing is found before it', () => {
  const records = [[{ id: 2, text: '第93次综合会商' }, { id: 1, text: '与会94与会95' }]]
  expect(found(indexOf(records), '与会93')).toEqual(truth(records, '与会93'))
})

test('[A5] rows are narrowed by day, kind, archive and department', () => {
  const index = indexOf([[{ id: 2 ** 24 * 5 + 17, text: '城' }, { id: 2 ** 24 * 5 + 2, text: '城' }], [{ id: -16, text: '城' }]])
  const narrowed = (by: object) => index.find({ ...ANY, terms: [], ...by }, false).flatMap(({ segment, rows }) => Array.from(rows, (row) => segment.lists.ids[row] ?? 0))
  expect([narrowed({}), narrowed({ days: [5, 5] }), narrowed({ days: [-Infinity, -1] }), narrowed({ days: [0, 4] }), narrowed({ kinds: new Set([1]) }), narrowed({ archives: new Set([1]) }), narrowed({ parties: new Set() })]).toEqual([
    [83_886_097, 83_886_082, -16], [83_886_097, 83_886_082], [-16], [], [83_886_097], [-16], [],
  ])
})

test('[A5] bytes of something else, or of another format, are no index', () => {
  const bytes = indexOf([[{ id: 1, text: 'a' }]]).bytes()
  const other = bytes.slice()
  other[0] = 9
  // As a small file is read: somewhere in memory that is shared.
  const moved = Buffer.alloc(bytes.length + 3).subarray(3)
  moved.set(bytes)
  expect([GramIndex.open(new Uint8Array()), GramIndex.open(other), found(GramIndex.open(moved) ?? indexOf([]), 'a')]).toEqual([undefined, undefined, [[1, 1]]])
})

test('[A5] the words of a term cover it, each where it is in every text that holds it', () => {
  const text = 'xx号线ab,c号d，城e𠮷fgh1'
  for (let from = 0; from < text.length; from++)
    for (let to = from + 1; to <= text.length; to++) {
      const parts = termParts(text.slice(from, to))
      expect(parts.every((part) => wordAt(text, from + part.offset) >= part.from && wordAt(text, from + part.offset) < part.to)).toBe(true)
    }
})
