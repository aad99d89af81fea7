import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import { once } from 'node:events'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { X509Certificate } from 'node:crypto'
import { generate } from 'selfsigned'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprintOf } from '../../electron/hub/transport/hubCertificate.ts'
import { createNearbyHubs } from '../../electron/main/nearbyHubs.ts'
import { openHubPins } from '../../electron/main/trust/hubPins.ts'
import { createHubTrust, pinCertificates } from '../../electron/main/trust/hubTrust.ts'
import { lookAtHub, type SeenHub } from '../../electron/main/trust/lookAtHub.ts'
import type { NearbyHub } from '../../shared/ipc.ts'

let folder: string
let servers: Server[]
beforeEach(async () => {
  servers = []
  folder = await mkdtemp(join(tmpdir(), 'huishang-trust-'))
})
afterEach(async () => {
  for (const server of servers) server.close()
  await rm(folder, { recursive: true, force: true })
})

const HUB = 'https://192.168.1.5:7420'
const CHROMIUM = { trusts: { errorCode: 0 }, distrusts: { errorCode: -202 } }

async function certificate() {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'hub' }], { keyType: 'ec', algorithm: 'sha256' })
  const seen: SeenHub = { fingerprint: fingerprintOf(cert), certificateHash: new X509Certificate(cert).fingerprint256, isVouchedFor: false }
  return { key, cert, seen, data: cert }
}

/** Trust of a machine that sees `seen` wherever it looks, and notes where. */
async function trusting(seen: SeenHub | undefined) {
  const looked: string[] = []
  const network = { seen }
  const pins = await openHubPins(join(folder, 'hubs.json'), () => undefined)
  const trust = createHubTrust(pins, async (origin) => {
    looked.push(origin)
    return network.seen
  })
  return { trust, pins, looked, network }
}

test('[H5] with the fingerprint of the invitation the hub must prove that key, and is pinned', async () => {
  const [own, other] = [await certificate(), await certificate()]
  const { trust, pins, network } = await trusting(other.seen)
  expect([await trust.verify(HUB, own.seen.fingerprint), pins.of(HUB)]).toEqual([{ state: 'changed', fingerprint: other.seen.fingerprint }, undefined])
  network.seen = own.seen
  expect([await trust.verify(`${HUB}/`, own.seen.fingerprint), pins.of(HUB)]).toEqual([{ state: 'trusted' }, own.seen.fingerprint])
  // From now on without a fingerprint too, after a restart as well.
  network.seen = other.seen
  expect(await trust.verify(HUB, null)).toEqual({ state: 'changed', fingerprint: other.seen.fingerprint })
  const again = await trusting(own.seen)
  expect(await again.trust.verify(HUB, null)).toEqual({ state: 'trusted' })
  expect((await stat(join(folder, 'hubs.json'))).mode & 0o777).toBe(0o600)
})

test('[H5] without a fingerprint a person must compare, unless an authority vouches for the hub', async () => {
  const { seen } = await certificate()
  const { trust, network, pins } = await trusting(seen)
  expect([await trust.verify(HUB, null), pins.of(HUB)]).toEqual([{ state: 'unknown', fingerprint: seen.fingerprint }, undefined])
  network.seen = { ...seen, isVouchedFor: true }
  expect(await trust.verify('https://meeting.city.example', null)).toEqual({ state: 'trusted' })
  network.seen = undefined
  expect(await trust.verify(HUB, null)).toEqual({ state: 'unreachable' })
})

test('[H5] plain http is for this machine; over a network it is refused without asking it anything', async () => {
  const { trust, looked } = await trusting(undefined)
  const urls = ['http://127.0.0.1:7420', 'http://localhost:7420', 'http://[::1]:7420', 'http://192.168.1.5:7420', 'http://127.0.0.1.evil.example:7420']
  expect(await Promise.all(urls.map(async (url) => (await trust.verify(url, null)).state))).toEqual(['trusted', 'trusted', 'trusted', 'unencrypted', 'unencrypted'])
  expect(looked).toEqual([])
})

test('[H5] Chromium is told: the pinned key and no other where a hub is pinned, its own verdict elsewhere', async () => {
  const [own, other] = [await certificate(), await certificate()]
  const { trust } = await trusting(own.seen)
  await trust.verify(HUB, own.seen.fingerprint)
  const ask = (hostname: string, shown: { readonly data: string }, verdict: { readonly errorCode: number }): number => trust.answer({ hostname, certificate: shown, ...verdict })
  expect([
    ask('192.168.1.5', own, CHROMIUM.distrusts),
    ask('192.168.1.5', other, CHROMIUM.distrusts),
    // An authority that somebody has installed on this machine does not help either.
    ask('192.168.1.5', other, CHROMIUM.trusts),
    ask('192.168.1.6', own, CHROMIUM.distrusts),
    ask('example.org', other, CHROMIUM.trusts),
  ]).toEqual([0, -2, -2, -3, -3])
  const answers: number[] = []
  pinCertificates({ setCertificateVerifyProc: (proc) => proc?.({ hostname: '192.168.1.5', certificate: own, ...CHROMIUM.distrusts } as never, (answer) => answers.push(answer)) }, trust)
  expect(answers).toEqual([0])
})

test('[H5] a certificate that was refused in this start needs a restart, because Chromium remembers', async () => {
  const [before, after] = [await certificate(), await certificate()]
  const { trust, network } = await trusting(before.seen)
  await trust.verify(HUB, before.seen.fingerprint)
  expect(trust.answer({ hostname: '192.168.1.5', certificate: after, ...CHROMIUM.distrusts })).toBe(-2)
  network.seen = after.seen
  expect(await trust.verify(HUB, after.seen.fingerprint)).toEqual({ state: 'restart-needed' })
  expect(await (await trusting(after.seen)).trust.verify(HUB, null)).toEqual({ state: 'trusted' })
})

test('[H5] IPv6 hubs are pinned by the name that certificates are asked about', async () => {
  const own = await certificate()
  const { trust } = await trusting(own.seen)
  await trust.verify('https://[fd00::7]:7420', own.seen.fingerprint)
  expect(trust.answer({ hostname: 'fd00::7', certificate: own, ...CHROMIUM.distrusts })).toBe(0)
})

test('[H5] looking at a hub sends a handshake and nothing else', async () => {
  const { key, cert, seen } = await certificate()
  const requests: string[] = []
  const server = createServer({ key, cert }, (request) => requests.push(request.url ?? ''))
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const port = (server.address() as AddressInfo).port
  expect([await lookAtHub(`https://127.0.0.1:${port}`), requests]).toEqual([seen, []])
  const silent = createTcpServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
  await once(silent.listen(0, '127.0.0.1'), 'listening')
  expect(await lookAtHub(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`)).toBeUndefined()
  silent.close()
})

test('[H5] hubs nearby are listened for while somebody asks', () => {
  const listeners: ((hubs: readonly NearbyHub[]) => void)[] = []
  const stopped: number[] = []
  const nearby = createNearbyHubs((onChange) => {
    const number = listeners.push(onChange)
    return () => stopped.push(number)
  })
  const hub: NearbyHub = { workspaceName: '大城管', workspaceId: null, url: HUB, fingerprint: 'F' }
  expect(nearby.list()).toEqual([])
  listeners[0]?.([hub])
  expect([nearby.list(), listeners.length]).toEqual([[hub], 1])
  nearby.close()
  expect([stopped, nearby.list(), listeners.length]).toEqual([[1], [], 2])
  nearby.close()
})
