import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SealedBallot } from '../../../shared/api.ts'
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
  /** What a window sees of the rounds after the next start. */
  readonly shown: ReturnType<typeof roundsShown>
  /** Names of the rounds whose ballots are sealed, once what the crash left is settled. */
  readonly sealed: readonly string[]
}

/**
 * Asks on copies of the scene's folder, killed at the first step, the second, … until one is through, and then in the
 * middle of each writing.
 * @returns what was found after each; the same counts once.
 */
async function killAtEveryStep(scene: SilentScene, ask: (url: string) => Promise<Answer>, look: (trial: Trial) => Promise<unknown>): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const how of ['', ' torn']) {
    for (let step = 0, hasDied = true; hasDied; step++) {
      expect(step).toBeLessThan(MOST_STEPS)
      const dataDir = join(await emptyFolder(), 'w')
      await cp(scene.hub.dataDir, dataDir, { recursive: true })
      const asked = await askUntilKilled(dataDir, `${step}${how}`, ask)
      hasDied = asked.hasDied
      found.add(JSON.stringify(await lookAfter(scene, dataDir, asked.answer, look)))
    }
  }
  return found
}

async function lookAfter({ room, secretary }: SilentScene, dataDir: string, answer: Answer | null, look: (trial: Trial) => Promise<unknown>): Promise<unknown> {
  const { url, close } = await startHub({ dataDir })
  const { doc, provider } = connect(url, room, secretary.token)
  await eventually(() => expect(provider.synced).toBe(true))
  const shown = roundsShown(openMeetingDocument(doc))
  const files = await eventually(async () => {
    const names = await readdir(join(dataDir, 'ballots'))
    expect(names).toHaveLength(shown.filter(({ state }) => state === 'open').length)
    return names
  })
  const seen = await look({ answer, url, shown, sealed: files.map((name) => name.replace('.json', '')) })
  provider.destroy()
  await close()
  return seen
}

/** The different outcomes, by when they were first found. */
function outcomes(found: ReadonlySet<string>): readonly unknown[] {
  return [...found].map((seen) => JSON.parse(seen) as unknown)
}

test('[M13] kill -9 at every step of a reveal: all ballots are revealed or none, and none is lost', { timeout: 300_000 }, async () => {
  const scene = await startSilentScene()
  const { hub, secretary, delegateA, delegateB, departmentA, departmentB } = scene
  const roundId = await openRoundOn(scene)
  await cast(scene.url, roundId, delegateA, paperOf(scene, 1, '甲'))
  await cast(scene.url, roundId, delegateB, paperOf(scene, 2, '乙'))
  await hub.close()
  const reveal = (url: string): Promise<Answer> => endRound(url, roundId, 'reveal', secretary)
  const found = await killAtEveryStep(scene, reveal, async ({ answer, url, shown, sealed }) => {
    const own = (await ownOf(url, roundId, delegateA)).json
    return { shown, sealed, isBroken: answer !== null && sealed.length > 0, own: own['error'] ?? (own['ballot'] as { remark: string }).remark, next: (await reveal(url)).json['error'] ?? 'done' }
  })
  const voted = [departmentA, departmentB].toSorted()
  const ballots = [{ departmentId: departmentA, remark: '甲' }, { departmentId: departmentB, remark: '乙' }].toSorted((a, b) => (a.departmentId < b.departmentId ? -1 : 1))
  expect(outcomes(found)).toEqual([
    { shown: [{ number: 1, state: 'open', voted, ballots: [] }], sealed: [roundId], isBroken: false, own: '甲', next: 'done' },
    { shown: [{ number: 1, state: 'revealed', voted, ballots }], sealed: [], isBroken: false, own: 'round-ended', next: 'round-ended' },
  ])
})

test('[M13] kill -9 at every step of a ballot: the department has its last or its new one, whole, and what was answered is kept', { timeout: 300_000 }, async () => {
  const scene = await startSilentScene()
  const { hub, secretary, delegateA, departmentA } = scene
  const roundId = await openRoundOn(scene)
  await cast(scene.url, roundId, delegateA, paperOf(scene, 1, '第一次'))
  await hub.close()
  const again = (url: string): Promise<Answer> => cast(url, roundId, delegateA, paperOf(scene, 2, '第二次'))
  const found = await killAtEveryStep(scene, again, async ({ answer, url, shown }) => {
    const { remark, version, scores } = (await ownOf(url, roundId, delegateA)).json['ballot'] as SealedBallot
    return { shown, isBroken: answer !== null && version === 1, own: [remark, version, scores[0]?.value], next: (await endRound(url, roundId, 'reveal', secretary)).status }
  })
  const shown = [{ number: 1, state: 'open', voted: [departmentA], ballots: [] }]
  expect(outcomes(found)).toEqual([{ shown, isBroken: false, own: ['第一次', 1, 1], next: 200 }, { shown, isBroken: false, own: ['第二次', 2, 2], next: 200 }])
})

test('[M13] kill -9 at every step of an opening: there is a round that takes ballots, or none and nothing is left', { timeout: 300_000 }, async () => {
  const scene = await startSilentScene()
  const { hub, secretary, delegateA, meetingId, ids } = scene
  await hub.close()
  const open = (url: string): Promise<Answer> => request(url, 'POST', `/api/meetings/${meetingId}/rounds`, secretary.token, { itemId: ids.item })
  const found = await killAtEveryStep(scene, open, async ({ answer, url, shown, sealed: [roundId] }) => {
    const after = roundId === undefined ? await open(url) : await cast(url, roundId, delegateA, paperOf(scene))
    return { shown, isBroken: answer !== null && roundId === undefined, next: after.status }
  })
  expect(outcomes(found)).toEqual([{ shown: [], isBroken: false, next: 200 }, { shown: [{ number: 1, state: 'open', voted: [], ballots: [] }], isBroken: false, next: 200 }])
})
