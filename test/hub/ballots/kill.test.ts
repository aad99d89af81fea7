import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { atEnd } from '../../support/atEnd.ts'
import { buildForNode } from '../../support/buildCommands.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { killed } from '../commands.ts'
import { connect } from '../connect.ts'
import { eventually, request, startHub, type Answer } from '../support.ts'
import { cast, endRound, openRoundOn, ownOf, paperOf, roundsShown, startSilentScene, type SilentScene } from './silentScene.ts'

/** Nothing here touches the disk as often. */
const MOST_STEPS = 60

let built: string
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'huishang-ballots-'))
  await buildForNode({ ballots: 'test/hub/ballots/ballotProcess.ts' }, built)
}, 120_000)
afterAll(() => rm(built, { recursive: true, force: true }))

/** A hub on a copy of the folder that dies at that step of what is asked of it. @returns the answer, or null if it died before. */
async function askUntilKilled(dataDir: string, step: string, ask: (url: string) => Promise<Answer>): Promise<{ readonly answer: Answer | null; readonly hasDied: boolean }> {
  const child = spawn(process.execPath, [join(built, 'ballots.js'), dataDir], { stdio: ['pipe', 'pipe', 'inherit'] })
  atEnd(() => killed(child))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const url = String((await lines.next()).value)
  child.stdin.write(`${step}\n`)
  await lines.next()
  const exited = once(child, 'exit')
  const answer = await ask(url).catch(() => null)
  // What it does after the answer counts as well, and would be cut off by the end of this trial.
  const hasDied = await Promise.race([exited.then(() => true), new Promise<boolean>((resolve) => setTimeout(() => resolve(false), answer === null ? 5_000 : 150))])
  await killed(child)
  expect(answer?.status ?? 200).toBe(200)
  return { answer, hasDied }
}

interface Trial {
  readonly answer: Answer | null
  readonly url: string
  readonly dataDir: string
  readonly shown: ReturnType<typeof roundsShown>
}

/** Asks on copies of the scene's folder, killed at the first step, the second, … until one is through. @returns how many were killed. */
async function killAtEveryStep({ hub, room, secretary }: SilentScene, ask: (url: string) => Promise<Answer>, look: (trial: Trial) => Promise<void>): Promise<number> {
  const trials = { killed: 0 }
  for (const how of ['', ' torn']) {
    for (let step = 0; ; step++) {
      expect(step).toBeLessThan(MOST_STEPS)
      const dataDir = join(await emptyFolder(), 'w')
      await cp(hub.dataDir, dataDir, { recursive: true })
      const { answer, hasDied } = await askUntilKilled(dataDir, `${step}${how}`, ask)
      const again = await startHub({ dataDir })
      const { doc, provider } = connect(again.url, room, secretary.token)
      await eventually(() => expect(provider.synced).toBe(true))
      await look({ answer, url: again.url, dataDir, shown: roundsShown(openMeetingDocument(doc)) })
      provider.destroy()
      await again.close()
      if (!hasDied) break
      trials.killed++
    }
  }
  return trials.killed
}

const sealedFiles = (dataDir: string): Promise<string[]> => readdir(join(dataDir, 'ballots'))

test('[M13] kill -9 at every step of a reveal: all ballots are revealed or none, and none is lost', { timeout: 300_000 }, async () => {
  const scene = await startSilentScene()
  const { hub, secretary, delegateA, delegateB, departmentA, departmentB } = scene
  const roundId = await openRoundOn(scene)
  await cast(scene.url, roundId, delegateA, paperOf(scene, 1, '甲'))
  await cast(scene.url, roundId, delegateB, paperOf(scene, 2, '乙'))
  await hub.close()
  const voted = [departmentA, departmentB].toSorted()
  const ballots = [{ departmentId: departmentA, remark: '甲' }, { departmentId: departmentB, remark: '乙' }].toSorted((a, b) => (a.departmentId < b.departmentId ? -1 : 1))
  const seen = { open: 0, revealed: 0 }
  const kills = await killAtEveryStep(scene, (url) => endRound(url, roundId, 'reveal', secretary), async ({ answer, url, dataDir, shown }) => {
    if (shown[0]?.state === 'open') {
      seen.open++
      expect({ answer, shown, files: await sealedFiles(dataDir) }).toEqual({ answer: null, shown: [{ number: 1, state: 'open', voted, ballots: [] }], files: [`${roundId}.json`] })
      expect((await ownOf(url, roundId, delegateA)).json['ballot']).toMatchObject({ remark: '甲' })
      expect((await endRound(url, roundId, 'reveal', secretary)).status).toBe(200)
    } else {
      seen.revealed++
      expect(shown).toEqual([{ number: 1, state: 'revealed', voted, ballots }])
      // Forgotten soon after the start, where the end came too early for it.
      await eventually(async () => expect(await sealedFiles(dataDir)).toEqual([]))
    }
  })
  expect({ enough: kills > 5, open: seen.open > 1, revealed: seen.revealed > 1 }).toEqual({ enough: true, open: true, revealed: true })
  process.stdout.write(`reveal: ${kills} kills, ${seen.open} before, ${seen.revealed} after\n`)
})

test('[M13] kill -9 at every step of a ballot: the department has its last or its new one, whole, and what was answered is kept', { timeout: 300_000 }, async () => {
  const scene = await startSilentScene()
  const { hub, secretary, delegateA, departmentA } = scene
  const roundId = await openRoundOn(scene)
  await cast(scene.url, roundId, delegateA, paperOf(scene, 1, '第一次'))
  await hub.close()
  const seen = { first: 0, second: 0 }
  const kills = await killAtEveryStep(scene, (url) => cast(url, roundId, delegateA, paperOf(scene, 2, '第二次')), async ({ answer, url, dataDir, shown }) => {
    expect({ shown, files: await sealedFiles(dataDir) }).toEqual({ shown: [{ number: 1, state: 'open', voted: [departmentA], ballots: [] }], files: [`${roundId}.json`] })
    const { remark, version } = (await ownOf(url, roundId, delegateA)).json['ballot'] as { remark: string; version: number }
    if (answer !== null) expect(remark).toBe('第二次')
    expect({ remark, version }).toEqual(version === 1 ? { remark: '第一次', version: 1 } : { remark: '第二次', version: 2 })
    if (version === 1) seen.first++
    else seen.second++
    expect((await endRound(url, roundId, 'reveal', secretary)).status).toBe(200)
  })
  expect({ enough: kills > 3, first: seen.first > 1, second: seen.second > 1 }).toEqual({ enough: true, first: true, second: true })
  process.stdout.write(`ballot: ${kills} kills, ${seen.first} before, ${seen.second} after\n`)
})

test('[M13] kill -9 at every step of an opening: there is a round that takes ballots, or none and nothing is left', { timeout: 300_000 }, async () => {
  const scene = await startSilentScene()
  const { hub, secretary, delegateA, meetingId, ids } = scene
  await hub.close()
  const seen = { none: 0, open: 0 }
  const open = (url: string): Promise<Answer> => request(url, 'POST', `/api/meetings/${meetingId}/rounds`, secretary.token, { itemId: ids.item })
  const kills = await killAtEveryStep(scene, open, async ({ answer, url, dataDir, shown }) => {
    const [round] = shown
    if (round === undefined) {
      seen.none++
      expect(answer).toBe(null)
      await eventually(async () => expect(await sealedFiles(dataDir)).toEqual([]))
      expect((await open(url)).status).toBe(200)
    } else {
      seen.open++
      expect(shown).toEqual([{ number: 1, state: 'open', voted: [], ballots: [] }])
      const [file = ''] = await sealedFiles(dataDir)
      expect((await cast(url, file.replace('.json', ''), delegateA, paperOf(scene))).status).toBe(200)
    }
  })
  expect({ enough: kills > 5, none: seen.none > 1, open: seen.open > 1 }).toEqual({ enough: true, none: true, open: true })
  process.stdout.write(`opening: ${kills} kills, ${seen.none} before, ${seen.open} after\n`)
})
