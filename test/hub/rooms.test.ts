import { connect as connectTcp } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { openDirectoryDocument } from '../../shared/model/DirectoryDocument.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { atEnd } from '../support/atEnd.ts'
import { connect, openRaw } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from './support.ts'
import { createTestDisk } from './testDisk.ts'

async function startWithMeeting(substitutes: Parameters<typeof startHub>[1] = {}) {
  const hub = await startHub({}, substitutes)
  const { token, person } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { id, room } = await newMeeting(hub.url, token)
  return { hub, url: hub.url, token, person, id, room }
}

function titleOf(doc: Y.Doc, issueId: string): string | undefined {
  return (doc.getMap('issues').get(issueId) as Y.Map<string> | undefined)?.get('title')
}

test('[F7] two stock y-websocket clients share a meeting', async () => {
  const { url, token, room } = await startWithMeeting()
  const delegate = await joinAs(url, token, 'delegate', '李代表')
  const a = connect(url, room, token)
  const b = connect(url, room, delegate.token)
  await eventually(() => expect([a.provider.synced, b.provider.synced]).toEqual([true, true]))
  a.doc.getMap('issues').set('x', new Y.Map([['title', '道路扬尘']]))
  await eventually(() => expect(b.doc.getMap('issues').toJSON()).toEqual({ x: { title: '道路扬尘' } }))
  a.provider.awareness.setLocalState({ name: '王' })
  await eventually(() => expect(b.provider.awareness.getStates().get(a.doc.clientID)).toEqual({ name: '王' }))
})

test('[F7] a room of a meeting may be named with its slash or percent-encoded', async () => {
  const { url, token, room } = await startWithMeeting()
  const plain = connect(url, room, token)
  const encoded = connect(url, encodeURIComponent(room), token)
  await eventually(() => expect([plain.provider.synced, encoded.provider.synced]).toEqual([true, true]))
  expect(openMeetingDocument(encoded.doc).info.list()).toEqual(openMeetingDocument(plain.doc).info.list())
})

test('[F7] the directory shows departments, people and meetings as the hub changes them', async () => {
  const { url, token, person, id } = await startWithMeeting()
  const { doc, provider } = connect(url, 'directory', token)
  await eventually(() => expect(provider.synced).toBe(true))
  const directory = openDirectoryDocument(doc)
  const { json } = await request(url, 'POST', '/api/departments', token, { name: '城市管理委员会' })
  await request(url, 'PATCH', '/api/workspace', token, { name: '成都' })
  await eventually(() => expect(directory.departments.list().map((department) => [department.id, department.name])).toEqual([[json['id'], '城市管理委员会']]))
  await eventually(() => expect(directory.workspace.list()).toEqual([expect.objectContaining({ name: '成都', language: 'zh-CN' })]))
  expect([directory.people.list(), directory.meetings.list().map((meeting) => meeting.id)]).toEqual([[expect.objectContaining(person)], [id]])
})

test('[F7] everything is there after a restart: people, sessions, departments, meetings, words', async () => {
  const { hub, url, token, room, person } = await startWithMeeting()
  await request(url, 'POST', '/api/departments', token, { name: '住建局' })
  const a = connect(url, room, token)
  await eventually(() => expect(a.provider.synced).toBe(true))
  a.doc.getMap('issues').set('x', 1)
  await eventually(async () => {
    const b = connect(url, room, token)
    await eventually(() => expect(b.doc.getMap('issues').get('x')).toBe(1))
  })
  await hub.close()
  const again = await startHub({ dataDir: hub.dataDir })
  const session = await request(again.url, 'GET', '/api/session', token)
  const directory = connect(again.url, 'directory', token)
  const meeting = connect(again.url, room, token)
  await eventually(() => expect([directory.provider.synced, meeting.provider.synced]).toEqual([true, true]))
  expect({
    isNew: again.isNew,
    session: session.json,
    departments: openDirectoryDocument(directory.doc).departments.list().map(({ name }) => name),
    words: meeting.doc.getMap('issues').toJSON(),
  }).toEqual({ isNew: false, session: { person }, departments: ['住建局'], words: { x: 1 } })
})

test('[F7] goodbye: a hub that closes says that it will be back', async () => {
  const { hub, url, token, room } = await startWithMeeting()
  const { provider, closeCodes } = connect(url, room, token)
  await eventually(() => expect(provider.synced).toBe(true))
  await hub.close()
  await eventually(() => expect(closeCodes[0]).toBe(1001))
})

test('[F5] without a known token, or for an unknown room, the close code says so', async () => {
  const { url, token } = await startWithMeeting()
  expect([
    await openRaw(url, '/sync/directory', ['huishang', 'unknown']),
    await openRaw(url, '/sync/directory', ['huishang']),
    await openRaw(url, '/sync/directory', []),
    await openRaw(url, '/sync/meeting/none', ['huishang', token]),
    await openRaw(url, '/sync/%E0%A4', ['huishang', token]),
    await openRaw(url, '/sync/access.json', ['huishang', token]),
    await openRaw(url, '/other', ['huishang', token]),
  ]).toEqual([
    { opened: true, code: 4401, reason: 'session-unknown', protocol: 'huishang' },
    { opened: true, code: 4401, reason: 'session-unknown', protocol: 'huishang' },
    { opened: true, code: 4401, reason: 'session-unknown', protocol: '' },
    { opened: true, code: 4404, reason: 'room-unknown', protocol: 'huishang' },
    { opened: true, code: 4404, reason: 'room-unknown', protocol: 'huishang' },
    { opened: true, code: 4404, reason: 'room-unknown', protocol: 'huishang' },
    { opened: false, code: 404, reason: '', protocol: '' },
  ])
})

test('[F10] pages of other origins and foreign names cannot open a room', async () => {
  const { url, token } = await startWithMeeting()
  const attempt = (headers: Record<string, string>) => openRaw(url, '/sync/directory', ['huishang', token], headers, (socket) => socket.close(4999))
  expect([
    await attempt({ Origin: 'https://evil.example' }),
    await attempt({ Origin: 'null' }),
    await attempt({ Host: 'evil.example' }),
    await attempt({ Origin: url }),
    await attempt({ Origin: 'app://huishang' }),
    await attempt({ Host: url.replace('http://127.0.0.1', 'localhost') }),
  ].map(({ code }) => code)).toEqual([403, 403, 421, 4999, 4999, 4999])
})

test('[F5] an observer reads and may not write; made coordinator, writes in the same connection', async () => {
  const { url, token, room } = await startWithMeeting()
  const observer = await joinAs(url, token, 'observer', '居民议事会')
  const { doc, provider, closes } = connect(url, room, observer.token)
  await eventually(() => expect(provider.synced).toBe(true))
  expect(await request(url, 'PATCH', `/api/people/${observer.person.id}`, token, { role: 'coordinator' })).toMatchObject({ status: 200 })
  doc.getMap('issues').set('x', new Y.Map([['title', '1']]))
  const other = connect(url, room, token)
  await eventually(() => expect(titleOf(other.doc, 'x')).toBe('1'))
  await request(url, 'PATCH', `/api/people/${observer.person.id}`, token, { role: 'observer' })
  ;(doc.getMap('issues').get('x') as Y.Map<string>).set('title', '2')
  await eventually(() => expect(closes).toContainEqual({ code: 4405, reason: 'write-refused issues/x' }))
  expect(titleOf(other.doc, 'x')).toBe('1')
})

test('[F5] nobody writes the directory over the wire, secretaries included', async () => {
  const { url, token } = await startWithMeeting()
  const { doc, provider, closeCodes } = connect(url, 'directory', token)
  await eventually(() => expect(provider.synced).toBe(true))
  doc.getMap('people').clear()
  await eventually(() => expect(closeCodes).toContain(4405))
})

test('[F5] leaving ends the session and its connections, and no other', async () => {
  const { url, token, room } = await startWithMeeting()
  const delegate = await joinAs(url, token, 'delegate', '李代表')
  const leaving = connect(url, room, delegate.token)
  const staying = connect(url, room, token)
  await eventually(() => expect([leaving.provider.synced, staying.provider.synced]).toEqual([true, true]))
  expect(await request(url, 'DELETE', '/api/session', delegate.token)).toEqual({ status: 200, json: {} })
  await eventually(() => expect(leaving.closeCodes).toContain(4401))
  expect({ staying: staying.closeCodes, again: (await request(url, 'GET', '/api/session', delegate.token)).status }).toEqual({ staying: [], again: 401 })
})

test('[F7] a title changed in the meeting shows in the directory; only the hub closes a meeting', async () => {
  const { url, token, id, room } = await startWithMeeting()
  const { doc, provider, closes } = connect(url, room, token)
  await eventually(() => expect(provider.synced).toBe(true))
  const meeting = openMeetingDocument(doc)
  doc.transact(() => meeting.info.patch(id, { title: '第3次综合会商' }))
  const listed = async () => (await request(url, 'GET', '/api/meetings', token)).json['meetings']
  await eventually(async () => expect(await listed()).toMatchObject([{ id, title: '第3次综合会商' }]))
  doc.transact(() => meeting.info.patch(id, { closedAt: '2026-03-05T15:00:00+08:00' }))
  await eventually(() => expect(closes).toContainEqual({ code: 4405, reason: `write-refused info/${id}` }))
  expect(await listed()).toMatchObject([{ id, title: '第3次综合会商', closedAt: null }])
})

test('[F7] a message that is too large, and one that is no message: only its sender goes', async () => {
  const { url, token, room } = await startWithMeeting()
  const { provider, closeCodes } = connect(url, room, token)
  await eventually(() => expect(provider.synced).toBe(true))
  const codes = [
    await openRaw(url, `/sync/${room}`, ['huishang', token], {}, (socket) => socket.send(new Uint8Array(17 * 1024 * 1024))),
    await openRaw(url, `/sync/${room}`, ['huishang', token], {}, (socket) => socket.send('words')),
    await openRaw(url, `/sync/${room}`, ['huishang', token], {}, (socket) => socket.send(Uint8Array.from([0, 2, 9, 9]))),
  ].map(({ code }) => code)
  expect({ codes, others: closeCodes }).toEqual({ codes: [1009, 4400, 4400], others: [] })
})

test('[F7] a silent link hears from the hub, and one that answers nothing is cut', async () => {
  const { url, token } = await startWithMeeting({ heartbeatMs: 30 })
  const messages: string[] = []
  const outcome = await openRaw(url, '/sync/directory', ['huishang', token], {}, (socket) => {
    // Never answers a ping: as a machine that was unplugged.
    Object.assign(socket, { pong: () => undefined })
    socket.on('message', (data: Buffer) => messages.push(data.toString('hex')))
  })
  expect([outcome.code, messages.includes('010100')]).toEqual([1006, true])
})

test('[H7] one who does not read is not queued for, and gets what it missed in one piece when it reads on', async () => {
  const { url, token, room } = await startWithMeeting()
  const writer = connect(url, room, token)
  await eventually(() => expect(writer.provider.synced).toBe(true))
  const stalled = new WebSocket(`${url.replace('http', 'ws')}/sync/${room}`, ['huishang', token])
  atEnd(async () => stalled.terminate())
  await new Promise((resolve) => stalled.once('open', resolve))
  const received: Buffer[] = []
  stalled.on('message', (data: Buffer) => received.push(data))
  stalled.pause()
  for (let n = 0; n < 60; n++) {
    writer.doc.getMap('issues').set('x', new Y.Map([['title', `${n}`.padEnd(1_000_000, 'x')]]))
    // Each its own message, as if typed; many in one would be one batch.
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const reader = connect(url, room, token)
  await eventually(() => expect(titleOf(reader.doc, 'x')?.slice(0, 2)).toBe('59'))
  stalled.resume()
  await eventually(() => expect(received.at(-1)?.includes('59xxx')).toBe(true))
  const megabytes = received.reduce((sum, { length }) => sum + length, 0) / 1_000_000
  expect({ isBounded: megabytes < 30, writer: writer.closeCodes }).toEqual({ isBounded: true, writer: [] })
})

test('[F7] full disk: writers are sent away with the reason, nothing taken is lost, and they go on afterwards', async () => {
  const { files, disk } = createTestDisk()
  const { url, token, room } = await startWithMeeting({ files })
  const { doc, provider, closeCodes } = connect(url, room, token)
  await eventually(() => expect(provider.synced).toBe(true))
  disk.refuses = 'writing'
  doc.getMap('issues').set('a', 'taken')
  // What comes in the same moment as the first is taken with it.
  await eventually(() => {
    doc.getMap('issues').set('b', 'refused')
    expect(closeCodes).toContain(4507)
  })
  disk.refuses = 'nothing'
  const other = connect(url, room, token)
  await eventually(() => expect(other.doc.getMap('issues').toJSON()).toEqual({ a: 'taken', b: 'refused' }))
})

test('[F10] bytes that are no HTTP do no harm', async () => {
  const { url } = await startWithMeeting()
  const { port } = new URL(url)
  await new Promise((resolve) => {
    const socket = connectTcp(Number(port), '127.0.0.1', () => socket.end('GARBAGE\r\n\r\n'))
    socket.on('close', resolve).resume()
  })
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})
