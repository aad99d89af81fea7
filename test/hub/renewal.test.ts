import { once } from 'node:events'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Hub } from '../../electron/hub/createHub.ts'
import { requestJson } from '../../electron/hub/link/requestJson.ts'
import { atEnd } from '../support/atEnd.ts'
import { SteppedClock } from '../support/SteppedClock.ts'
import { eventually, joinHub, startHub } from './support.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * A hub on the network that runs for as long as `waits` says, by its calendar: 770 days until today, because clients look at
 * the dates of a certificate by the real one.
 */
async function longRunning() {
  const [clock, time, logged] = [new SteppedClock(), { now: new Date(Date.now() - 770 * DAY_MS) }, [] as string[]]
  const hub = await startHub({ host: '0.0.0.0', now: () => time.now, log: (line) => logged.push(line) }, { clock })
  const waits = (days: number): void => {
    time.now = new Date(time.now.getTime() + days * DAY_MS)
    clock.advance(HOUR_MS)
  }
  return { hub, logged, waits }
}

function secureUrl(hub: Hub): string {
  return `https://127.0.0.1:${hub.network().port}`
}

/** Hash of the certificate that a client which knows the key, and takes no other, is shown. */
async function shownTo(hub: Hub, fingerprint: string | null): Promise<string | undefined> {
  const asked = await requestJson(new URL('/healthz', secureUrl(hub)), { fingerprint: fingerprint ?? '' })
  if (!asked.ok) throw new Error(asked.error.kind)
  return asked.value.certificate?.hash
}

test('[H5] a hub that runs for years renews its certificate with the same key: who has pinned it gets in, who is there stays', async () => {
  const { hub, waits } = await longRunning()
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { fingerprint, certificateHash } = hub.network()
  const socket = new WebSocket(`${secureUrl(hub).replace('https', 'wss')}/sync/directory`, ['huishang', token], { rejectUnauthorized: false })
  atEnd(async () => socket.terminate())
  await once(socket, 'open')

  waits(700)
  expect(await shownTo(hub, fingerprint)).toBe(certificateHash)
  waits(70)
  await eventually(() => expect(hub.network().certificateHash).not.toBe(certificateHash))
  const renewed = hub.network()
  expect([renewed.fingerprint, await shownTo(hub, fingerprint), socket.readyState]).toEqual([fingerprint, renewed.certificateHash, WebSocket.OPEN])
})

test('[H5] a renewal that the disk refuses is logged and tried again, and the old certificate serves meanwhile', async () => {
  const { hub, logged, waits } = await longRunning()
  const { fingerprint, certificateHash } = hub.network()
  const folder = join(hub.dataDir, 'tls')
  await rename(folder, `${folder}-away`)
  await writeFile(folder, 'in the way')
  waits(770)
  await eventually(() => expect(logged).toContainEqual(expect.stringMatching(/^the certificate could not be renewed: E/)))
  expect(await shownTo(hub, fingerprint)).toBe(certificateHash)

  await rename(folder, `${folder}-file`)
  await rename(`${folder}-away`, folder)
  waits(0)
  await eventually(async () => expect(await shownTo(hub, fingerprint)).not.toBe(certificateHash))
})

test('[H5] a hub that is closed looks no more', async () => {
  const clock = new SteppedClock()
  const hub = await startHub({ host: '0.0.0.0' }, { clock })
  expect(clock.waiting).toBeGreaterThan(0)
  await hub.close()
  expect(clock.waiting).toBe(0)
})
