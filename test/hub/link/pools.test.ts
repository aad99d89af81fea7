import { join } from 'node:path'
import { expect, test } from 'vitest'
import { restoreBackup } from '../../../electron/hub/backup/restoreBackup.ts'
import { writeBackup } from '../../../electron/hub/backup/writeBackup.ts'
import { openPoolDocument, poolRoom } from '../../../shared/model/PoolDocument.ts'
import { draftSubmission } from '../../../shared/model/submissions.ts'
import { CLOSE_CODES } from '../../../shared/sync/protocol.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { contextOf, must } from '../../support/startMeeting.ts'
import { connect } from '../connect.ts'
import { eventually, joinAs, NOON, request, startHub } from '../support.ts'
import { copyOf, linkUp, newWorkspace } from './linkSupport.ts'
import { nameStandIns, scene, standBy, untilInStep } from './standIns.ts'

const FORBIDDEN = CLOSE_CODES['room-forbidden'].code

async function newDepartment(url: string, token: string, name: string): Promise<string> {
  return String((await request(url, 'POST', '/api/departments', token, { name })).json['id'])
}

/** A window in a department's pool. */
async function window(url: string, departmentId: string, token: string) {
  const connected = connect(url, poolRoom(departmentId), token)
  await eventually(() => expect(connected.provider.synced).toBe(true))
  const pool = openPoolDocument(connected.doc)
  const context = { ...contextOf('p'), newId: () => crypto.randomUUID() }
  return { ...connected, draft: (title: string) => must(draftSubmission(pool, { departmentId, title }, context)), titles: () => pool.submissions.list().map(({ title }) => title).toSorted() }
}

/** The close codes of somebody who tries to read it. */
async function turnedAway(url: string, departmentId: string, token: string): Promise<readonly number[]> {
  const tried = connect(url, poolRoom(departmentId), token)
  await eventually(() => expect(tried.closeCodes).not.toEqual([]))
  tried.provider.destroy()
  expect(tried.doc.store.clients.size).toBe(0)
  return tried.closeCodes
}

test('[C1][H8] a stand-in copies every department’s pool, a new one’s too; once it hosts it shows each to its own alone', async () => {
  const { host, secretary, deputy } = await scene()
  const a = await newDepartment(host.url, secretary, '甲局')
  const ours = await joinAs(host.url, secretary, 'delegate', '李代表', a)
  const early = await window(host.url, a, ours.token)
  early.draft('之前')
  await nameStandIns(host.url, secretary, deputy.person.id)
  const standby = await standBy(host, deputy.token)
  await untilInStep(standby)
  const b = await newDepartment(host.url, secretary, '乙局')
  const theirs = await joinAs(host.url, secretary, 'delegate', '张代表', b)
  const late = await window(host.url, b, theirs.token)
  early.draft('同时')
  late.draft('新单位')
  const clerks = [await window(host.url, a, secretary), await window(host.url, b, secretary)]
  await eventually(() => expect(clerks.map(({ titles }) => titles())).toEqual([['之前', '同时'].toSorted(), ['新单位']]))
  await host.close()
  await eventually(() => expect(standby.peers.state()).toMatchObject({ state: 'alone', isCopied: true }))
  expect(await standby.peers.takeOver()).toEqual({ ok: true })
  const [readA, readB] = [await window(standby.url, a, ours.token), await window(standby.url, b, theirs.token)]
  await eventually(() => expect([readA.titles(), readB.titles()]).toEqual([['之前', '同时'].toSorted(), ['新单位']]))
  expect([await turnedAway(standby.url, b, ours.token), await turnedAway(standby.url, a, theirs.token), await turnedAway(standby.url, a, deputy.token)]).toEqual([[FORBIDDEN], [FORBIDDEN], [FORBIDDEN]])
})

test('[C1][H7] whoever was moved on one hub while two served apart is out of the pool at the other on contact, and what they wrote before stays', async () => {
  const { dataDir, token } = await newWorkspace()
  const first = await startHub({ dataDir })
  const [a, b] = [await newDepartment(first.url, token, '甲局'), await newDepartment(first.url, token, '乙局')]
  const { token: moving, person } = await joinAs(first.url, token, 'delegate', '李代表', a)
  await first.close()
  const [hubB, hubA] = [await startHub({ dataDir: await copyOf(dataDir) }), await startHub({ dataDir })]
  expect((await request(hubA.url, 'PATCH', `/api/people/${person.id}`, token, { departmentId: b })).status).toBe(200)
  const stillIn = await window(hubB.url, a, moving)
  stillIn.draft('离开之前')
  await (await linkUp(hubB, hubA)).session.settled()
  await eventually(() => expect(stillIn.closeCodes).toContain(FORBIDDEN))
  expect(await turnedAway(hubB.url, a, moving)).toEqual([FORBIDDEN])
  const reader = await window(hubB.url, a, token)
  await eventually(() => expect(reader.titles()).toEqual(['离开之前']))
})

test('[C1][H6] a backup has every department’s pool; restored, each is shown to its own alone', async () => {
  const { dataDir, token } = await newWorkspace()
  const hub = await startHub({ dataDir })
  const { url } = hub
  const [a, b] = [await newDepartment(url, token, '甲局'), await newDepartment(url, token, '乙局')]
  const [ours, theirs] = [await joinAs(url, token, 'delegate', '李代表', a), await joinAs(url, token, 'delegate', '张代表', b)]
  const [writer, clerk] = [await window(url, a, ours.token), await window(url, a, token)]
  writer.draft('草稿')
  await eventually(() => expect(clerk.titles()).toEqual(['草稿']))
  const out = join(await emptyFolder(), 'b.tar')
  expect((await writeBackup({ dataDir, out, now: () => NOON })).ok).toBe(true)
  await hub.close()
  const again = join(await emptyFolder(), 'new')
  expect((await restoreBackup({ from: out, dataDir: again, mayReplace: false, now: () => NOON })).ok).toBe(true)
  const restored = await startHub({ dataDir: again })
  const reader = await window(restored.url, a, ours.token)
  await eventually(() => expect(reader.titles()).toEqual(['草稿']))
  expect(await turnedAway(restored.url, a, theirs.token)).toEqual([FORBIDDEN])
})
