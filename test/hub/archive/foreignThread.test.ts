import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { HubOptions } from '../../../electron/hub/createHub.ts'
import { buildRecord } from '../../../electron/hub/archive/buildRecord.ts'
import { openSqlite } from '../../../electron/hub/sqlite.ts'
import { BUILT } from '../commands.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { joinHub, request, startHub } from '../support.ts'
import { CLOSED_AT, closedMeeting, toRecord } from './records.ts'


/** Another program on this machine that sends a file: its own work must not be taken for the hub's. */
const SENDER = `
const [url, token, path] = process.argv.slice(1)
const file = (await import('node:fs')).readFileSync(path).toString('base64')
const response = await fetch(url + '/api/archives/import', { method: 'POST', headers: { authorization: 'Bearer ' + token, 'content-type': 'application/json' }, body: JSON.stringify({ name: 'usb.sqlite', file }) })
console.log(JSON.stringify([response.status, await response.json()]))
`

/** An archive that is as large as one may be. */
async function largest(): Promise<Buffer> {
  const record = toRecord(closedMeeting())
  return Buffer.from(buildRecord(await openSqlite(), { ...record, state: randomBytes(63 * 1024 * 1024) }, CLOSED_AT))
}

/** @returns the hub's answer, and the longest time that nothing else had its turn, in milliseconds. */
async function imported(path: string, threads: Pick<HubOptions, 'catalogueWorker' | 'foreignWorker'>): Promise<{ readonly answer: unknown; readonly held: number; readonly records: readonly string[] }> {
  const { url, secretaryInvite, dataDir } = await startHub(threads)
  const { token } = await joinHub(url, secretaryInvite, '王秘书')
  const delay = monitorEventLoopDelay({ resolution: 2 })
  delay.enable()
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SENDER, url, token, path])
  delay.disable()
  const records = (await readdir(join(dataDir, 'records'), { recursive: true })).filter((name) => name.endsWith('.sqlite'))
  return { answer: JSON.parse(stdout), held: delay.max / 1e6, records }
}

test('[A8] sixty-four megabytes from elsewhere are looked into in a thread: the hub goes on meanwhile', async () => {
  const path = join(await emptyFolder(), 'large.sqlite')
  await writeFile(path, await largest())
  const catalogueWorker = join(BUILT, 'main', 'catalogueWorker.js')
  const thread = await imported(path, { catalogueWorker, foreignWorker: join(BUILT, 'main', 'foreignWorker.js') })
  const here = await imported(path, { catalogueWorker })
  expect(thread.answer).toEqual([200, expect.objectContaining({ origin: 'foreign', alreadyImported: false })])
  expect(here.records).toEqual(thread.records)
  expect(thread.held).toBeLessThan(here.held / 3)
}, 60_000)

test('[A8][H3] a thread that dies costs the request that needed it, and nothing else', async () => {
  const broken = join(await emptyFolder(), 'broken.js')
  await writeFile(broken, 'throw new Error("no")')
  const { url, secretaryInvite } = await startHub({ foreignWorker: broken })
  const { token } = await joinHub(url, secretaryInvite, '王秘书')
  const ask = (): Promise<number> => request(url, 'POST', '/api/archives/import', token, { name: 'x', file: 'AAAA'.repeat(400_000) }).then(({ status }) => status)
  expect([await ask(), await ask(), (await request(url, 'GET', '/api/archives', token)).status]).toEqual([500, 500, 200])
})
