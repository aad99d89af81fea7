import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { reporter } from '../../electron/hub/inside/events.ts'
import { DISK, type JournalFiles } from '../../electron/hub/rooms/journalFiles.ts'
import { frameRecord } from '../../electron/hub/rooms/framing.ts'
import { JOURNAL_HEADER, readJournal } from '../../electron/hub/rooms/journalFormat.ts'
import { Rooms, type RoomLease } from '../../electron/hub/rooms/Rooms.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { eventually, NOON } from './support.ts'
import { createTestDisk } from './testDisk.ts'

function openRooms(folder: string, files: JournalFiles = DISK): { rooms: Rooms; lines: string[] } {
  const lines: string[] = []
  return { rooms: new Rooms({ folder, files, report: reporter({ log: (line) => lines.push(line) }), now: () => NOON, idleMs: 10, retryMs: 10 }), lines }
}

async function use(rooms: Rooms, name = 'meeting/m1'): Promise<RoomLease> {
  const lease = await rooms.use(name)
  if (!lease.ok) throw new Error(lease.error.kind)
  return lease.value
}

function notes({ room }: RoomLease): Y.Array<string> {
  return room.doc.getArray<string>('notes')
}

const FILE = 'meeting%2Fm1.log'

test('[F7] what was written is there after the hub has gone without a word', async () => {
  const folder = await emptyFolder()
  const { rooms } = openRooms(folder)
  const lease = await use(rooms)
  for (const word of ['一', '二', '三']) notes(lease).push([word])
  // No close, no flush: as after kill -9, what the system has is what counts.
  const again = await use(openRooms(folder).rooms)
  expect(notes(again).toArray()).toEqual(['一', '二', '三'])
})

test('[F7] closing leaves one snapshot in place of the log, and no other file', async () => {
  const folder = await emptyFolder()
  const { rooms } = openRooms(folder)
  const lease = await use(rooms)
  for (let n = 0; n < 50; n++) notes(lease).push([`${n}`])
  await rooms.close('hub-closing')
  const content = readJournal(await readFile(join(folder, FILE)))
  expect({ records: content.state === 'readable' && content.records.length, names: await readdir(folder) }).toEqual({ records: 1, names: [FILE] })
  expect(notes(await use(openRooms(folder).rooms)).length).toBe(50)
})

test('[F7] a room that nobody uses is put away and comes back whole', async () => {
  const folder = await emptyFolder()
  const { rooms } = openRooms(folder)
  const lease = await use(rooms)
  notes(lease).push(['kept'])
  const { doc } = lease.room
  const destroyed = new Promise((resolve) => doc.on('destroy', resolve))
  lease.release()
  await destroyed
  const again = await use(rooms)
  expect([again.room.doc === doc, notes(again).toArray()]).toEqual([false, ['kept']])
})

test('[F7] closing waits for a room that is just being put away, and leaves one snapshot and no other file', async () => {
  const folder = await emptyFolder()
  const held: (() => void)[] = []
  const slow: JournalFiles = { ...DISK, writeSoon: (...args) => void held.push(() => DISK.writeSoon(...args)) }
  const { rooms, lines } = openRooms(folder, slow)
  const lease = await use(rooms)
  notes(lease).push(['kept'])
  lease.release()
  await eventually(() => expect(held.length).toBe(1))
  const closed = rooms.close('hub-closing')
  for (const go of held) go()
  await closed
  const content = readJournal(await readFile(join(folder, FILE)))
  expect({ lines, records: content.state === 'readable' && content.records.length, names: await readdir(folder) }).toEqual({ lines: [], records: 1, names: [FILE] })
})

test('[F7] two who come at once get the same room', async () => {
  const { rooms } = openRooms(await emptyFolder())
  const [a, b] = await Promise.all([use(rooms), use(rooms)])
  expect(a.room).toBe(b.room)
})

test('[F7] a long log is rewritten while in use, and goes on', async () => {
  const folder = await emptyFolder()
  const { rooms } = openRooms(folder)
  const lease = await use(rooms)
  const map = lease.room.doc.getMap('m')
  for (let n = 0; n < 40; n++) map.set('k', `${n}`.padEnd(50_000, 'x'))
  await eventually(async () => expect((await readFile(join(folder, FILE))).length).toBeLessThan(200_000))
  map.set('after', true)
  const again = await use(openRooms(folder).rooms)
  expect([String(again.room.doc.getMap('m').get('k')).slice(0, 2), again.room.doc.getMap('m').get('after')]).toEqual(['39', true])
})

test.each([1, 7, 8, 9, 20])('[F7] a write cut short by a crash costs that write only: %i bytes of it are there', async (bytes) => {
  const folder = await emptyFolder()
  const { rooms } = openRooms(folder)
  const lease = await use(rooms)
  notes(lease).push(['first'])
  const whole = (await readFile(join(folder, FILE))).length
  notes(lease).push(['the second one, which is cut'])
  const log = await readFile(join(folder, FILE))
  await writeFile(join(folder, FILE), log.subarray(0, whole + bytes))
  const { rooms: later, lines } = openRooms(folder)
  const again = await use(later)
  notes(again).push(['third'])
  expect({ lines, names: await readdir(folder) }).toEqual({ lines: ['a journal ended in an unfinished record, which was cut off'], names: [FILE] })
  expect(notes(await use(openRooms(folder).rooms)).toArray()).toEqual(['first', 'third'])
})

test('[F7] zeros behind the last record, as a power cut leaves them, are cut off', async () => {
  const folder = await emptyFolder()
  notes(await use(openRooms(folder).rooms)).push(['first'])
  await writeFile(join(folder, FILE), new Uint8Array(100), { flag: 'a' })
  const { rooms, lines } = openRooms(folder)
  expect([notes(await use(rooms)).toArray(), lines.length]).toEqual([['first'], 1])
})

test('[F7] a damaged length is damage, not an unfinished write', async () => {
  const folder = await emptyFolder()
  const lease = await use(openRooms(folder).rooms)
  notes(lease).push(['first'])
  const whole = (await readFile(join(folder, FILE))).length
  for (const word of ['second', 'third']) notes(lease).push([word])
  const log = await readFile(join(folder, FILE))
  log[whole + 2] = 0xff
  await writeFile(join(folder, FILE), log)
  await writeFile(join(folder, `${FILE}.damaged`), 'of another time')
  expect(notes(await use(openRooms(folder).rooms)).toArray()).toEqual(['first'])
  expect({ before: await readFile(join(folder, `${FILE}.damaged`), 'utf8'), aside: log.equals(await readFile(join(folder, `${FILE}.damaged-2`))) }).toEqual({
    before: 'of another time',
    aside: true,
  })
})

test('[F7] damage in the middle: read up to there, kept aside as it was, reported', async () => {
  const folder = await emptyFolder()
  const lease = await use(openRooms(folder).rooms)
  notes(lease).push(['first'])
  const whole = (await readFile(join(folder, FILE))).length
  notes(lease).push(['second'])
  notes(lease).push(['third'])
  const log = await readFile(join(folder, FILE))
  log[whole + 12] = (log[whole + 12] ?? 0) ^ 0xff
  await writeFile(join(folder, FILE), log)
  const { rooms, lines } = openRooms(folder)
  expect(notes(await use(rooms)).toArray()).toEqual(['first'])
  expect({ lines: lines.length, aside: log.equals(await readFile(join(folder, `${FILE}.damaged`))) }).toEqual({ lines: 1, aside: true })
})

test('[F7] a journal of a newer version is left alone', async () => {
  const folder = await emptyFolder()
  const newer = Uint8Array.from([...JOURNAL_HEADER.subarray(0, 3), 3, 1, 2, 3])
  await writeFile(join(folder, FILE), newer)
  const opened = await openRooms(folder).rooms.use('meeting/m1')
  expect([opened, new Uint8Array(await readFile(join(folder, FILE)))]).toEqual([{ ok: false, error: { kind: 'newer-format', path: join(folder, FILE) } }, newer])
})

test('[F7] short writes are continued until every byte is there', async () => {
  const folder = await emptyFolder()
  const { files, disk } = createTestDisk()
  disk.shortWrites = true
  notes(await use(openRooms(folder, files).rooms)).push(['whole'])
  expect(notes(await use(openRooms(folder).rooms)).toArray()).toEqual(['whole'])
})

test('[F7] full disk: it says so, refuses, keeps what it took, and goes on when there is space', async () => {
  const folder = await emptyFolder()
  const { files, disk } = createTestDisk()
  const { rooms, lines } = openRooms(folder, files)
  const lease = await use(rooms)
  notes(lease).push(['before'])
  disk.refuses = 'writing'
  notes(lease).push(['taken while it filled up'])
  notes(lease).push(['and after'])
  expect({ isWritable: lease.isWritable(), flushed: lease.flush(), lines }).toEqual({ isWritable: false, flushed: false, lines: ['saving stopped: ENOSPC'] })
  // What a crash now would leave is what was there before.
  expect(notes(await use(openRooms(folder).rooms)).toArray()).toEqual(['before'])
  disk.refuses = 'nothing'
  await eventually(() => expect(lease.isWritable()).toBe(true))
  expect(notes(await use(openRooms(folder).rooms)).toArray()).toEqual(['before', 'taken while it filled up', 'and after'])
  expect(lines.at(-1)).toBe('saving works again')
})

test('[F7] after a failed sync everything is written anew: nobody knows what the disk holds', async () => {
  const folder = await emptyFolder()
  const { files, disk } = createTestDisk()
  const lease = await use(openRooms(folder, files).rooms)
  disk.refuses = 'syncing'
  notes(lease).push(['one'])
  await eventually(() => expect(lease.isWritable()).toBe(false))
  await writeFile(join(folder, FILE), 'lost by the disk')
  disk.refuses = 'nothing'
  await eventually(() => expect(lease.isWritable()).toBe(true))
  notes(lease).push(['two'])
  expect(notes(await use(openRooms(folder).rooms)).toArray()).toEqual(['one', 'two'])
})

test('[F7] a room whose disk refuses stays in memory until it does not', async () => {
  const folder = await emptyFolder()
  const { files, disk } = createTestDisk()
  const { rooms } = openRooms(folder, files)
  const lease = await use(rooms)
  disk.refuses = 'writing'
  notes(lease).push(['only here'])
  lease.release()
  disk.refuses = 'nothing'
  await eventually(() => expect(rooms.state.loaded).toBe(0))
  expect(notes(await use(openRooms(folder).rooms)).toArray()).toEqual(['only here'])
})

test('[F7] any bytes are read without an exception, and whole records before the end are never lost', () => {
  const records = [Uint8Array.from([1]), Uint8Array.from([2, 2]), Uint8Array.from([3, 3, 3])]
  const log = new Uint8Array(Buffer.concat([JOURNAL_HEADER, ...records.map(frameRecord)]))
  const ends = [4, 13, 23, 34]
  for (let cut = 0; cut <= log.length; cut++) {
    const content = readJournal(log.subarray(0, cut))
    const whole = ends.filter((end) => end <= cut)
    expect(content).toEqual({
      state: 'readable',
      version: 2,
      records: records.slice(0, Math.max(0, whole.length - 1)),
      length: whole.at(-1) ?? 0,
      end: cut === 0 || ends.includes(cut) ? 'whole' : 'torn',
    })
  }
})
