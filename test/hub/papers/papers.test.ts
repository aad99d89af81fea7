import { createHash } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { restoreBackup } from '../../../electron/hub/backup/restoreBackup.ts'
import { writeBackup } from '../../../electron/hub/backup/writeBackup.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { connect } from '../connect.ts'
import { eventually, joinAs, joinHub, newMeeting, NOON, startHub } from '../support.ts'

test('[C1] a paper is kept under its SHA-256, for its owner only on the disk, and given to who reads a room that lists it; observers add none; a backup has it, and puts it back', async () => {
  const { url, secretaryInvite, dataDir } = await startHub()
  const secretary = await joinHub(url, secretaryInvite, '王秘书')
  const observer = await joinAs(url, secretary.token, 'observer', '居民')
  const { room } = await newMeeting(url, secretary.token)
  const bytes = Buffer.from('可行性报告')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const post = (token: string, body: Buffer) => fetch(`${url}/api/papers`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: new Uint8Array(body) })
  const get = (sha: string) => fetch(`${url}/api/rooms/${room}/papers/${sha}`, { headers: { authorization: `Bearer ${observer.token}` } })
  expect(await (await post(secretary.token, bytes)).json()).toEqual({ sha256, bytes: bytes.length })
  expect((await post(secretary.token, bytes)).status).toBe(200)
  expect([(await post(observer.token, bytes)).status, (await post(secretary.token, Buffer.alloc(0))).status, (await get('0'.repeat(64))).status]).toEqual([403, 400, 404])
  // Not before the room lists it.
  expect((await get(sha256)).status).toBe(404)
  const { doc, provider } = connect(url, room, secretary.token)
  await eventually(() => expect(provider.synced).toBe(true))
  const meeting = openMeetingDocument(doc)
  doc.transact(() => meeting.papers.insert({ id: 'p1', ownerId: 'i1', departmentId: null, name: '报告', version: 1, type: '', bytes: bytes.length, sha256, at: '2026-03-05T12:00:00+08:00', by: secretary.person.id }))
  await eventually(async () => expect((await get(sha256)).status).toBe(200))
  expect(Buffer.from(await (await get(sha256)).arrayBuffer())).toEqual(bytes)
  expect((await fetch(`${url}/api/rooms/${room}/papers/${sha256}`)).status).toBe(401)
  expect((await stat(join(dataDir, 'papers', sha256))).mode & 0o777).toBe(0o600)
  const [out, again] = [join(await emptyFolder(), 'b.tar'), await emptyFolder()]
  await writeBackup({ dataDir, out, now: () => NOON })
  await restoreBackup({ from: out, dataDir: again, mayReplace: false, now: () => NOON })
  expect(await readFile(join(again, 'papers', sha256))).toEqual(bytes)
})

test('[C1] bytes that are not what their name says are given to nobody, with a reason; the same paper, added again, is whole again', async () => {
  const { url, secretaryInvite, dataDir } = await startHub()
  const { token, person } = await joinHub(url, secretaryInvite, '王秘书')
  const { room } = await newMeeting(url, token)
  const bytes = Buffer.from('可行性报告')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const post = () => fetch(`${url}/api/papers`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: new Uint8Array(bytes) })
  const get = async () => (await fetch(`${url}/api/rooms/${room}/papers/${sha256}`, { headers: { authorization: `Bearer ${token}` } })).text()
  await post()
  const { doc, provider } = connect(url, room, token)
  await eventually(() => expect(provider.synced).toBe(true))
  openMeetingDocument(doc).papers.insert({ id: 'p1', ownerId: 'i1', departmentId: null, name: '报告', version: 1, type: '', bytes: bytes.length, sha256, at: '2026-03-05T12:00:00+08:00', by: person.id })
  await eventually(async () => expect(await get()).toBe('可行性报告'))
  await writeFile(join(dataDir, 'papers', sha256), '可行性報告')
  expect(JSON.parse(await get())).toMatchObject({ error: 'paper-damaged' })
  // Nothing is thrown away: somebody may want to look at it.
  expect(await readFile(join(dataDir, 'papers', `${sha256}.damaged`), 'utf8')).toBe('可行性報告')
  expect(JSON.parse(await get())).toMatchObject({ error: 'paper-missing' })
  await post()
  expect(await get()).toBe('可行性报告')
})
