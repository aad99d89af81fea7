import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import type { HubEvent } from '../../electron/hub/inside/events.ts'
import { loadDocument } from '../../electron/hub/rooms/loadDocument.ts'
import { DISK } from '../../electron/hub/rooms/journalFiles.ts'
import { Rooms, type RoomLease } from '../../electron/hub/rooms/Rooms.ts'
import { raiseIssue } from '../../shared/model/issues.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { atEnd } from '../support/atEnd.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { must } from '../support/startMeeting.ts'
import { connect, type Connected } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, NOON, request, startHub } from './support.ts'
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

/** A hub with two meetings that a secretary and an observer have open, and a disk that can be made to refuse. */
async function twoRooms() {
  const { files, disk } = createTestDisk()
  const hub = await startHub({}, { files })
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const observer = await joinAs(hub.url, token, 'observer', '居民')
  const meetings = [await newMeeting(hub.url, token), await newMeeting(hub.url, token)] as const
  const rooms = ['directory', ...meetings.map(({ room }) => room)]
  const open = (): Connected[] => rooms.map((room) => connect(hub.url, room, observer.token))
  const writers = meetings.map(({ room }) => connect(hub.url, room, token))
  const saving = async (): Promise<unknown> => ((await request(hub.url, 'GET', '/healthz')).json['saving'])
  const titlesOf = async (room: string): Promise<readonly string[]> => {
    const saved = await loadDocument(join(hub.dataDir, 'rooms', `${encodeURIComponent(room)}.log`), () => undefined)
    return saved.ok ? titles(saved.value.doc) : []
  }
  const [first, second] = writers as [Connected, Connected]
  await eventually(() => expect(writers.map(({ provider }) => provider.synced)).toEqual([true, true]))
  return { hub, disk, token, meetings, open, first, second, saving, titlesOf }
}

test.each(['.log', '.history'] as const)('[H6] one file that the disk refuses (%s): everybody in every room is told and kept out, nothing that was taken is lost, and all are back once it is taken', async (extension) => {
  const { hub, disk, token, meetings, open, first, second, saving, titlesOf } = await twoRooms()
  const readers = open()
  await eventually(() => expect(readers.map(({ provider }) => provider.synced)).toEqual([true, true, true]))
  raise(second.doc, '之前')
  await eventually(() => expect(titles(readers[2]!.doc)).toEqual(['之前']))
  disk.only = `${encodeURIComponent(meetings[0].room)}${extension}`
  disk.refuses = 'writing'
  raise(first.doc, '写不下')
  const all = [first, second, ...readers]
  await eventually(() => expect(all.map(({ closeCodes }) => closeCodes.includes(4507))).toEqual(all.map(() => true)))
  // Nobody is let into a room that could still be written, and what is written there stays with its author.
  raise(second.doc, '另一个会')
  const late = open()
  await eventually(() => expect(late.map(({ closeCodes }) => closeCodes.filter((code) => code === 4507).length > 2)).toEqual([true, true, true]))
  expect({ late: late.map(({ doc }) => doc.store.clients.size), saving: await saving(), other: await titlesOf(meetings[1].room) }).toEqual({ late: [0, 0, 0], saving: false, other: ['之前'] })
  // Nor is anything else promised.
  const refused = [
    await request(hub.url, 'POST', `/api/meetings/${meetings[1].id}/close`, token),
    await request(hub.url, 'POST', '/api/departments', token, { name: '环卫' }),
    await request(hub.url, 'POST', '/api/meetings', token, { title: '会', startsAt: NOON.toISOString() }),
  ]
  expect(refused.map(({ status, json }) => [status, json['error']])).toEqual([[503, 'not-saving'], [503, 'not-saving'], [503, 'not-saving']])

  disk.refuses = 'nothing'
  await eventually(() => expect([titles(late[1]!.doc), titles(late[2]!.doc).toSorted()]).toEqual([['写不下'], ['之前', '另一个会'].toSorted()]))
  await eventually(() => expect([...all, ...late].map(({ provider }) => provider.synced)).toEqual([...all, ...late].map(() => true)))
  await eventually(async () => expect([await saving(), await titlesOf(meetings[0].room), await titlesOf(meetings[1].room)]).toEqual([true, ['写不下'], ['之前', '另一个会'].toSorted()]))
  expect((await request(hub.url, 'POST', `/api/meetings/${meetings[1].id}/close`, token)).json['error']).not.toBe('not-saving')
})

test('[H6] the list of who may enter is one of the files: while it can not be written nobody is let in, and then again by itself', async () => {
  const { hub, open, first, second, saving, token } = await twoRooms()
  const path = join(hub.dataDir, 'access.json')
  const before = await readFile(path)
  await rm(path)
  // Nothing can be renamed onto a folder.
  await mkdir(join(path, 'x'), { recursive: true })
  expect((await request(hub.url, 'POST', '/api/invitations', token, { role: 'observer' })).json['error']).toBe('not-saving')
  await eventually(() => expect([first, second].map(({ closeCodes }) => closeCodes.includes(4507))).toEqual([true, true]))
  expect(await saving()).toBe(false)
  await rm(path, { recursive: true })
  const readers = open()
  await eventually(() => expect([first, second, ...readers].map(({ provider }) => provider.synced)).toEqual([true, true, true, true, true]))
  expect([await saving(), (JSON.parse(String(await readFile(path))) as { people: unknown }).people]).toEqual([true, (JSON.parse(String(before)) as { people: unknown }).people])
})

test('[H6] a meeting whose file can not even be made: on a full disk everybody is told until it takes something, for any other reason nobody is', async () => {
  const { hub, disk, token, first, saving } = await twoRooms()
  const create = async (): Promise<unknown> => (await request(hub.url, 'POST', '/api/meetings', token, { title: '会', startsAt: NOON.toISOString() })).json['error']
  disk.refuses = 'writing'
  expect(await create()).toBe('not-saving')
  await eventually(() => expect(first.closeCodes).toContain(4507))
  expect(await saving()).toBe(false)
  disk.refuses = 'nothing'
  await eventually(() => expect(first.provider.synced).toBe(true))
  expect([await saving(), await readdir(join(hub.dataDir, 'rooms')), await create()]).toEqual([true, expect.not.arrayContaining(['probe.tmp']), undefined])
  const closes = first.closeCodes.length
  // What the meeting just made still has to write would be refused as well.
  await eventually(async () => expect(await (await fetch(`${hub.url}/metrics`, { headers: { Authorization: `Bearer ${token}` } })).text()).toMatch(/^huishang_journal_lag_bytes 0$/m))
  disk.only = '.log'
  disk.refuses = 'writing'
  expect([await create(), await saving(), first.closeCodes.length]).toEqual(['not-saving', true, closes])
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
