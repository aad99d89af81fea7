import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Checked } from '../../../shared/sync/check/checkUpdate.ts'
import { ClientOwners } from '../../../shared/sync/check/ClientOwners.ts'
import { UPDATE_LIMITS } from '../../../shared/sync/check/updateLimits.ts'
import { rawUpdate, type RawContent, type RawId, type RawItem, type RawRun, type RawStruct } from '../../support/rawUpdate.ts'
import { check, touches, updateOf } from './support.ts'

const VICTIM = 1
const ATTACKER = 66
const DAMAGED: Checked = { state: 'refused', reason: 'message-damaged' }
const TOO_LARGE: Checked = { state: 'refused', reason: 'message-too-large' }
const FOREIGN: Checked = { state: 'refused', reason: 'client-id-foreign' }
const EARLY: Checked = { state: 'early', unowned: [] }

/** Deletes what the client will write after the scene. */
const ahead = (client: number): Uint8Array => rawUpdate([], [{ client, ranges: [[18, 50]] }])

/**
 * Clocks of the victim: 0 issue `a`, 1 its title, 2 its detail (a text), 3–8 the letters 'victim', 9 issue `b`, 10 its
 * tags (a list), 11 its first tag, 12 note `n`, 13 its body, 14 a paragraph, 15 its text, 16–17 an emoji.
 */
function scene(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = VICTIM
  doc.getMap('issues').set('a', new Y.Map<unknown>([['title', '道路'], ['detail', new Y.Text('victim')]]))
  doc.getMap('issues').set('b', new Y.Map<unknown>([['tags', Y.Array.from(['x'])]]))
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('😀')])
  const body = new Y.XmlFragment()
  body.insert(0, [paragraph])
  doc.getMap('notes').set('n', new Y.Map<unknown>([['body', body]]))
  // The hub's own id is another one.
  doc.clientID = 99
  return doc
}

const at = (clock: number): RawId => [VICTIM, clock]
const own = (clock: number): RawId => [ATTACKER, clock]
const any: RawContent = { is: 'any', values: [1] }
const text: RawContent = { is: 'text', text: 'evil' }
const map: RawContent = { is: 'type', type: 1 }

const words = (value: unknown): RawContent => ({ is: 'any', values: [value] })
const chain = (depth: number): RawItem[] => Array.from({ length: depth }, (_, n) => ({ parent: n === 0 ? at(0) : own(n - 1), key: 'x', content: map }))

const waiting = (client: number, other: number): RawRun => ({ client, clock: 0, structs: [{ origin: [other, 0], content: text }] })

function items(...structs: RawStruct[]): Uint8Array {
  return rawUpdate([{ client: ATTACKER, clock: 0, structs }])
}

const attack = (name: string, update: Uint8Array, expected: unknown): [string, Uint8Array, unknown] => [name, update, expected]

describe('[H3] attacks on what an update hangs on', () => {
  test.each([
    attack('structs beyond a gap of the same client', rawUpdate([{ client: ATTACKER, clock: 5, structs: [{ origin: at(3), content: text }] }]), EARLY),
    attack('a gap within the update', items({ gap: 3 }, { origin: at(3), content: text }), EARLY),
    attack('an unknown origin', items({ origin: at(400), content: text }), EARLY),
    attack('an unknown right origin', items({ right: [777, 0], content: text }), EARLY),
    attack('an unknown parent', items({ parent: at(400), key: 'title', content: any }), EARLY),
    attack('a delete of what the victim writes next', rawUpdate([], [{ client: VICTIM, ranges: [[18, 50]] }]), { state: 'early', unowned: [VICTIM] }),
    attack('a delete that reaches over the end', rawUpdate([], [{ client: VICTIM, ranges: [[5, 5000]] }]), { state: 'early', unowned: [VICTIM] }),
    attack('a delete of a client nobody knows', rawUpdate([], [{ client: 12345, ranges: [[0, 9]] }]), { state: 'early', unowned: [12345] }),
    attack('an origin that is itself', items({ origin: own(0), content: text }), DAMAGED),
    attack('an origin that comes later', items({ origin: own(2), content: text }, { origin: at(3), content: text }), DAMAGED),
    attack('a parent that comes later', items({ parent: own(1), key: 'x', content: any }, { parent: 'issues', key: 'z', content: map }), DAMAGED),
  ])('%s', (_name, update, expected) => {
    expect(check(scene(), update)).toEqual(expected)
  })

  test('two clients that wait for each other', () => {
    const update = rawUpdate([waiting(7, 8), waiting(8, 7)])
    expect(check(scene(), update, { isReply: true })).toEqual(DAMAGED)
  })
})

describe('[H3] attacks on where an update writes', () => {
  test.each([
    attack('a new top-level type', items({ parent: 'evil', key: 'x', content: map }), { state: 'refused', reason: 'write-refused' }),
    attack('a root named like a prototype', items({ parent: '__proto__', key: 'x', content: map }), DAMAGED),
    attack('a record named like a prototype', items({ parent: 'issues', key: 'constructor', content: map }), DAMAGED),
    attack('neighbours of two texts', items({ origin: at(4), right: at(16), content: text }), DAMAGED),
    attack('neighbours of a list and a map', items({ origin: at(1), right: at(11), content: any }), DAMAGED),
    attack('neighbours the wrong way round', items({ origin: at(6), right: at(4), content: text }), DAMAGED),
    attack('one neighbour on both sides', items({ origin: at(4), right: at(4), content: text }), DAMAGED),
    attack('neighbours the wrong way round, by way of an own struct', items({ origin: at(6), content: text }, { origin: own(3), right: at(4), content: text }), DAMAGED),
    attack('a right neighbour under a key', items({ right: at(1), content: any }), DAMAGED),
    attack('a list in a map', items({ parent: at(0), content: any }), DAMAGED),
    attack('a list in a root', items({ parent: 'issues', content: map }), DAMAGED),
    attack('a key in a list', items({ parent: at(10), key: 'x', content: any }), DAMAGED),
    attack('a key in a fragment', items({ parent: at(13), key: 'x', content: any }), DAMAGED),
    attack('a value as parent', items({ parent: at(1), key: 'x', content: any }), DAMAGED),
    attack('letters as parent', items({ parent: at(4), content: text }), DAMAGED),
    attack('text under a key', items({ parent: at(0), key: 'title', content: text }), DAMAGED),
    attack('a format under a key', items({ parent: at(0), key: 'title', content: { is: 'format', key: 'bold', json: 'true' } }), DAMAGED),
    attack('a format in a list', items({ parent: at(10), content: { is: 'format', key: 'bold', json: 'true' } }), DAMAGED),
    attack('values in a text', items({ origin: at(4), right: at(5), content: any }), DAMAGED),
    attack('a map among paragraphs', items({ origin: at(14), content: map }), DAMAGED),
    attack('words among paragraphs', items({ origin: at(14), content: text }), DAMAGED),
    attack('several values under a key at once', items({ parent: at(0), key: 'x', content: { is: 'any', values: [1, 2] } }), DAMAGED),
    attack('undefined as a field', items({ parent: at(0), key: 'x', content: { is: 'any', values: [undefined] } }), DAMAGED),
    attack('a sub-document', items({ parent: at(0), key: 'x', content: { is: 'document', guid: 'x' } }), DAMAGED),
    attack('a hook', items({ origin: at(14), content: { is: 'type', type: 5, name: 'x' } }), DAMAGED),
    attack('a type of no kind', items({ origin: at(14), content: { is: 'type', type: 9 } }), DAMAGED),
  ])('%s', (_name, update, expected) => {
    expect(check(scene(), update)).toEqual(expected)
  })

  test.each([
    attack('beside a letter of another record', items({ origin: at(4), content: text }), ['changed issues/a detail:edited']),
    attack('through a type of another record', items({ parent: at(2), content: text }), ['changed issues/a detail:edited']),
    attack('over the value of another record', items({ origin: at(1), content: any }), ['changed issues/a title:set=1']),
    attack('over a whole record', items({ origin: at(0), content: map }), ['replaced issues/a']),
    attack('over a whole record without knowing it', items({ parent: 'issues', key: 'a', content: map }), ['replaced issues/a']),
    attack('a record that is gone again at once', items({ parent: 'issues', key: 'z', content: { is: 'deleted', length: 1 } }), ['removed issues/z']),
    attack('in an own type inside a foreign record', items({ parent: at(10), content: map }, { parent: own(0), key: 'x', content: any }), ['changed issues/b tags:edited']),
    attack('attributes of a paragraph', items({ parent: at(14), key: 'level', content: any }), ['changed notes/n body:edited']),
    attack('deleting a letter', rawUpdate([], [{ client: VICTIM, ranges: [[4, 1]] }]), ['changed issues/a detail:edited']),
    attack('deleting a value', rawUpdate([], [{ client: VICTIM, ranges: [[1, 1]] }]), ['changed issues/a title:removed']),
    attack('deleting a record by its own clock', rawUpdate([], [{ client: VICTIM, ranges: [[0, 1]] }]), ['removed issues/a']),
    attack('deleting over several records', rawUpdate([], [{ client: VICTIM, ranges: [[8, 4]] }]), ['changed issues/a detail:edited', 'removed issues/b']),
    attack('half an emoji', items({ origin: at(16), right: at(17), content: text }), ['changed notes/n body:edited']),
  ])('names the record that it writes %s', (_name, update, expected) => {
    expect(touches(check(scene(), update))).toEqual([{ personId: 'p1', touched: expected }])
  })

  test('the fields of a record that loses or goes do not pass for those of the one that stays', () => {
    const doc = scene()
    // A new record that says what is allowed, and the field of the old one, given away.
    const update = items({ origin: at(0), content: map }, { parent: own(0), key: 'lead', content: words('theirs') }, { parent: at(0), key: 'lead', content: words('own') })
    // One that loses against the record of the greater client id, and a change of that one.
    const first = updateOf(new Y.Doc(), 70, (copy) => copy.getMap('issues').set('k', new Y.Map([['lead', 'own']])))
    Y.applyUpdate(doc, first)
    const losing = items({ parent: 'issues', key: 'k', content: map }, { parent: own(0), key: 'lead', content: words('own') }, { origin: [70, 1], content: words('theirs') })
    expect([update, losing].map((each) => touches(check(doc, each)))).toEqual([
      [{ personId: 'p1', touched: ['replaced issues/a lead:set="theirs"'] }],
      [{ personId: 'p1', touched: ['replaced issues/k lead:set="theirs"'] }],
    ])
  })

  test('what is written into something deleted and forgotten has no effect, and cuts nothing', () => {
    const doc = scene()
    doc.getMap('issues').delete('b')
    const known = [
      items({ parent: at(10), content: any }),
      items({ origin: at(11), content: any }),
      items({ origin: at(4), right: at(11), content: text }),
      items({ parent: at(9), key: 'x', content: any }),
    ]
    expect(known.map((update) => touches(check(doc, update)))).toEqual(known.map(() => [{ personId: 'p1', touched: [] }]))
    expect(check(doc, items({ origin: at(16), right: at(11), content: text }))).toEqual(DAMAGED)
  })
})

describe('[H3] attacks with client ids', () => {
  const owners = new ClientOwners([[VICTIM, 'victim'], [ATTACKER, 'p1']])
  const asVictim = rawUpdate([{ client: VICTIM, clock: 18, structs: [{ origin: at(8), content: text }] }])

  test("structs under the victim's id, and under the hub's", () => {
    const doc = scene()
    const asHub = rawUpdate([{ client: 99, clock: 0, structs: [{ origin: at(8), content: text }] }])
    expect([check(doc, asVictim, { owners }), check(doc, asVictim, { owners, isReply: true }), check(doc, asHub, { owners })]).toEqual([FOREIGN, FOREIGN, FOREIGN])
  })

  test('deletes of what is still to come, of another person: refused at once; of oneself: wait', () => {
    expect([
      check(scene(), ahead(VICTIM), { owners }),
      check(scene(), ahead(VICTIM), { owners, isReply: true }),
      check(scene(), ahead(VICTIM), { owners, mayBringOthers: true }),
      check(scene(), ahead(ATTACKER), { owners }),
    ]).toEqual([{ state: 'refused', reason: 'base-unknown' }, { state: 'refused', reason: 'base-unknown' }, EARLY, EARLY])
  })

  test('several ids in a live edit', () => {
    const update = rawUpdate([ATTACKER, 67].map((client) => ({ client, clock: 0, structs: [{ origin: at(8), content: text }] })))
    expect([check(scene(), update, { owners }), check(scene(), update, { owners, isReply: true }).state]).toEqual([FOREIGN, 'sound'])
  })

  test('ids by the thousand', () => {
    const update = rawUpdate(Array.from({ length: UPDATE_LIMITS.newClients + 1 }, (_, n) => ({ client: 1000 + n, clock: 0, structs: [{ gone: 1 }] })))
    expect(check(scene(), update, { isReply: true })).toEqual(TOO_LARGE)
  })

  test('whoever may bring others is judged by who they are; what is new is claimed by nobody', () => {
    const update = rawUpdate([{ client: VICTIM, clock: 18, structs: [{ origin: at(8), content: text }] }, { client: 5, clock: 0, structs: [{ origin: at(1), content: any }] }])
    const checked = check(scene(), update, { owners, isReply: true, mayBringOthers: true })
    expect([touches(checked), checked.state === 'sound' && checked.claims]).toEqual([
      [
        { personId: 'victim', touched: ['changed issues/a detail:edited'] },
        { personId: 'p1', touched: ['changed issues/a title:set=1'] },
      ],
      [],
    ])
  })

  test('the first use of an id claims it', () => {
    const checked = check(scene(), items({ origin: at(8), content: text }))
    expect(checked.state === 'sound' && checked.claims).toEqual([[ATTACKER, 'p1']])
  })

  test('other things under clocks that are taken are neither applied nor followed', () => {
    const doc = scene()
    Y.applyUpdate(doc, items({ origin: at(8), content: text }))
    const update = items({ parent: 'evil', key: 'x', content: { is: 'any', values: [1, 2, 3] } }, { origin: [777, 9], content: any }, { origin: own(3), content: text })
    const checked = check(doc, update)
    if (checked.state === 'sound') Y.applyUpdate(doc, checked.update)
    const detail = (doc.getMap('issues').get('a') as Y.Map<Y.Text>).get('detail')
    expect([touches(checked), detail?.toString(), doc.share.has('evil'), doc.store.pendingStructs]).toEqual([
      [{ personId: 'p1', touched: ['changed issues/a detail:edited'] }], 'victimevilevil', false, null,
    ])
  })
})

describe('[H3] broken and oversized updates', () => {
  const good = items({ origin: at(4), right: at(5), content: text })

  test('in the second encoding, cut off anywhere, or with something behind', () => {
    const doc = scene()
    const second = Y.convertUpdateFormatV1ToV2(good)
    const cut = Array.from(good, (_, length) => good.slice(0, length))
    const answers = [second, ...cut, Uint8Array.of(...good, 0), new Uint8Array()].map((update) => check(doc, update))
    expect([check(doc, good).state, new Set(answers.map((answer) => JSON.stringify(answer)))]).toEqual(['sound', new Set([JSON.stringify(DAMAGED)])])
  })

  test('runs of no length, deletes of nothing, out of order or twice, a client twice', () => {
    const updates = [
      items({ origin: at(4), content: { is: 'text', text: '' } }),
      items({ parent: at(0), key: 'x', content: { is: 'any', values: [] } }),
      items({ gone: 0 }),
      items({ origin: at(4), content: { is: 'deleted', length: 0 } }),
      rawUpdate([], [{ client: VICTIM, ranges: [[4, 0]] }]),
      rawUpdate([], [{ client: VICTIM, ranges: [[4, 2], [3, 1]] }]),
      rawUpdate([], [{ client: VICTIM, ranges: [[4, 2], [5, 1]] }]),
      rawUpdate([], [{ client: VICTIM, ranges: [[4, 1]] }, { client: VICTIM, ranges: [[6, 1]] }]),
      rawUpdate([1, 2].map(() => ({ client: ATTACKER, clock: 0, structs: [{ gone: 1 }] }))),
      rawUpdate([{ client: ATTACKER, clock: 0, structs: [] }]),
    ]
    expect(updates.map((update) => check(scene(), update))).toEqual(updates.map(() => DAMAGED))
  })

  test('values that are no plain ones', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
    const proto: unknown = JSON.parse('{"__proto__": {"x": 1}}')
    expect([nested(UPDATE_LIMITS.valueDepth), nested(UPDATE_LIMITS.valueDepth + 1), 5n, [undefined], proto].map((it) => check(scene(), items({ parent: at(0), key: 'x', content: words(it) })).state)).toEqual(['sound', 'refused', 'refused', 'refused', 'refused'])
  })

  test('JSON that is none, too deep, or with forbidden keys', () => {
    const texts = ['{"a":', 'undefined', '['.repeat(100_000), `${'['.repeat(20)}${']'.repeat(20)}`, '{"__proto__":1}', '{"a":{"constructor":1}}']
    expect(texts.map((json) => check(scene(), items({ origin: at(4), right: at(5), content: { is: 'embed', json: json } })).state)).toEqual(texts.map(() => 'refused'))
  })

  test('text that is no UTF-8', () => {
    const broken = Uint8Array.from(good, (byte, index) => (index === good.length - 3 ? 0xff : byte))
    expect(check(scene(), broken)).toEqual(DAMAGED)
  })

  test('clocks and lengths that no double holds', () => {
    const updates = [items({ gone: Number.MAX_SAFE_INTEGER }), rawUpdate([{ client: ATTACKER, clock: 2 ** 52, structs: [{ gone: 1 }] }]), rawUpdate([], [{ client: VICTIM, ranges: [[0, 2 ** 52]] }])]
    expect(updates.map((update) => check(scene(), update))).toEqual([TOO_LARGE, TOO_LARGE, TOO_LARGE])
    expect(check(scene(), Uint8Array.of(1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0))).toMatchObject({ state: 'refused' })
  })

  test('a million tiny structs, before they are read', () => {
    const encoder = encoding.createEncoder()
    for (const number of [1, 1_000_000, ATTACKER, 0]) encoding.writeVarUint(encoder, number)
    expect(check(scene(), encoding.toUint8Array(encoder), { isReply: true })).toEqual(TOO_LARGE)
  })

  test('keys of a megabyte', () => {
    expect(check(scene(), items({ parent: at(0), key: 'x'.repeat(1_000_000), content: any }))).toEqual(TOO_LARGE)
  })

  test('types inside each other without end', () => {
    const doc = scene()
    expect([check(doc, items(...chain(90))).state, check(doc, items(...chain(200)))]).toEqual(['sound', TOO_LARGE])
    Y.applyUpdate(doc, items(...chain(90)))
    const further = rawUpdate([{ client: ATTACKER, clock: 90, structs: Array.from({ length: 20 }, (_, n) => ({ parent: own(89 + n), key: 'x', content: map })) }])
    expect(check(doc, further)).toEqual(TOO_LARGE)
  })

  test('insertions that Yjs would compare each with each', () => {
    // A row of letters, and then one insertion after another that reaches over all before it.
    const count = 12_000
    const row: RawStruct[] = [{ origin: at(4), right: at(5), content: { is: 'text', text: 'x'.repeat(count) } }]
    const crowd: RawStruct[] = Array.from({ length: count }, (_, n) => ({ origin: at(4), right: own(n), content: { is: 'text', text: 'y' } }))
    expect(check(scene(), items(...row, ...crowd))).toEqual(TOO_LARGE)
  })

  test('deleting every other letter of a very long text', () => {
    const doc = scene()
    Y.applyUpdate(doc, items({ origin: at(4), right: at(5), content: { is: 'text', text: 'x'.repeat(600_000) } }))
    const ranges = Array.from({ length: 250_000 }, (_, n) => [1 + 2 * n, 1] as const)
    expect(check(doc, rawUpdate([], [{ client: ATTACKER, ranges }]), { isReply: true })).toEqual(TOO_LARGE)
  })
})

test('[H2] a hundred thousand edits made offline are taken', () => {
  const structs: RawStruct[] = Array.from({ length: 100_000 }, (_, n) => (n % 2 === 0 ? { origin: n === 0 ? at(1) : own(n - 2), content: any } : { origin: n === 1 ? at(8) : own(n - 2), content: { is: 'text', text: 'x' } }))
  const checked = check(scene(), items(...structs), { isReply: true })
  expect(touches(checked)).toEqual([{ personId: 'p1', touched: ['changed issues/a detail:edited title:set=1'] }])
})
