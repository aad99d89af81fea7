import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256, sha256Hex } from '../../../electron/hub/sha256.ts'
import { canonicalJson } from '../../../shared/lib/canonicalJson.ts'
import { nextLine, parseLine, type RecordFacts } from '../../../shared/archive/ledger/entry.ts'
import { readLedger } from '../../../shared/archive/ledger/readLedger.ts'

const FACTS: RecordFacts = {
  path: 'records/2026/20260305-m1.sqlite',
  meetingId: 'm1',
  title: '夜市噪声综合会商',
  heldOn: '2026-03-05',
  sha256: 'a'.repeat(64),
  contentDigest: 'b'.repeat(64),
  size: 40_960,
  closedAt: '2026-03-05T16:05:00+08:00',
  origin: 'meeting',
  supersedes: null,
}
const FIRST = `{"alg":"sha256","archiveId":"20260305-m1","closedAt":"2026-03-05T16:05:00+08:00","contentDigest":"${'b'.repeat(64)}","heldOn":"2026-03-05","meetingId":"m1","origin":"meeting","path":"records/2026/20260305-m1.sqlite","prev":"${'0'.repeat(64)}","seq":0,"sha256":"${'a'.repeat(64)}","size":40960,"supersedes":null,"title":"夜市噪声综合会商","v":1}`

function ledgerOf(count: number): string[] {
  const lines: string[] = []
  for (let seq = 0; seq < count; seq++) lines.push(nextLine(sha256, seq, lines.at(-1), { ...FACTS, title: `第${seq}次` }))
  return lines
}
const read = (lines: readonly string[]) => readLedger(new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')), sha256)

test('[A3] names are sorted as RFC 8785 says, by UTF-16 units', () => {
  const value = { '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew Letter Dalet With Dagesh', '1': 'One', '\ud83d\ude00': 'Emoji: Grinning Face', '\u0080': 'Control', '\u00f6': 'Latin Small Letter O With Diaeresis' }
  expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7)
  expect([...canonicalJson(value).matchAll(/:"([^"]+)"/g)].map((match) => match[1])).toEqual([
    'Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign', 'Emoji: Grinning Face', 'Hebrew Letter Dalet With Dagesh',
  ])
})

test('[A3] strings are escaped as the RFC shows, numbers as ECMAScript writes them, and nothing else has a canonical form', () => {
  expect(canonicalJson(['\u20ac$\u000f\nA\'B"\\\\"/', 0, -0, -7, 2 ** 53 - 1, null, true, {}, []])).toBe('["€$\\u000f\\nA\'B\\"\\\\\\\\\\"/",0,0,-7,9007199254740991,null,true,{},[]]')
  for (const value of [Number.POSITIVE_INFINITY, Number.NaN, '\ud800']) expect(() => canonicalJson(value)).toThrow('canonical')
})

test('[A3] canonical text reads back as what it was made of, and is the same whatever the order of names', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.constant(null), fc.array(fc.boolean()))), (value) => {
      fc.pre(Object.entries(value).flat().every((text) => typeof text !== 'string' || !/\p{Surrogate}/u.test(text)))
      const turned = Object.fromEntries(Object.entries(value).toReversed())
      const plain = JSON.parse(JSON.stringify({ ...value, zero: 0 })) as unknown
      expect([JSON.parse(canonicalJson({ ...value, zero: 0 })), canonicalJson(turned)]).toEqual([plain, canonicalJson(value)])
    }),
  )
})

test('[A3] an entry is one line of canonical JSON with every key, and the next names its hash', () => {
  const first = nextLine(sha256, 0, undefined, FACTS)
  const second = nextLine(sha256, 1, first, FACTS)
  expect({ first, prev: parseLine(second)?.prev, isSame: parseLine(first) }).toMatchObject({ first: FIRST, prev: sha256Hex(first), isSame: { ...FACTS, v: 1, seq: 0, alg: 'sha256', archiveId: '20260305-m1' } })
})

test.each([
  ['another order of names', FIRST.replace('"alg":"sha256",', '').replace('"v":1', '"v":1,"alg":"sha256"')],
  ['a space', FIRST.replace('":', '": ')],
  ['a key too many', FIRST.replace('"v":1', '"v":1,"w":1')],
  ['a key too few', FIRST.replace('"supersedes":null,', '')],
  ['an escape that need not be', FIRST.replace('夜', '\\u591c')],
  ['a path that leads elsewhere', FIRST.replace('records/2026/', 'records/../')],
  ['no JSON', 'x'],
])('[A3] a line with %s is no entry', (_, line) => {
  expect(parseLine(line)).toBeUndefined()
})

test('[A3] a ledger reads whole; half a line at its end is told apart', () => {
  const lines = ledgerOf(5)
  const torn = new TextEncoder().encode(`${lines.join('\n')}\n{"alg":"sha`)
  const { broken, wholeBytes, tree, lines: found } = readLedger(torn, sha256)
  expect({ broken, torn: torn.length - wholeBytes, size: tree.size, texts: found.map(({ text }) => text) }).toEqual({ broken: [], torn: 11, size: 5, texts: lines })
})

test.each([
  ['a letter changed', (lines: string[]) => lines.map((line, seq) => (seq === 2 ? line.replace('第2次', '第9次') : line)), [3]],
  ['two lines changed places', ([a = '', b = '', ...rest]: string[]) => [b, a, ...rest], [0, 1, 2]],
  ['a line in the middle is gone', (lines: string[]) => lines.filter((_, seq) => seq !== 1), [1, 2, 3]],
  ['a line is no entry', (lines: string[]) => lines.map((line, seq) => (seq === 1 ? 'x' : line)), [1, 2]],
  ['a line is there twice', ([a = '', ...rest]: string[]) => [a, a, ...rest], [1, 2, 3, 4, 5]],
])('[A3] %s: the lines that do not follow are named', (_, change, broken) => {
  expect(read(change(ledgerOf(5))).broken).toEqual(broken)
})
