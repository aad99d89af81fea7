import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isOwnHost, ownOrigin, shareOrigin } from '../../electron/hub/addresses.ts'
import { createHub } from '../../electron/hub/createHub.ts'
import { readInstant } from '../../electron/hub/readInstant.ts'
import { toInstant } from '../../shared/lib/instant.ts'
import { atEnd } from '../support/atEnd.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { hubOptions, startHub } from './support.ts'

test('[F7] two hubs never share a folder; one that is gone leaves no lock', async () => {
  const first = await startHub()
  expect(await createHub(hubOptions(first.dataDir))).toEqual({ ok: false, error: { kind: 'in-use', path: first.dataDir } })
  await first.close()
  const second = await startHub({ dataDir: first.dataDir })
  await second.close()
  expect((await readdir(first.dataDir)).toSorted()).toEqual(['access.json', 'ballots', 'ledger', 'records', 'rooms'])
})

test.each(['4194304 1', `${process.pid} 12345`, '', 'nonsense'])('[F7] the lock of a process that is gone is taken over: %j', async (lock) => {
  const dataDir = await emptyFolder()
  await writeFile(join(dataDir, 'hub.lock'), lock)
  expect(await startHub({ dataDir })).toMatchObject({ isNew: true })
})

test('[F7] the lock of a process that is there holds', async () => {
  const dataDir = await emptyFolder()
  await writeFile(join(dataDir, 'hub.lock'), `${process.ppid} 1`)
  expect(await createHub(hubOptions(dataDir))).toEqual({ ok: false, error: { kind: 'in-use', path: dataDir } })
})

test('[F10] a port that is taken is named, and the folder stays as it was', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const dataDir = await emptyFolder()
  expect(await createHub(hubOptions(dataDir, { port }))).toEqual({ ok: false, error: { kind: 'port-taken', port } })
  expect(await startHub({ dataDir })).toMatchObject({ isNew: true })
})

test('[F10] an address that is not this machine', async () => {
  expect(await createHub(hubOptions(await emptyFolder(), { host: '203.0.113.1' }))).toEqual({ ok: false, error: { kind: 'address-unavailable', host: '203.0.113.1' } })
})

test('[F7] a folder that cannot be written', async () => {
  const folder = await emptyFolder()
  await writeFile(join(folder, 'file'), '')
  const dataDir = join(folder, 'file', 'below')
  expect(await createHub(hubOptions(dataDir))).toEqual({ ok: false, error: { kind: 'not-writable', path: dataDir } })
})

test.each([
  ['{"format":99}', 'newer-format'],
  ['{"format":1,"people":[{}]}', 'damaged'],
  ['{"form', 'damaged'],
  ['', 'damaged'],
])('[F7] people are never lost over a file that cannot be read: %s is %s', async (text, kind) => {
  const dataDir = await emptyFolder()
  const path = join(dataDir, 'access.json')
  await writeFile(path, text)
  expect(await createHub(hubOptions(dataDir))).toEqual({ ok: false, error: { kind, path } })
  const kept = kind === 'damaged' ? ['access.json', 'access.json.damaged'] : ['access.json']
  expect({ text: await readFile(path, 'utf8'), names: (await readdir(dataDir)).toSorted() }).toEqual({ text, names: [...kept, 'records', 'rooms'] })
})

test('[F7] a directory of a newer version', async () => {
  const dataDir = await emptyFolder()
  const path = join(dataDir, 'rooms', 'directory.log')
  await mkdir(join(dataDir, 'rooms'))
  await writeFile(path, Uint8Array.from([0x48, 0x53, 0x4a, 9]))
  expect(await createHub(hubOptions(dataDir))).toEqual({ ok: false, error: { kind: 'newer-format', path } })
})

test('[F10] closing twice, also at once, is closing', async () => {
  const hub = await startHub()
  await Promise.all([hub.close(), hub.close()])
  await hub.close()
  await expect(fetch(`${hub.url}/healthz`)).rejects.toThrow('fetch failed')
})

test('[F10] which names a hub answers to', () => {
  const hosts = ['127.0.0.1:7420', 'localhost:7420', 'LOCALHOST:7420', '[::1]:7420', '10.0.0.5:7420', 'evil.example:7420', '127.0.0.1:80', '127.0.0.1', '', undefined]
  expect(hosts.filter((host) => isOwnHost(host, '127.0.0.1', 7420))).toEqual(hosts.slice(0, 4))
  expect(hosts.filter((host) => isOwnHost(host, '10.0.0.5', 7420))).toEqual(hosts.slice(0, 5))
  expect([isOwnHost('localhost', '127.0.0.1', 80), isOwnHost('[fe80::1]:7420', 'fe80::1', 7420), isOwnHost('evil.example:7420', '0.0.0.0', 7420)]).toEqual([true, true, false])
})

test('[F10] on every interface: this machine reaches it on loopback, others at an address of its network', () => {
  expect([ownOrigin('0.0.0.0', 7420), ownOrigin('::', 7420), ownOrigin('10.0.0.5', 7420), ownOrigin('::1', 7420), shareOrigin('10.0.0.5', 7420)]).toEqual([
    'http://127.0.0.1:7420',
    'http://127.0.0.1:7420',
    'http://10.0.0.5:7420',
    'http://[::1]:7420',
    'http://10.0.0.5:7420',
  ])
  const shared = shareOrigin('0.0.0.0', 7420)
  expect([shared, isOwnHost(shared.replace('http://', ''), '0.0.0.0', 7420)]).toEqual([expect.stringMatching(/^http:\/\/[\d.]+:7420$/), true])
})

test('[F10] instants are written with the offset of this machine and read as scripts write them', () => {
  const moment = new Date('2026-03-05T06:30:00Z')
  const written = toInstant(moment)
  expect([written, Date.parse(written)]).toEqual([expect.stringMatching(/^2026-03-0\dT\d\d:\d\d:00[+-]\d\d:\d\d$/), moment.getTime()])
  expect(['2026-03-05T14:30+08:00', '2026-03-05T14:30:00+0800', '2026-03-05 06:30:00z', '2026-13-05', '2026-02-30T10:00', '14:30', '2026-03-05T25:00', '2026-03-05T14:30+99:00'].map(readInstant)).toEqual([
    '2026-03-05T14:30:00+08:00',
    '2026-03-05T14:30:00+08:00',
    '2026-03-05T06:30:00Z',
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
