import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { DISK } from '../../electron/hub/rooms/journalFiles.ts'
import { Rooms } from '../../electron/hub/rooms/Rooms.ts'
import { openSqlite } from '../../electron/hub/sqlite.ts'
import { readArchive } from '../../shared/archive/readArchive.ts'
import { err } from '../../shared/lib/result.ts'
import { addAgendaItem, endAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { closeMeeting } from '../../shared/model/createMeeting.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { connect } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from './support.ts'

function contextOf(personId: string): CommandContext {
  return { actor: { personId, role: 'secretary', departmentId: null }, newId: () => crypto.randomUUID(), now: () => new Date().toISOString() }
}

async function startMeeting(substitutes: Parameters<typeof startHub>[1] = {}) {
  const hub = await startHub({}, substitutes)
  const { token, person } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { id, room } = await newMeeting(hub.url, token)
  const client = connect(hub.url, room, token)
  await eventually(() => expect(client.provider.synced).toBe(true))
  const close = () => request(hub.url, 'POST', `/api/meetings/${id}/close`, token)
  const entry = async () => ((await request(hub.url, 'GET', '/api/meetings', token)).json['meetings'] as { closedAt: string | null; record: string | null }[])[0]
  return { hub, url: hub.url, token, id, room, client, meeting: openMeetingDocument(client.doc), context: contextOf(person.id), close, entry }
}

test('[M1][M2] a meeting with open matters does not close, says which, and goes on', async () => {
  const { close, entry, meeting, context, client } = await startMeeting()
  const item = addAgendaItem(meeting, { title: '渣土车夜间扰民' }, context)
  const other = addAgendaItem(meeting, { title: '井盖缺失' }, context)
  if (!item.ok || !other.ok) throw new Error('no item')
  openAgendaItem(meeting, other.value, context)
  endAgendaItem(meeting, other.value, { kind: 'resolved' }, context)
  const resolution = draftResolution(meeting, { itemId: other.value, text: '三日内补齐' }, context)
  if (!resolution.ok) throw new Error('no resolution')
  const open = [
    { kind: 'agenda-item-open', id: item.value, title: '渣土车夜间扰民' },
    { kind: 'action-missing', id: resolution.value, title: '三日内补齐' },
  ]
  await eventually(async () => expect(await close()).toEqual({ status: 409, json: { error: 'meeting-open', message: 'The meeting cannot close yet: these matters are open.', open } }))
  expect(await entry()).toMatchObject({ closedAt: null, record: null })
  endAgendaItem(meeting, item.value, { kind: 'shelved' }, context)
  await eventually(async () => expect((await close()).json['open']).toHaveLength(1))
  expect(client.closeCodes).toEqual([])
})

test('[F8][M1] closing: the archive reads back, the directory says where it is, readers stay, writers do not', async () => {
  const { hub, url, token, id, room, close, entry, meeting, context, client } = await startMeeting()
  const item = addAgendaItem(meeting, { title: '道路扬尘' }, context)
  if (!item.ok) throw new Error('no item')
  endAgendaItem(meeting, item.value, { kind: 'deferred', nextOn: '2026-04-01' }, context)
  const reader = connect(url, room, (await joinAs(url, token, 'observer', '居民')).token)
  await eventually(() => expect(reader.doc.getMap('agendaEvents').size).toBe(1))
  const closed = await close()
  const archive = `records/2026/20260305-${id}.sqlite`
  expect(closed).toEqual({ status: 200, json: { archive } })
  const closedAt = (await entry())?.closedAt
  expect(await entry()).toMatchObject({ closedAt: expect.any(String), record: archive })
  await eventually(() => expect(openMeetingDocument(reader.doc).info.get(id)?.closedAt).toBe(closedAt))
  const list = await request(url, 'GET', '/api/archives', token)
  expect(list.json).toMatchObject({ archives: [{ file: archive.slice('records/'.length), meetingId: id, title: '综合会商', closedAt }], damaged: [] })
  const bytes = await fetch(`${url}/api/archives/${archive.slice('records/'.length)}`, { headers: { Authorization: `Bearer ${token}` } })
  const db = (await openSqlite()).open(new Uint8Array(await bytes.arrayBuffer()))
  const read = readArchive(db)
  db.close()
  expect(read).toMatchObject({ ok: true, value: { snapshot: { info: { id, closedAt }, agenda: [{ title: '道路扬尘', status: 'deferred', nextOn: '2026-04-01' }] } } })
  addAgendaItem(meeting, { title: '太晚了' }, context)
  await eventually(() => expect(client.closeCodes).toContain(4410))
  expect(reader.closeCodes).toEqual([])
  expect(await readdir(join(hub.dataDir, 'records', '2026'))).toEqual([`20260305-${id}.sqlite`])
})

test('[F8] an archive that is not there, and names that lead elsewhere', async () => {
  const { url, token } = await startMeeting()
  const get = async (file: string) => (await fetch(`${url}/api/archives/${file}`, { headers: { Authorization: `Bearer ${token}` } })).status
  expect([await get('2026/none.sqlite'), await get('2026/..%2F..%2Faccess.json'), await get('..%2Faccess.json'), await get('2026/none.sqlite/')]).toEqual([404, 404, 404, 404])
})

test('[F8] closed twice, one after the other, at once, and after a restart: the same archive', async () => {
  const { hub, token, id, close } = await startMeeting()
  const both = await Promise.all([close(), close()])
  const after = await close()
  await hub.close()
  const again = await startHub({ dataDir: hub.dataDir })
  const later = await request(again.url, 'POST', `/api/meetings/${id}/close`, token)
  const archive = { status: 200, json: { archive: `records/2026/20260305-${id}.sqlite` } }
  expect([...both, after, later]).toEqual([archive, archive, archive, archive])
})

test('[F8] an archive that cannot be written leaves the meeting open and writable', async () => {
  const disk = { isFull: true }
  const { close, entry, meeting, id, context, client, url, token, room } = await startMeeting({
    archiveMeeting: async () => (disk.isFull ? err({ kind: 'disk-full' }) : { ok: true, value: { path: 'records/2026/x.sqlite' } }),
  })
  expect(await close()).toEqual({
    status: 503,
    json: { error: 'archive-failed', message: 'The archive could not be written, so the meeting stays open. Free some space on the hub and close it again.' },
  })
  expect(await entry()).toMatchObject({ closedAt: null, record: null })
  await eventually(() => expect(meeting.info.get(id)?.closedAt).toBeNull())
  const other = connect(url, room, token)
  const added = addAgendaItem(meeting, { title: '还能写' }, context)
  if (!added.ok) throw new Error('no item')
  endAgendaItem(meeting, added.value, { kind: 'withdrawn' }, context)
  await eventually(() => expect(other.doc.getMap('agendaEvents').size).toBe(1))
  disk.isFull = false
  expect({ closed: await close(), codes: client.closeCodes }).toEqual({ closed: { status: 200, json: { archive: 'records/2026/x.sqlite' } }, codes: [] })
})

test('[F8] a hub that closes meanwhile lets a closing finish', async () => {
  const archive: { isAsked: boolean; done: (path: string) => void } = { isAsked: false, done: () => undefined }
  const { hub, close, id, token } = await startMeeting({
    archiveMeeting: () => {
      archive.isAsked = true
      return new Promise((resolve) => (archive.done = (path) => resolve({ ok: true, value: { path } })))
    },
  })
  // The answer may be lost with the connection; the closing may not.
  const closing = close().catch(() => undefined)
  await eventually(() => expect(archive.isAsked).toBe(true))
  const hubClosed = hub.close()
  archive.done('records/2026/x.sqlite')
  await Promise.all([closing, hubClosed])
  const again = await startHub({ dataDir: hub.dataDir })
  const { json } = await request(again.url, 'GET', '/api/meetings', token)
  expect(json['meetings']).toMatchObject([{ id, closedAt: expect.any(String), record: 'records/2026/x.sqlite' }])
})

test('[F8] a closing that a crash interrupted after the freeze is finished at the next start', async () => {
  const { hub, token, id, room } = await startMeeting()
  await hub.close()
  await writeAsIfCrashed(hub.dataDir, room, (doc) => closeMeeting(openMeetingDocument(doc), '2026-03-05T17:00:00+08:00', contextOf('hub')))
  const lines: string[] = []
  const again = await startHub({ dataDir: hub.dataDir, log: (line) => lines.push(line) })
  const { json } = await request(again.url, 'GET', '/api/meetings', token)
  const record = `records/2026/20260305-${id}.sqlite`
  expect({ meetings: json['meetings'], lines }).toMatchObject({ meetings: [{ id, closedAt: '2026-03-05T17:00:00+08:00', record }], lines: ['an interrupted closing was finished'] })
  expect(await request(again.url, 'POST', `/api/meetings/${id}/close`, token)).toEqual({ status: 200, json: { archive: record } })
})

test('[M1] a freeze that nothing justifies is undone at the next start', async () => {
  const { hub, token, id, room } = await startMeeting()
  await hub.close()
  await writeAsIfCrashed(hub.dataDir, room, (doc) => {
    const meeting = openMeetingDocument(doc)
    addAgendaItem(meeting, { title: '未议' }, contextOf('p'))
    closeMeeting(meeting, '2026-03-05T17:00:00+08:00', contextOf('p'))
  })
  const again = await startHub({ dataDir: hub.dataDir })
  const { status, json } = await request(again.url, 'POST', `/api/meetings/${id}/close`, token)
  expect({ status, open: json['open'] }).toMatchObject({ status: 409, open: [{ title: '未议' }] })
})

async function writeAsIfCrashed(dataDir: string, room: string, write: (doc: Y.Doc) => void): Promise<void> {
  const rooms = new Rooms({ folder: join(dataDir, 'rooms'), files: DISK, report: () => undefined, now: () => new Date(), idleMs: 10 })
  const lease = await rooms.use(room)
  if (!lease.ok) throw new Error(lease.error.kind)
  write(lease.value.room.doc)
  await rooms.close('hub-closing')
}
