import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { HubEvent } from '../../electron/hub/inside/events.ts'
import { Recovery, RECOVERY_TO_COME } from '../../electron/hub/Recovery.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { joinAs, joinHub, NOON, request, startHub } from './support.ts'

const HOUR_MS = 3_600_000

function inMinutes(minutes: number): string {
  return new Date(NOON.getTime() + minutes * 60_000).toISOString()
}

async function open(text: string | null) {
  const folder = await emptyFolder()
  const path = join(folder, 'recovery.json')
  if (text !== null) await writeFile(path, text)
  const clock = { at: NOON.getTime() }
  const events: HubEvent[] = []
  const options = { path, now: () => new Date(clock.at), report: (event: HubEvent) => void events.push(event) }
  return { recovery: await Recovery.open(options), clock, events, again: () => Recovery.open(options), folder }
}

test('[H6] recovery begins with the first start after a restore, lasts 24 hours over restarts, and ends by itself', async () => {
  const { recovery, clock, again } = await open(RECOVERY_TO_COME)
  const until = new Date(NOON.getTime() + 24 * HOUR_MS).toISOString()
  expect([recovery.isOpen(), recovery.state.until]).toEqual([true, until])
  clock.at += 10 * HOUR_MS
  const later = await again()
  expect([later.isOpen(), later.state.until]).toEqual([true, until])
  clock.at += 14 * HOUR_MS
  expect([recovery.isOpen(), later.state.until, (await again()).isOpen()]).toEqual([false, null, false])
})

test('[H6] ended, it stays ended; without a restore there is none', async () => {
  const { recovery, again, folder } = await open(RECOVERY_TO_COME)
  expect([await recovery.end(), recovery.isOpen(), (await again()).isOpen(), await readdir(folder)]).toEqual([true, false, false, []])
  const { recovery: never } = await open(null)
  expect([never.isOpen(), never.state.until, await never.end()]).toEqual([false, null, true])
})

test('[H8] another machine that takes over begins it anew', async () => {
  const { recovery, clock, again } = await open(null)
  expect(await recovery.begin('taken-over')).toBe(true)
  clock.at += 23 * HOUR_MS
  expect((await again()).isOpen()).toBe(true)
  expect(await recovery.begin('taken-over')).toBe(true)
  clock.at += 2 * HOUR_MS
  expect([recovery.isOpen(), (await again()).isOpen()]).toEqual([true, true])
})

test('[H6] each cause opens it for as long as it asks for, says so once, and shortens nothing', async () => {
  const { recovery, clock, events, again } = await open(null)
  await recovery.begin('unclean-end')
  clock.at += 5 * 60_000
  await Promise.all([recovery.begin('journal-cut'), recovery.begin('journal-damaged')])
  const second = recovery.state
  await recovery.begin('taken-over')
  await recovery.begin('unclean-end')
  const last = { because: 'taken-over', until: inMinutes(24 * 60 + 5) } as const
  expect([second, recovery.state, (await again()).state]).toEqual([{ because: 'journal-cut', until: inMinutes(20) }, last, last])
  expect(events).toEqual([
    { event: 'recovery-opened', because: 'unclean-end', until: inMinutes(15) },
    { event: 'recovery-opened', because: 'journal-cut', until: inMinutes(20) },
    { event: 'recovery-opened', ...last },
  ])
  expect([await recovery.end(), (await again()).state]).toEqual([true, { until: null, because: null }])
})

test.each(['', '{"form', '{"format":2}', '{"format":1,"until":"tomorrow"}', '[]'])('[H6] a file that cannot be read means no recovery: %j', async (text) => {
  expect((await open(text)).recovery.isOpen()).toBe(false)
})

test('[H6][H7] a clock that is set back does not make it longer than 24 hours', async () => {
  const { recovery, clock } = await open('{"format":1,"until":"2030-01-01T00:00:00.000Z"}')
  clock.at += 24 * HOUR_MS
  expect(recovery.isOpen()).toBe(false)
})

test('[H6] who may enter sees whether the hub is in recovery; a secretary ends it', async () => {
  const dataDir = await emptyFolder()
  await writeFile(join(dataDir, 'recovery.json'), RECOVERY_TO_COME)
  const { url, secretaryInvite } = await startHub({ dataDir })
  const { token } = await joinHub(url, secretaryInvite, '王秘书')
  const delegate = await joinAs(url, token, 'delegate', '李代表')
  const until = new Date(NOON.getTime() + 24 * HOUR_MS).toISOString()
  expect(JSON.parse(await readFile(join(dataDir, 'recovery.json'), 'utf8'))).toEqual({ format: 1, until, because: 'restored' })
  expect(await request(url, 'GET', '/api/recovery', delegate.token)).toEqual({ status: 200, json: { until, because: 'restored' } })
  expect(await request(url, 'DELETE', '/api/recovery', delegate.token)).toMatchObject({ status: 403 })
  expect(await request(url, 'DELETE', '/api/recovery', token)).toEqual({ status: 200, json: {} })
  expect(await request(url, 'GET', '/api/recovery', delegate.token)).toEqual({ status: 200, json: { until: null, because: null } })
})
