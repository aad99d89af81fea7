import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { Collection } from '../../shared/model/Collection.ts'

const ThingSchema = z.object({ id: z.string(), order: z.string(), name: z.string().max(10), note: z.string(), tags: z.array(z.string()) })
type Thing = z.infer<typeof ThingSchema>

function openThings(doc = new Y.Doc()) {
  const things = new Collection<Thing>(doc.getMap('things'), { schema: ThingSchema, texts: ['note'], sets: ['tags'] })
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  return { doc, things, updates, write: (change: () => void) => doc.transact(change) }
}

const thing = (id: string, order: string): Thing => ({ id, order, name: id, note: '', tags: [] })

test('records and the list keep their identity until they change, and only what changed is another object', () => {
  const { things, write } = openThings()
  write(() => ['a', 'b'].forEach((id) => things.insert(thing(id, id))))
  const [list, a, b] = [things.list(), things.get('a'), things.get('b')]
  expect([things.list() === list, things.get('a') === a]).toEqual([true, true])
  write(() => things.patch('b', { note: 'changed' }))
  expect([things.list() === list, things.get('a') === a, things.list()[0] === a, things.get('b') === b]).toEqual([false, true, true, false])
})

test('listeners are told once per transaction, after it, and not once they stopped', () => {
  const { things, write } = openThings()
  const told: number[] = []
  const stop = things.subscribe(() => told.push(things.list().length))
  write(() => ['a', 'b', 'c'].forEach((id) => things.insert(thing(id, id))))
  stop()
  write(() => things.remove('a'))
  expect(told).toEqual([3])
})

test('within one transaction what was just written is read back', () => {
  const { things, write } = openThings()
  const read: unknown[] = []
  write(() => {
    things.insert(thing('a', 'a'))
    read.push(things.list().length)
    things.patch('a', { name: 'new' })
    things.patch('a', { name: 'a' })
    read.push(things.get('a')?.name)
    things.insert(thing('b', 'b'))
    things.remove('a')
    read.push(things.list().map(({ id }) => id))
  })
  expect({ read, after: things.list() }).toEqual({ read: [1, 'a', ['b']], after: [thing('b', 'b')] })
})

test('a patch that changes nothing sends nothing', () => {
  const { things, write, updates } = openThings()
  const full = { ...thing('a', 'a'), note: 'n', tags: ['x', 'y'] }
  write(() => things.insert(full))
  updates.length = 0
  write(() => things.patch('a', { order: 'a', name: 'a', note: 'n', tags: ['y', 'x'] }))
  expect({ updates, record: things.get('a') }).toEqual({ updates: [], record: full })
})

test('two additions to a set stay, and a removal takes only what it names', () => {
  const one = openThings()
  one.write(() => one.things.insert({ ...thing('a', 'a'), tags: ['x'] }))
  const other = openThings()
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc))
  one.write(() => one.things.patch('a', { tags: ['x', 'left'] }))
  other.write(() => other.things.patch('a', { tags: ['right'] }))
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc))
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc))
  expect([one, other].map(({ things }) => things.get('a')?.tags)).toEqual(Array.from({ length: 2 }, () => (['left', 'right'])))
})

test('a record that does not fit is skipped and counted, and comes back once mended', () => {
  const { doc, things, write } = openThings()
  write(() => ['a', 'b'].forEach((id) => things.insert(thing(id, id))))
  const root = doc.getMap<Y.Map<unknown> | string>('things')
  root.set('c', 'not a map')
  const stored = root.get('a')
  if (stored instanceof Y.Map) stored.set('name', 7)
  expect({ list: things.list(), skipped: things.skipped(), a: things.get('a'), c: things.get('c') }).toEqual({ list: [thing('b', 'b')], skipped: 2, a: undefined, c: undefined })
  if (stored instanceof Y.Map) stored.set('name', 'a')
  expect({ list: things.list(), skipped: things.skipped() }).toEqual({ list: [thing('a', 'a'), thing('b', 'b')], skipped: 1 })
})

test('what readers would skip cannot be written: it is refused with the field, or thrown as a bug', () => {
  const { things, write, updates } = openThings()
  write(() => things.insert(thing('a', 'a')))
  const tooLong = { ...thing('a', 'a'), name: 'x'.repeat(11) }
  updates.length = 0
  expect(things.fits(tooLong)).toEqual({ ok: false, error: { kind: 'value-refused', field: 'name' } })
  expect(() => write(() => things.patch('a', { name: tooLong.name }))).toThrow('bug: record a does not fit')
  expect(() => write(() => things.insert({ ...tooLong, id: 'b' }))).toThrow('bug: record b does not fit')
  expect(() => write(() => things.insert(thing('a', 'z')))).toThrow('bug: record a exists')
  expect(() => write(() => things.patch('gone', { name: 'x' }))).toThrow('bug: record gone is gone')
  expect({ updates, list: things.list() }).toEqual({ updates: [], list: [thing('a', 'a')] })
})
