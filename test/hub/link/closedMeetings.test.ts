import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newMeeting, request, startHub } from '../support.ts'
import { copyOf, linkUp, newWorkspace } from './linkSupport.ts'

async function records(dataDir: string): Promise<Record<string, string>> {
  const names = (await readdir(join(dataDir, 'records', '2026'))).filter((name) => name.endsWith('.sqlite')).toSorted()
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, createHash('sha256').update(await readFile(join(dataDir, 'records', '2026', name))).digest('hex')] as const)))
}

function close(url: string, token: string, id: string) {
  return request(url, 'POST', `/api/meetings/${id}/close`, token)
}

test('[H7] a meeting that one hub closed while they were apart is closed on both, with its record', async () => {
  const { dataDir, token, meetingId } = await newWorkspace()
  const copy = await copyOf(dataDir)
  const [closed, other] = [await startHub({ dataDir }), await startHub({ dataDir: copy })]
  const { json } = await close(closed.url, token, meetingId)
  await (await linkUp(other, closed)).session.settled()
  // The other hosts: its term is greater.
  expect(other.peers.standing.isHosting).toBe(true)
  const list = (await request(other.url, 'GET', '/api/meetings', token)).json['meetings'] as { id: string; closedAt: string | null; record: string | null }[]
  expect(list.find(({ id }) => id === meetingId)).toMatchObject({ record: json['archive'], closedAt: expect.any(String) as string })
  expect(await records(copy)).toEqual(await records(dataDir))
  expect((await close(other.url, token, meetingId)).json).toEqual(json)
})

test('[H7] a meeting that both hubs closed apart has both records on both', async () => {
  const { dataDir, token, meetingId } = await newWorkspace()
  const copy = await copyOf(dataDir)
  const [one, other] = [await startHub({ dataDir }), await startHub({ dataDir: copy, now: () => new Date('2026-03-06T09:00:00+08:00') })]
  for (const { url } of [one, other]) expect((await close(url, token, meetingId)).status).toBe(200)
  await (await linkUp(other, one)).session.settled()
  const [ofOne, ofOther] = [await records(dataDir), await records(copy)]
  expect(Object.keys(ofOne).map((name) => name.includes('-apart-'))).toEqual([true, false])
  expect(Object.values(ofOne).toSorted()).toEqual(Object.values(ofOther).toSorted())
})

test('[H8] what the host closes while a stand-in is linked is with the stand-in too', async () => {
  const { dataDir, token } = await newWorkspace()
  const copy = await copyOf(dataDir)
  const [one, host] = [await startHub({ dataDir }), await startHub({ dataDir: copy })]
  const link = await linkUp(one, host)
  await link.session.settled()
  const { id } = await newMeeting(host.url, token, { title: '当场结束' })
  expect((await close(host.url, token, id)).status).toBe(200)
  await link.session.settled()
  expect(Object.keys(await records(dataDir))).toHaveLength(1)
  await host.close()
  await one.peers.takeOver()
  const list = (await request(one.url, 'GET', '/api/meetings', token)).json['meetings'] as { id: string; record: string | null }[]
  expect(list.find((meeting) => meeting.id === id)?.record).toEqual(expect.any(String))
})
