import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { restoreBackup } from '../../../electron/hub/backup/restoreBackup.ts'
import { verifyBackup } from '../../../electron/hub/backup/verifyBackup.ts'
import { writeBackup } from '../../../electron/hub/backup/writeBackup.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { connect } from '../connect.ts'
import { nameStandIns, standBy, untilAlone, untilInStep } from '../link/standIns.ts'
import { eventually, joinAs, NOON, startHub } from '../support.ts'
import { cast, endRound, openRoundOn, ownOf, paperOf, roundsShown, SECRET, startSilentScene, type SilentScene } from './silentScene.ts'

const sealedFiles = (dataDir: string): Promise<string[]> => readdir(join(dataDir, 'ballots'))

function shownAt(url: string, { room, secretary }: SilentScene): () => ReturnType<typeof roundsShown> {
  const meeting = openMeetingDocument(connect(url, room, secretary.token).doc)
  return () => roundsShown(meeting)
}

test('[M13] a stand-in has no ballot; it voids the round when it takes over, and the round is repeated there', async () => {
  const scene = await startSilentScene({ linkRetryMs: 50 })
  const { hub: host, secretary, delegateA, departmentA } = scene
  const deputy = await joinAs(host.url, secretary.token, 'coordinator', '副秘书')
  await nameStandIns(host.url, secretary.token, deputy.person.id)
  const standIn = await standBy(host, deputy.token)
  await untilInStep(standIn)
  const roundId = await openRoundOn(scene)
  await cast(host.url, roundId, delegateA, paperOf(scene))
  await host.close()
  await untilAlone(standIn)
  const files = (await readdir(standIn.dataDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const holding = await Promise.all(files.map(async ({ parentPath, name }) => ((await readFile(join(parentPath, name))).includes(SECRET) ? [name] : [])))
  expect({ holding: holding.flat(), files: files.length > 3 }).toEqual({ holding: [], files: true })

  expect(await standIn.peers.takeOver()).toEqual({ ok: true })
  const shown = shownAt(standIn.url, scene)
  const voided = { number: 1, state: 'voided', voted: [departmentA], ballots: [] }
  await eventually(() => expect(shown()).toEqual([voided]))
  expect([(await cast(standIn.url, roundId, delegateA, paperOf(scene))).json['error'], (await endRound(standIn.url, roundId, 'reveal', secretary)).json['error']]).toEqual(['round-ended', 'round-ended'])
  const again = await openRoundOn({ ...scene, url: standIn.url })
  await cast(standIn.url, again, delegateA, paperOf(scene, 2, '重来'))

  // The host that returns stands by, forgets what it kept, and sees the reveal like everybody.
  const returned = await startHub({ dataDir: host.dataDir }, { linkRetryMs: 50 })
  await eventually(async () => expect(await sealedFiles(host.dataDir)).toEqual([]))
  expect((await endRound(standIn.url, again, 'reveal', secretary)).status).toBe(200)
  await eventually(() => expect(shown()).toEqual([voided, { number: 1, state: 'revealed', voted: [departmentA], ballots: [{ departmentId: departmentA, remark: '重来' }] }]))
  await returned.close()
})

test('[M13][H6] a backup brings an open round back with its ballots; whoever voted after it may vote again', async () => {
  const scene = await startSilentScene()
  const { hub, secretary, delegateA, delegateB, departmentA, departmentB } = scene
  const roundId = await openRoundOn(scene)
  await cast(scene.url, roundId, delegateA, paperOf(scene, 1, '备份前'))
  const out = join(await emptyFolder(), 'b.tar')
  // Between the ballots and the journals, as the backup takes them: somebody votes, which a journal may have and the ballots have not.
  const voting = { done: null as Promise<unknown> | null }
  const onProgress = (): void => void (voting.done ??= cast(scene.url, roundId, delegateB, paperOf(scene, 2, '备份中')))
  expect((await writeBackup({ dataDir: hub.dataDir, out, now: () => NOON, onProgress })).ok).toBe(true)
  // A reveal in between must find the ballots in the one or in the other.
  const verified = await verifyBackup(out)
  const kinds = verified.ok ? verified.value.entries.map(({ path }) => path.split('/')[0]) : []
  expect({ first: kinds[0], ballots: kinds.filter((kind) => kind === 'ballots').length, next: kinds[1] }).toEqual({ first: 'ballots', ballots: 1, next: 'rooms' })
  await voting.done
  await hub.close()
  const dataDir = join(await emptyFolder(), 'w')
  expect((await restoreBackup({ from: out, dataDir, mayReplace: false, now: () => NOON })).ok).toBe(true)
  const { url } = await startHub({ dataDir })
  const shown = shownAt(url, scene)
  await eventually(() => expect(shown()).toHaveLength(1))
  const ownB = (await ownOf(url, roundId, delegateB)).json['ballot'] as { remark: string } | null
  expect(shown()).toEqual([{ number: 1, state: 'open', voted: ownB === null ? [departmentA] : [departmentA, departmentB].toSorted(), ballots: [] }])
  expect((await ownOf(url, roundId, delegateA)).json['ballot']).toMatchObject({ remark: '备份前' })
  expect((await cast(url, roundId, delegateB, paperOf(scene, 3, '再投'))).status).toBe(200)
  expect((await endRound(url, roundId, 'reveal', secretary)).status).toBe(200)
  await eventually(() => expect(shown()[0]?.ballots.map(({ remark }) => remark).toSorted()).toEqual(['再投', '备份前'].toSorted()))
})

test('[M13] a journal that says more than the ballots do is put right; a round whose ballots are gone or damaged is voided', async () => {
  const scene = await startSilentScene()
  const { hub, delegateA, delegateB, departmentA } = scene
  const roundId = await openRoundOn(scene)
  const file = join(hub.dataDir, 'ballots', `${roundId}.json`)
  await cast(scene.url, roundId, delegateA, paperOf(scene))
  const before = await readFile(file)
  await cast(scene.url, roundId, delegateB, paperOf(scene))
  await hub.close()
  await writeFile(file, before)
  await writeFile(join(hub.dataDir, 'ballots', `.${roundId}.json.x.tmp`), before.subarray(0, 100))
  const second = await startHub({ dataDir: hub.dataDir })
  const shown = shownAt(second.url, scene)
  await eventually(() => expect(shown()).toEqual([{ number: 1, state: 'open', voted: [departmentA], ballots: [] }]))
  expect(await sealedFiles(hub.dataDir)).toEqual([`${roundId}.json`])
  await second.close()

  await writeFile(file, before.subarray(0, -20))
  const events: unknown[] = []
  const third = await startHub({ dataDir: hub.dataDir, onEvent: (event) => events.push(event) })
  const voided = [{ number: 1, state: 'voided', voted: [departmentA], ballots: [] }]
  const after = shownAt(third.url, scene)
  await eventually(() => expect(after()).toEqual(voided))
  expect({ files: await sealedFiles(hub.dataDir), told: events.filter((event) => JSON.stringify(event).includes('ballots')) }).toEqual({
    files: [`${roundId}.json.damaged`], told: [{ event: 'file-damaged', file: 'ballots' }],
  })
  const next = await openRoundOn({ ...scene, url: third.url })
  await third.close()
  await rm(join(hub.dataDir, 'ballots', `${next}.json`))
  const last = await startHub({ dataDir: hub.dataDir })
  const end = shownAt(last.url, scene)
  await eventually(() => expect(end()).toEqual([...voided, { number: 1, state: 'voided', voted: [], ballots: [] }]))
})
