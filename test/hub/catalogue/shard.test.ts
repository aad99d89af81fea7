import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Shard } from '../../../electron/hub/archive/catalogue/Shard.ts'
import { dayNumber } from '../../../electron/hub/archive/catalogue/shardFormat.ts'
import { shardSearch, type SearchFor } from '../../../electron/hub/archive/catalogue/shardSearch.ts'
import { openSqlite } from '../../../electron/hub/sqlite.ts'
import { normalise } from '../../../shared/archive/search/normalise.ts'
import { matches, readQuery } from '../../../shared/archive/search/query.ts'
import type { SearchableRow } from '../../../shared/archive/search/rows.ts'
import { HOSTILE_TEXTS } from '../../archive/arbitrarySnapshot.ts'

const engine = await openSqlite()
const NO_FILTER = { days: [-Infinity, Infinity], kinds: [], body: undefined, department: undefined } as const

function shardOf(texts: readonly string[]): Shard {
  const shard = Shard.create(engine)
  const rows = texts.map((text, index): SearchableRow => ({ kind: 'note', ref: String(index), text, itemId: null, departmentIds: [] }))
  expect(shard.add({ path: 'records/2026/x.sqlite', sha256: '', supersedes: null, meetingId: 'm', title: '会', heldOn: '2026-03-05', body: '会', rows, departmentNames: new Map() })).toBe(true)
  return shard
}

/** Places of the texts found, and how many it says there are. */
function found(shard: Shard, query: string, filter: Partial<SearchFor> = {}): { total: number; refs: number[] } {
  const search = shardSearch({ ...NO_FILTER, query: readQuery(query), ...filter })
  const { byKind, ids } = shard.newest(search, 1_000)
  return { total: byKind.reduce((sum, count) => sum + count, 0), refs: shard.read(ids).map(({ ref }) => Number(ref)) }
}

function truth(texts: readonly string[], query: string): { total: number; refs: number[] } {
  const refs = texts.flatMap((text, index) => (matches(readQuery(query), normalise(text)) ? [index] : []))
  return { total: refs.length, refs }
}

const ALPHABETS = [
  '城市管理局噪声扰民夜市，。“”', '线号5１2a', 'abcAB ', 'ab-c.d', 'ひらがなカタカナｶﾞｷﾞーゝ', '한국어가각ㄱㅏᆨ', 'ไทยกำก่า', 'ລາວ', 'ខ្មែរ', 'မြန်မာ', 'العربيةﷺ', 'ΑΣσςάα\u0301', 'éèe\u0301ﬁﬀßẞİı',
  '𠮷𡈽野🏙️👩‍👩‍👧', 'שלוםa', '％%￥¥…', '㈱Ⅷ①½', '\0a\u2028b\n\t', '々〇ㄅㄆ〆', 'हिन्दी',
].map((letters) => [...letters])

const text = fc.oneof(
  fc.constantFrom(...ALPHABETS).chain((letters) => fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 14 }).map((parts) => parts.join(''))),
  fc.tuple(fc.constantFrom(...ALPHABETS), fc.constantFrom(...ALPHABETS)).chain(([some, others]) => fc.array(fc.constantFrom(...some, ...others), { minLength: 1, maxLength: 20 }).map((parts) => parts.join(''))),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.constantFrom(...HOSTILE_TEXTS.filter((hostile) => hostile !== '')),
)

test('[A5] fuzz: whatever the script, a shard finds exactly the texts that hold the query', () => {
  fc.assert(
    fc.property(fc.array(text.map((some) => some.toWellFormed()), { minLength: 1, maxLength: 25 }), fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 12 })), { minLength: 20, maxLength: 20 }), text, (texts, cuts, stranger) => {
      const shard = shardOf(texts)
      try {
        const queries = cuts.map(([which, from, length]) => {
          const characters = [...(texts[which % texts.length] ?? '')]
          const at = from % characters.length
          return characters.slice(at, at + length).join('')
        })
        for (const query of [...queries, stranger, `${queries[0]} ${queries[1]}`]) expect({ query, ...found(shard, query) }).toEqual({ query, ...truth(texts, query) })
      } finally {
        shard.close()
      }
    }),
    { numRuns: 150 },
  )
}, 60_000)

test('[A5] what would be found by words alone and is not there is not found', () => {
  const texts = ['5、号线', '5号线', '城管 噪声', '城管噪声', 'a b', 'ab', 'xab']
  const shard = shardOf(texts)
  const queries = ['5号线', '管噪', 'ab', '"a b"', 'b x', '管 噪', '"管 噪"', ' ', '、']
  expect(queries.map((query) => found(shard, query))).toEqual(queries.map((query) => truth(texts, query)))
})

test('[A5] newest first, in the order of the record within a meeting; no more than asked for, all of them counted by kind', () => {
  const shard = Shard.create(engine)
  const add = (meetingId: string, heldOn: string, kinds: readonly SearchableRow['kind'][]) =>
    shard.add({ path: `records/${meetingId}`, sha256: '', supersedes: null, meetingId, title: '', heldOn, body: '', rows: kinds.map((kind, index) => ({ kind, ref: String(index), text: `噪声${index}`, itemId: null, departmentIds: [] })), departmentNames: new Map() })
  add('b', '2026-03-05', ['note', 'action'])
  add('a', '2026-03-04', ['note', 'resolution', 'note'])
  add('c', '2026-03-05', ['action'])
  add('old', '1969-12-31', ['note'])
  const search = (most: number, filter: Partial<SearchFor> = {}) => {
    const { byKind, ids } = shard.newest(shardSearch({ ...NO_FILTER, query: readQuery('噪声'), ...filter }), most)
    return { places: shard.read(ids).map(({ meetingId, ref }) => `${meetingId}${ref}`).join(' '), byKind: byKind.slice(0, 7).join('') }
  }
  expect([search(100), search(3), search(0), search(100, { kinds: [2] }), search(100, { days: [dayNumber('2026-03-04'), dayNumber('2026-03-04')] }), search(100, { days: [-Infinity, dayNumber('1970-01-01')] }), search(2, { query: readQuery('') })]).toEqual([
    { places: 'c0 b0 b1 a0 a1 a2 old0', byKind: '0040120' },
    { places: 'c0 b0 b1', byKind: '0040120' },
    { places: '', byKind: '0040120' },
    { places: 'b0 a0 a2 old0', byKind: '0040000' },
    { places: 'a0 a1 a2', byKind: '0020100' },
    { places: 'old0', byKind: '0010000' },
    { places: 'c0 b0', byKind: '0040120' },
  ])
})
