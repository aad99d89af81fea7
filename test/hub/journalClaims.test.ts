import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Journal } from '../../electron/hub/rooms/Journal.ts'
import { frameRecord } from '../../electron/hub/rooms/framing.ts'
import { DISK, type JournalFiles } from '../../electron/hub/rooms/journalFiles.ts'
import { decodeEntry, encodeEntry, readJournal, type Claims, type JournalEntry } from '../../electron/hub/rooms/journalFormat.ts'
import { loadDocument, type LoadedDocument } from '../../electron/hub/rooms/loadDocument.ts'
import { Rooms } from '../../electron/hub/rooms/Rooms.ts'
import { HUB_AUTHOR } from '../../shared/sync/check/ClientOwners.ts'
import { atEnd } from '../support/atEnd.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { fingerprint } from '../support/fingerprint.ts'
import { eventually, NOON } from './support.ts'

interface Opened extends LoadedDocument {
  readonly journal: Journal
  /** A person's edit under a client id, as a room would take it in. */
  readonly write: (personId: string, client: number, edit: (doc: Y.Doc) => void) => void
}

/** What is in the file, without touching it. */
async function read(folder: string): Promise<LoadedDocument> {
  const loaded = await loadDocument(join(folder, 'r.log'), () => undefined)
  if (!loaded.ok) throw new Error(loaded.error.kind)
  return loaded.value
}

async function open(folder: string, files: JournalFiles = DISK): Promise<Opened> {
  const loaded = await read(folder)
  const { doc, owners, snapshot, length } = loaded
  const journal = new Journal({ path: join(folder, 'r.log'), files, report: () => undefined, snapshot, retryMs: 10 }, length)
  atEnd(async () => journal.close())
  const write = (personId: string, client: number, edit: (doc: Y.Doc) => void): void => {
    const update = editAs(doc, client, edit)
    const claims: Claims = owners.owner(client) === undefined ? [[client, personId]] : []
    owners.claim(client, personId)
    Y.applyUpdate(doc, update)
    journal.append({ update, claims })
  }
  return { ...loaded, journal, write }
}

function editAs(doc: Y.Doc, client: number, edit: (doc: Y.Doc) => void): Uint8Array {
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc))
  theirs.clientID = client
  const before = Y.encodeStateVector(theirs)
  edit(theirs)
  return Y.encodeStateAsUpdate(theirs, before)
}

function people({ owners }: LoadedDocument): Record<number, string> {
  return Object.fromEntries(owners.entries().filter(([, personId]) => personId !== HUB_AUTHOR))
}

function full(): Error {
  return Object.assign(new Error('no space left'), { code: 'ENOSPC' })
}

test('[H4] whose client ids are whose is there after a restart, over a rewriting and another restart', async () => {
  const folder = await emptyFolder()
  const first = await open(folder)
  first.write('wang', 1, (doc) => doc.getMap('m').set('a', 1))
  first.write('li', 2 ** 32 - 1, (doc) => doc.getMap('m').set('b', 2))
  first.write('wang', 1, (doc) => doc.getMap('m').set('a', 3))
  const owned = { 1: 'wang', [2 ** 32 - 1]: 'li' }
  const second = await open(folder)
  expect(people(second)).toEqual(owned)
  expect(await second.journal.compact()).toBe(true)
  const third = await open(folder)
  third.write('chen', 7, (doc) => doc.getMap('m').set('c', 3))
  const fourth = await open(folder)
  expect([people(third), people(fourth), fourth.doc.getMap('m').toJSON()]).toEqual([{ ...owned, 7: 'chen' }, { ...owned, 7: 'chen' }, { a: 3, b: 2, c: 3 }])
})

test('[H4] the hub owns the id it writes under, of every run in which it wrote, and of no other', async () => {
  const folder = await emptyFolder()
  const silent = await open(folder)
  const first = await open(folder)
  first.doc.getMap('m').set('a', 1)
  await first.journal.compact()
  const second = await open(folder)
  expect({
    silent: silent.owners.owner(silent.doc.clientID),
    writing: second.owners.owner(first.doc.clientID),
    now: second.owners.owner(second.doc.clientID),
    count: second.owners.entries().length,
  }).toEqual({ silent: HUB_AUTHOR, writing: HUB_AUTHOR, now: HUB_AUTHOR, count: 2 })
})

test('[H6] wherever a crash cuts the journal, no update is there without its claims', async () => {
  const folder = await emptyFolder()
  const { write } = await open(folder)
  for (let n = 0; n < 6; n++) write(`p${n % 3}`, 100 + n, (doc) => doc.getMap('m').set(`k${n}`, n))
  const whole = await readFile(join(folder, 'r.log'))
  const cutFolder = await emptyFolder()
  for (let cut = 0; cut <= whole.length; cut += 3) {
    await writeFile(join(cutFolder, 'r.log'), whole.subarray(0, cut))
    const { doc, owners } = await open(cutFolder)
    const unowned = [...Y.decodeStateVector(Y.encodeStateVector(doc)).keys()].filter((client) => owners.owner(client) !== `p${(client - 100) % 3}`)
    expect(unowned).toEqual([])
  }
})

test('[H6] a journal of version 1 is read, rewritten before anything is added, and its client ids belong to nobody', async () => {
  const folder = await emptyFolder()
  const old = new Y.Doc()
  const updates: Uint8Array[] = []
  old.on('update', (update: Uint8Array) => void updates.push(update))
  for (const word of ['一', '二']) old.getArray('notes').push([word])
  await writeFile(join(folder, 'r.log'), Buffer.concat([Uint8Array.from([0x48, 0x53, 0x4a, 1]), ...updates.map(frameRecord)]))
  const loaded = await read(folder)
  expect([loaded.isOlder, loaded.doc.getArray('notes').toArray(), people(loaded)]).toEqual([true, ['一', '二'], {}])
  const rooms = new Rooms({ folder, files: DISK, report: () => undefined, now: () => NOON, idleMs: 10 })
  const lease = await rooms.use('r')
  if (!lease.ok) throw new Error(lease.error.kind)
  expect((await readFile(join(folder, 'r.log')))[3]).toBe(2)
  lease.value.room.doc.getArray('notes').push(['三'])
  const again = await read(folder)
  expect([again.isOlder, again.doc.getArray('notes').toArray(), await readdir(folder)]).toEqual([false, ['一', '二', '三'], ['r.log']])
})

test('[H6] an entry comes back as it was: many claims of few people, none, an update of any bytes', () => {
  const update = Uint8Array.from({ length: 300 }, (_, index) => index % 256)
  const entries: JournalEntry[] = [
    { update, claims: Array.from({ length: 500 }, (_, index) => [index * 8_000_000, `person-${index % 3}`] as const) },
    { update, claims: [] },
    { update: new Uint8Array([0, 0]), claims: [[0, '']] },
  ]
  expect(entries.map((entry) => decodeEntry(2, encodeEntry('batch', entry)))).toEqual(entries)
  expect(() => decodeEntry(2, Uint8Array.from([9, 0, 0, 0, 0]))).toThrow('unknown kind of record')
})

test('[H6] what is written while a snapshot takes the place of the log is there afterwards, however the disk dawdles', async () => {
  const folder = await emptyFolder()
  const slow: JournalFiles = {
    ...DISK,
    writeSoon: (...args) => void setTimeout(() => DISK.writeSoon(...args), 5),
    syncSoon: (...args) => void setTimeout(() => DISK.syncSoon(...args), 5),
  }
  const { journal, write } = await open(folder, slow)
  const state = { isDone: false }
  const compacting = journal.compact().finally(() => (state.isDone = true))
  let written = 0
  while (!state.isDone) {
    write('wang', 5, (doc) => doc.getMap('m').set(`k${written++}`, 'x'.repeat(20_000)))
    // What a crash now would find.
    expect((await read(folder)).doc.getMap('m').size).toBe(written)
  }
  write('wang', 5, (doc) => doc.getMap('m').set('last', 1))
  const again = await read(folder)
  expect({ worked: await compacting, several: written > 1, size: again.doc.getMap('m').size, people: people(again) }).toEqual({
    worked: true,
    several: true,
    size: written + 1,
    people: { 5: 'wang' },
  })
})

test('[H6] others write while a long document is encoded, and nothing of either is missing', async () => {
  const folder = await emptyFolder()
  const { journal, write, doc } = await open(folder)
  write('wang', 5, (copy) => copy.transact(() => {
    // Every other one is deleted, so that no two of them become one.
    for (let n = 0; n < 10_000; n++) copy.getArray('a').insert(0, [n])
    for (let n = 5_000; n > 0; n--) copy.getArray('a').delete(n)
  }))
  const state = { isDone: false, turns: 0 }
  const compacting = journal.compact().finally(() => (state.isDone = true))
  while (!state.isDone) {
    const n = state.turns++
    write('li', 6, (copy) => copy.getMap('m').set(`k${n % 10}`, n))
    await new Promise((resolve) => setImmediate(resolve))
  }
  const again = await read(folder)
  expect({ worked: await compacting, people: people(again), same: fingerprint(again.doc), several: state.turns > 1 }).toEqual({
    worked: true,
    people: { 5: 'wang', 6: 'li' },
    same: fingerprint(doc),
    several: true,
  })
})

test('[H6] a snapshot that cannot be written leaves the log as it is, and writing goes on', async () => {
  const folder = await emptyFolder()
  const disk = { refuses: true }
  const files: JournalFiles = {
    ...DISK,
    rename: (from, to) => {
      if (disk.refuses) throw Object.assign(new Error('held by a virus scanner'), { code: 'EPERM' })
      DISK.rename(from, to)
    },
  }
  const { journal, write } = await open(folder, files)
  write('wang', 5, (doc) => doc.getMap('m').set('a', 1))
  const failed = await journal.compact()
  write('wang', 5, (doc) => doc.getMap('m').set('b', 2))
  const names = await readdir(folder)
  const { doc } = await read(folder)
  disk.refuses = false
  const worked = await journal.compact()
  expect({ failed, names, saved: doc.getMap('m').toJSON(), isWritable: journal.isWritable, worked, later: (await read(folder)).doc.getMap('m').toJSON() }).toEqual({
    failed: false,
    names: ['r.log'],
    saved: { a: 1, b: 2 },
    isWritable: true,
    worked: true,
    later: { a: 1, b: 2 },
  })
})

test('[H6] the disk fills up in the middle of a rewriting: nothing that was taken is lost', async () => {
  const folder = await emptyFolder()
  const disk = { refuses: false }
  const files: JournalFiles = {
    ...DISK,
    write: (...args) => {
      if (disk.refuses) throw full()
      return DISK.write(...args)
    },
    writeSoon: (descriptor, bytes, offset, position, done) => {
      disk.refuses = true
      setImmediate(() => done(full(), 0))
      void [descriptor, bytes, offset, position]
    },
    sync: () => {
      throw full()
    },
  }
  const { journal, write } = await open(folder, files)
  write('wang', 5, (doc) => doc.getMap('m').set('a', 1))
  const compacting = journal.compact()
  await eventually(() => expect(disk.refuses).toBe(true))
  write('wang', 5, (doc) => doc.getMap('m').set('b', 2))
  expect([await compacting, journal.isWritable, readJournal(await readFile(join(folder, 'r.log')))]).toMatchObject([false, false, { end: 'whole' }])
  Object.assign(files, { write: DISK.write, writeSoon: DISK.writeSoon, sync: DISK.sync })
  await eventually(() => expect(journal.isWritable).toBe(true))
  expect((await read(folder)).doc.getMap('m').toJSON()).toEqual({ a: 1, b: 2 })
})

test('[H6] 100,000 small updates are read in turns that let others in between, and putting the room away leaves one snapshot', async () => {
  const folder = await emptyFolder()
  const doc = new Y.Doc()
  const frames: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => void frames.push(frameRecord(encodeEntry('batch', { update, claims: [] }))))
  for (let n = 0; n < 100_000; n++) doc.getMap('m').set(`k${n % 500}`, n)
  await writeFile(join(folder, 'r.log'), Buffer.concat([Uint8Array.from([0x48, 0x53, 0x4a, 2]), ...frames]))
  const turns = { count: 0 }
  const counting = setInterval(() => turns.count++, 1)
  const rooms = new Rooms({ folder, files: DISK, report: () => undefined, now: () => NOON, idleMs: 1 })
  const lease = await rooms.use('r')
  clearInterval(counting)
  if (!lease.ok) throw new Error(lease.error.kind)
  expect([lease.value.room.doc.getMap('m').get('k499'), turns.count > 5]).toEqual([99_999, true])
  lease.value.room.doc.getMap('m').set('k0', 'changed')
  lease.value.release()
  await eventually(async () => {
    const content = readJournal(await readFile(join(folder, 'r.log')))
    expect(content.state === 'readable' && content.records.length).toBe(1)
  })
})
