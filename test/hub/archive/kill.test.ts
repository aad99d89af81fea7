import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyRecords } from '../../../electron/hub/archive/verifyRecords.ts'
import { sha256Hex } from '../../../electron/hub/sha256.ts'
import { atEnd } from '../../support/atEnd.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { buildForNode } from '../../support/buildCommands.ts'
import { below, seeded } from '../../support/seeded.ts'
import { killed } from '../commands.ts'
import { started } from './records.ts'

const KILLS = 210
/** So many processes die on one folder before it is looked at. */
const KILLS_PER_FOLDER = 15
/** A process dies a moment after it has acknowledged so many: before the first as well, and in the middle of the next. */
const MOST_ACKNOWLEDGED = 4
const LONGEST_MOMENT_MS = 40

let built: string
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'huishang-closing-'))
  await buildForNode({ closing: 'test/hub/archive/closingProcess.ts' }, built)
}, 120_000)
afterAll(() => rm(built, { recursive: true, force: true }))

/** Started ahead, so that the next is warm while the last one dies. */
interface Closer {
  readonly child: ChildProcess
  readonly said: { text: string }
  readonly ready: Promise<unknown>
}

function spawnCloser(): Closer {
  const child = spawn(process.execPath, [join(built, 'closing.js')], { stdio: ['pipe', 'pipe', 'inherit'] })
  atEnd(() => killed(child))
  const said = { text: '' }
  child.stdout?.setEncoding('utf8').on('data', (part: string) => (said.text += part))
  return { child, said, ready: child.stdout ? once(child.stdout, 'data') : Promise.reject(new Error('no output')) }
}

/** Lets it work, then kills it as a power cut would. @returns whole lines it said. */
async function lifeOf({ child, said, ready }: Closer, order: string, acknowledged: number, ms: number): Promise<readonly string[]> {
  await ready
  child.stdin?.write(`${order}\n`)
  while (child.stdout && (said.text.match(/^done /gm)?.length ?? 0) < acknowledged) await once(child.stdout, 'data')
  await wait(ms)
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
  return said.text.split('\n').slice(1, -1)
}

test(`[A7] ${KILLS} kills at random moments while meetings close: no torn file, nothing acknowledged lost, no alarm`, async () => {
  const random = seeded(20_260_305)
  const found = { kills: 0, acknowledged: 0, alarms: [] as string[], lost: [] as string[], problems: [] as unknown[] }
  let next = spawnCloser()
  while (found.kills < KILLS) {
    const dataDir = await emptyFolder()
    const acknowledged = new Map<string, string>()
    for (let kill = 0; kill < KILLS_PER_FOLDER; kill++) {
      const closer = next
      next = spawnCloser()
      for (const line of await lifeOf(closer, `k${kill} ${dataDir}`, below(random, MOST_ACKNOWLEDGED), below(random, LONGEST_MOMENT_MS))) {
        const [what, path = '', sum = ''] = line.split(' ')
        if (what === 'done') acknowledged.set(path, sum)
        else if (!line.includes('"file-torn"')) found.alarms.push(line)
      }
      found.kills++
    }
    const { records, events } = await started(dataDir)
    await records.close()
    found.alarms.push(...events.filter(({ event }) => event !== 'file-torn').map((event) => JSON.stringify(event)))
    const entered = new Map(records.ledger.entries().map(({ path, sha256 }) => [path, sha256]))
    for (const [path, sum] of acknowledged)
      if (entered.get(path) !== sum || sha256Hex(await readFile(join(dataDir, path))) !== sum) found.lost.push(path)
    found.problems.push(...(await verifyRecords({ dataDir })).problems)
    found.acknowledged += acknowledged.size
    await rm(dataDir, { recursive: true })
  }
  expect({ ...found, acknowledged: found.acknowledged > KILLS }).toEqual({ kills: KILLS, acknowledged: true, alarms: [], lost: [], problems: [] })
  process.stdout.write(`${found.kills} kills, ${found.acknowledged} records acknowledged\n`)
}, 600_000)
