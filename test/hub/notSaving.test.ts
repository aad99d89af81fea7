import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import type { HubEvent } from '../../electron/hub/inside/events.ts'
import { loadDocument } from '../../electron/hub/rooms/loadDocument.ts'
import { DISK } from '../../electron/hub/rooms/journalFiles.ts'
import { Rooms, type RoomLease } from '../../electron/hub/rooms/Rooms.ts'
import { raiseIssue } from '../../shared/model/issues.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { must } from '../support/startMeeting.ts'
import { connect } from './connect.ts'
import { atEnd, emptyFolder, eventually, joinAs, joinHub, newMeeting, NOON, startHub } from './support.ts'
import { createTestDisk } from './testDisk.ts'

const CONTEXT = { actor: { personId: 'p', role: 'secretary', departmentId: null }, newId: () => crypto.randomUUID(), now: () => NOON.toISOString() } as const

const ANY: unknown = expect.any(Array)

function raise(doc: Y.Doc, title: string): void {
  const meeting = openMeetingDocument(doc)
  must(raiseIssue(meeting, { title, columnId: meeting.columns.list()[0]?.id ?? '' }, CONTEXT))
}

function titles(doc: Y.Doc): readonly string[] {
  return openMeetingDocument(doc).issues.list().map(({ title }) => title).toSorted()
}

test.each(['writing', 'syncing'] as const)('[H6] a disk that refuses %s: everybody is told, nobody sees what it did not take, and all of it is there once it does', async (refuses) => {
  const { files, disk } = createTestDisk()
  const hub = await startHub({}, { files })
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const observer = await joinAs(hub.url, token, 'observer', '居民')
  const { room } = await newMeeting(hub.url, token)
  const writer = connect(hub.url, room, token)
  const reader = connect(hub.url, room, observer.token)
  await eventually(() => expect([writer.provider.synced, reader.provider.synced]).toEqual([true, true]))
  raise(writer.doc, '之前')
  await eventually(() => expect(titles(reader.doc)).toEqual(['之前']))
  disk.refuses = refuses
  raise(writer.doc, '写不下')
  await eventually(() => expect([writer.closeCodes.includes(4507), reader.closeCodes.includes(4507)]).toEqual([true, true]))
  // Whoever comes meanwhile learns it too.
  const late = connect(hub.url, room, observer.token)
  await eventually(() => expect(late.closeCodes).toContain(4507))
  // What the system took may be seen; that the disk then refuses it shows later.
  expect([titles(reader.doc), titles(late.doc)]).toEqual(refuses === 'writing' ? [['之前'], []] : ANY)
  raise(writer.doc, '离线再写')
  disk.refuses = 'nothing'
  await eventually(() => expect([titles(reader.doc), titles(late.doc)]).toEqual([['之前', '写不下', '离线再写'].toSorted(), ['之前', '写不下', '离线再写'].toSorted()]))
  const saved = await loadDocument(join(hub.dataDir, 'rooms', `${encodeURIComponent(room)}.log`), () => undefined)
  expect(saved.ok && titles(saved.value.doc)).toEqual(['之前', '写不下', '离线再写'].toSorted())
})

async function use(rooms: Rooms): Promise<RoomLease> {
  const lease = await rooms.use('meeting/m1')
  if (!lease.ok) throw new Error(lease.error.kind)
  return lease.value
}

test('[H6] a document that can no longer be trusted is thrown away and loaded again from its journal, once, and everybody may return', async () => {
  const folder = await emptyFolder()
  const events: HubEvent[] = []
  const replaced: string[] = []
  const rooms = new Rooms({ folder, files: DISK, report: (event) => void events.push(event), now: () => NOON, idleMs: 5, onReplaced: (name) => void replaced.push(name) })
  atEnd(() => rooms.close('hub-closing'))
  const lease = await use(rooms)
  lease.room.doc.getMap('m').set('a', 1)
  const closes: string[] = []
  lease.room.join({ personId: 'p', send: () => undefined, queued: () => 0, close: (reason) => void closes.push(reason) })
  // As if Yjs had failed in the middle.
  Object.assign(lease.room.doc, { transact: () => { throw new TypeError('x is not a function') } })
  lease.room.flush()
  // Nothing of the broken document may get into the journal.
  const [again, too] = await Promise.all([use(rooms), use(rooms)])
  expect({
    closes,
    replaced,
    old: [lease.isWritable(), lease.flush()],
    isOne: again.room === too.room && again.room !== lease.room,
    content: again.room.doc.getMap('m').toJSON(),
    events: events.map(({ event }) => event),
  }).toEqual({ closes: ['hub-closing'], replaced: ['meeting/m1'], old: [false, false], isOne: true, content: { a: 1 }, events: ['room-broken'] })
  again.room.doc.getMap('m').set('b', 2)
  for (const { release } of [lease, again, too]) release()
  await eventually(() => expect(rooms.state.loaded).toBe(0))
  const saved = await loadDocument(join(folder, 'meeting%2Fm1.log'), () => undefined)
  expect(saved.ok && saved.value.doc.getMap('m').toJSON()).toEqual({ a: 1, b: 2 })
})

test('[H6] a document that breaks while a snapshot of it is being written is not in the journal', async () => {
  const folder = await emptyFolder()
  const held: (() => void)[] = []
  const slow = { ...DISK, writeSoon: (...args: Parameters<typeof DISK.writeSoon>) => void held.push(() => DISK.writeSoon(...args)) }
  const rooms = new Rooms({ folder, files: slow, report: () => undefined, now: () => NOON, idleMs: 10_000 })
  atEnd(() => rooms.close('hub-closing'))
  const lease = await use(rooms)
  for (let n = 0; n < 30; n++) lease.room.doc.getMap('m').set('k', `${n}`.padEnd(50_000, 'x'))
  const path = join(folder, 'meeting%2Fm1.log')
  await eventually(() => expect(held).toHaveLength(1))
  const before = await readFile(path)
  Object.assign(lease.room.doc, { transact: () => { throw new TypeError('x is not a function') } })
  lease.room.flush()
  const reloading = use(rooms)
  for (const write of held) write()
  const again = await reloading
  expect([(await readFile(path)).equals(before), String(again.room.doc.getMap('m').get('k')).slice(0, 2)]).toEqual([true, '29'])
})
