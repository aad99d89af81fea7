import { createHash } from 'node:crypto'
import * as nodeFiles from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PaperFiles } from '../../../electron/hub/papers/paperFile.ts'
import { standInState } from '../../../renderer/src/features/people/standInState.ts'
import { toInstant } from '../../../shared/lib/instant.ts'
import { openDirectoryDocument } from '../../../shared/model/DirectoryDocument.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { SteppedClock } from '../../support/SteppedClock.ts'
import { connect } from '../connect.ts'
import { eventually, NOON } from '../support.ts'
import { nameStandIns, scene, standBy, untilAlone, untilInStep, type Scene } from './standIns.ts'

const REPORT = Buffer.from('可行性研究报告。'.repeat(20_000))
const SHA = createHash('sha256').update(REPORT).digest('hex')

/** As a window adds one: the bytes to the hub, and the record into the meeting. */
async function addReport({ host, secretary, secretaryId, room }: Scene, bytes = REPORT): Promise<void> {
  const answer = await fetch(`${host.url}/api/papers`, { method: 'POST', headers: { authorization: `Bearer ${secretary}` }, body: new Uint8Array(bytes) })
  expect(answer.status).toBe(200)
  const { doc, provider } = connect(host.url, room, secretary)
  await eventually(() => expect(provider.synced).toBe(true))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  openMeetingDocument(doc).papers.insert({ id: sha256.slice(0, 8), ownerId: 'item', departmentId: null, name: '可行性报告.docx', version: 1, type: '', bytes: bytes.length, sha256, at: toInstant(NOON), by: secretaryId })
}

async function papersOf({ dataDir }: { readonly dataDir: string }): Promise<readonly string[]> {
  return (await nodeFiles.readdir(join(dataDir, 'papers')).catch(() => [])).toSorted()
}

async function download({ url }: { readonly url: string }, { secretary, room }: Scene, sha256 = SHA): Promise<Buffer | Record<string, unknown>> {
  const response = await fetch(`${url}/api/rooms/${room}/papers/${sha256}`, { headers: { authorization: `Bearer ${secretary}` } })
  return response.ok ? Buffer.from(await response.arrayBuffer()) : { status: response.status, ...((await response.json()) as object) }
}

test('[H8] the host goes: a paper that was there before the stand-in, and one that was added while it stood by, are given out by the stand-in', async () => {
  const at = await scene()
  const { host, secretary, deputy } = at
  await nameStandIns(host.url, secretary, deputy.person.id)
  await addReport(at)
  const standIn = await standBy(host, deputy.token)
  await untilInStep(standIn)
  // In step says that it has the papers too.
  expect(await papersOf(standIn)).toEqual([SHA])
  const later = Buffer.from('补充材料')
  await addReport(at, later)
  const laterSha = createHash('sha256').update(later).digest('hex')
  await eventually(async () => expect(await papersOf(standIn)).toEqual([SHA, laterSha].toSorted()))
  await host.close()
  await untilAlone(standIn)
  expect(await standIn.peers.takeOver()).toEqual({ ok: true, value: undefined })
  expect(await download(standIn, at)).toEqual(REPORT)
  expect(await download(standIn, at, laterSha)).toEqual(later)
})

test('[H8] a stand-in without room for a paper goes on copying everything else, is nowhere said to have a whole copy, and fetches the paper once there is room', async () => {
  const clock = new SteppedClock()
  const at = await scene({}, { clock })
  const { host, secretary, deputy, room } = at
  await nameStandIns(host.url, secretary, deputy.person.id)
  await addReport(at)
  const free = { bytes: 1e6 }
  const paperFiles: PaperFiles = { ...nodeFiles, statfs: (async () => ({ blocks: 1e9, bsize: 1, bavail: free.bytes })) as unknown as typeof nodeFiles.statfs }
  const standIn = await standBy(host, deputy.token, {}, { clock, paperFiles })
  const directory = openDirectoryDocument(connect(host.url, 'directory', secretary).doc)
  await eventually(() => expect(standIn.peers.state()).toMatchObject({ state: 'following', isCopied: false, isSaving: false }))
  await eventually(() => {
    clock.advance(1_000)
    expect(standInState(directory.hosts.list(), deputy.person.id)).toEqual({ state: 'not-saving', since: toInstant(NOON) })
  })
  const writer = connect(host.url, room, secretary)
  await eventually(() => expect(writer.provider.synced).toBe(true))
  writer.doc.getMap('issues').set('写得下', 'x')
  await eventually(async () => expect((await nodeFiles.readFile(join(standIn.dataDir, 'rooms', `${encodeURIComponent(room)}.log`))).includes('写得下')).toBe(true))
  expect(await papersOf(standIn)).toEqual([])

  free.bytes = 1e9
  await eventually(async () => {
    clock.advance(1_000)
    expect(await papersOf(standIn)).toEqual([SHA])
  })
  await untilInStep(standIn)
  await eventually(() => expect(standInState(directory.hosts.list(), deputy.person.id)).toEqual({ state: 'standby' }))
})

test('[C1][H8] bytes that are damaged on the hub are given to nobody: it says so, puts them aside, and has them again from the stand-in', async () => {
  const at = await scene()
  const { host, secretary, deputy } = at
  await nameStandIns(host.url, secretary, deputy.person.id)
  await addReport(at)
  const standIn = await standBy(host, deputy.token)
  await untilInStep(standIn)
  await nodeFiles.writeFile(join(host.dataDir, 'papers', SHA), Buffer.concat([REPORT.subarray(1), Buffer.from('x')]))
  expect(await download(host, at)).toMatchObject({ status: 410, error: 'paper-damaged' })
  expect(await papersOf(host)).toContain(`${SHA}.damaged`)
  await eventually(async () => expect(await download(host, at)).toEqual(REPORT))
})
