import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeBackup } from '../../electron/hub/backup/writeBackup.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { connect } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, NOON, startHub } from './support.ts'

test('[C1] a paper is kept under its SHA-256, for its owner only on the disk, and given to who reads a room that lists it; observers add none; a backup has it', async () => {
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
  const backup = await writeBackup({ dataDir, out: join(await emptyFolder(), 'b.tar'), now: () => NOON })
  expect(backup.ok && backup.value.bytes).toBeGreaterThan(bytes.length)
})
