import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hub, HubOptions } from '../../electron/hub/createHub.ts'
import { createHosting, hostingEnvironment, type HostingOptions, type NetworkChoice } from '../../electron/main/hosting.ts'
import { err, ok } from '../../shared/lib/result.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'huishang-hosting-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const OWN_MACHINE = { isShared: false, addresses: [], fingerprint: null, certificateHash: null }
const NETWORK = { isShared: true, addresses: ['https://192.168.1.5:7420'], fingerprint: 'F', certificateHash: 'AB' }

/** A hub that moves as a real one does, and notes what it is told. */
function hub(url: string, told: string[] = [], isShared = false): Hub {
  const place = { isShared }
  return {
    url,
    shareUrl: url,
    secretaryInvite: 'invite',
    network: () => ({ host: '', port: 0, shareUrl: url, ...(place.isShared ? NETWORK : OWN_MACHINE) }),
    moveTo: async (host) => {
      told.push(`move to ${host}`)
      place.isShared = host === '0.0.0.0'
      return ok()
    },
    setAnnounced: (isAnnounced) => void told.push(`announced ${isAnnounced}`),
    peers: {} as Hub['peers'],
    close: async () => void told.push('closed'),
  }
}

interface Hosted {
  readonly hosting: ReturnType<typeof createHosting>
  readonly started: HubOptions[]
  readonly told: string[]
  readonly kept: NetworkChoice[]
}

function hosting({ createHub, host, choice = { isShared: false, isAnnounced: true } }: { createHub?: HostingOptions['createHub']; host?: string; choice?: NetworkChoice } = {}): Hosted {
  const started: HubOptions[] = []
  const told: string[] = []
  const kept: NetworkChoice[] = [choice]
  const create = async (options: HubOptions): ReturnType<HostingOptions['createHub']> => {
    started.push(options)
    return createHub ? createHub(options) : ok(hub(`http://127.0.0.1:${options.port}`, told, options.host !== '127.0.0.1'))
  }
  const store = { current: () => kept.at(-1) ?? choice, write: async (next: NetworkChoice) => void kept.push(next) }
  return {
    hosting: createHosting({ createHub: create, dataDir, host, choice: store, rendererDir: 'out/renderer', allowOrigins: [], log: () => undefined, now: () => new Date(0) }),
    started,
    told,
    kept,
  }
}

const workspace = { name: '大城管', language: 'zh-CN' } as const

test('[F3] hosting starts once, however often it is asked', async () => {
  const { hosting: shell, started } = hosting()
  expect(await shell.state()).toEqual({ state: 'off' })
  const expected = { state: 'running', url: 'http://127.0.0.1:7420', secretaryInvite: 'invite', network: { ...OWN_MACHINE, isFixed: false, isAnnounced: true } }
  expect(await Promise.all([shell.start(workspace), shell.start(workspace), shell.state()])).toEqual([ok(expected), ok(expected), expected])
  expect(started.map(({ port, host, isAnnounced }) => ({ port, host, isAnnounced }))).toEqual([{ port: 7420, host: '127.0.0.1', isAnnounced: true }])
})

test('[F3] a taken port makes room for any other', async () => {
  const { hosting: shell, started } = hosting({ createHub: async ({ port }) => (port === 7420 ? err({ kind: 'port-taken', port }) : ok(hub('http://127.0.0.1:4'))) })
  expect(await shell.start(workspace)).toMatchObject(ok({ state: 'running', url: 'http://127.0.0.1:4', secretaryInvite: 'invite' }))
  expect(started.map(({ port }) => port)).toEqual([7420, 0])
})

test('[F3] a failed start says why without the path, and can be tried again', async () => {
  const failures = [err({ kind: 'not-writable', path: '/secret' }), err({ kind: 'newer-format', path: '/secret' })]
  const { hosting: shell } = hosting({ createHub: async () => failures.shift() ?? ok(hub('http://127.0.0.1:7420')) })
  expect([await shell.start(workspace), await shell.start(workspace), (await shell.start(workspace)).ok]).toEqual([
    err({ kind: 'not-writable' }),
    err({ kind: 'hosting-failed', detail: 'newer-format' }),
    true,
  ])
})

test('[F3] a machine that has hosted goes on hosting; one that has not does not', async () => {
  const { hosting: fresh, started } = hosting()
  await mkdir(join(dataDir, 'rooms'))
  await fresh.resume('en')
  expect([await fresh.state(), started]).toEqual([{ state: 'off' }, []])
  await writeFile(join(dataDir, 'rooms', 'directory.log'), '')
  const again = hosting()
  await again.hosting.resume('en')
  expect([(await again.hosting.state()).state, again.started.map(({ workspace: { name } }) => name)]).toEqual(['running', ['Huishang']])
})

test('[F3] closing waits for the hub, even for one that is starting, and nothing starts afterwards', async () => {
  const { hosting: shell, told } = hosting()
  const starting = shell.start(workspace)
  await Promise.all([shell.close(), shell.close()])
  await starting
  expect([told, await shell.start(workspace), await shell.state()]).toEqual([['closed'], err({ kind: 'hosting-failed', detail: 'closing' }), { state: 'off' }])
})

test('[F3] an administrator may open the hub to the network and to other origins', () => {
  expect(hostingEnvironment({}, 'app://huishang')).toEqual({ host: undefined, allowOrigins: ['app://huishang'], transport: 'encrypted' })
  expect(hostingEnvironment({ HUISHANG_HOST: '0.0.0.0', HUISHANG_INSECURE_HTTP: '1', HUISHANG_ALLOW_ORIGIN: 'https://a.example, https://b.example,' }, 'app://huishang')).toEqual({
    host: '0.0.0.0',
    allowOrigins: ['app://huishang', 'https://a.example', 'https://b.example'],
    transport: 'plain',
  })
})

test('[H5] others are let in and shut out again without a new start; the choice is kept for the next one', async () => {
  const { hosting: shell, told, kept, started } = hosting()
  await shell.start(workspace)
  const shared = await shell.setNetwork({ isShared: true, isAnnounced: false })
  expect(shared).toEqual(ok({ state: 'running', url: 'http://127.0.0.1:7420', secretaryInvite: 'invite', network: { ...NETWORK, isFixed: false, isAnnounced: false } }))
  await shell.setNetwork({ isShared: true, isAnnounced: true })
  await shell.setNetwork({ isShared: false, isAnnounced: true })
  expect([told, kept.slice(1), started.length]).toEqual([
    ['move to 0.0.0.0', 'announced false', 'announced true', 'move to 127.0.0.1', 'announced true'],
    [{ isShared: true, isAnnounced: false }, { isShared: true, isAnnounced: true }, { isShared: false, isAnnounced: true }],
    1,
  ])
  const next = hosting({ choice: { isShared: true, isAnnounced: false } })
  await next.hosting.start(workspace)
  expect(next.started.map(({ host, isAnnounced }) => ({ host, isAnnounced }))).toEqual([{ host: '0.0.0.0', isAnnounced: false }])
})

test("[H5] what an administrator has set is not the screen's to change", async () => {
  const { hosting: shell, started, told } = hosting({ host: '192.168.1.5' })
  await shell.start(workspace)
  expect([await shell.setNetwork({ isShared: false, isAnnounced: true }), started[0]?.host, told]).toEqual([err({ kind: 'refused', detail: 'set by an administrator' }), '192.168.1.5', []])
  expect(await shell.state()).toMatchObject({ network: { isShared: true, isFixed: true } })
})

test('[H5] a network that can not be listened on is said, and nothing is kept', async () => {
  const { hosting: shell, kept } = hosting({
    createHub: async () => ok({ ...hub('http://127.0.0.1:7420'), moveTo: async (host) => err({ kind: 'address-unavailable', host }) }),
  })
  expect(await shell.setNetwork({ isShared: true, isAnnounced: true })).toEqual(err({ kind: 'hosting-failed', detail: 'not running' }))
  await shell.start(workspace)
  expect([await shell.setNetwork({ isShared: true, isAnnounced: true }), kept.length]).toEqual([err({ kind: 'hosting-failed', detail: 'address-unavailable' }), 1])
})
