import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hub, HubOptions } from '../../electron/hub/createHub.ts'
import { createHosting, hostingEnvironment, type HostingOptions } from '../../electron/main/hosting.ts'
import { err, ok } from '../../shared/lib/result.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'huishang-hosting-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

function hub(url: string, fields: Partial<Hub> = {}): Hub {
  const network = { host: '127.0.0.1', port: 0, isShared: false, shareUrl: url, addresses: [], fingerprint: null, certificateHash: null }
  return { url, shareUrl: url, secretaryInvite: 'invite', network: () => network, moveTo: async () => ok(), peers: {} as Hub['peers'], close: async () => undefined, ...fields }
}

function hosting(createHub?: HostingOptions['createHub']): { hosting: ReturnType<typeof createHosting>; ports: number[]; names: string[]; closed: string[] } {
  const ports: number[] = []
  const names: string[] = []
  const closed: string[] = []
  const create = async (options: HubOptions): ReturnType<HostingOptions['createHub']> => {
    ports.push(options.port)
    names.push(options.workspace.name)
    if (createHub) return createHub(options)
    return ok(hub(`http://127.0.0.1:${options.port}`, { close: async () => void closed.push('closed') }))
  }
  return {
    hosting: createHosting({ createHub: create, dataDir, host: '127.0.0.1', rendererDir: 'out/renderer', allowOrigins: [], log: () => undefined, now: () => new Date(0) }),
    ports,
    names,
    closed,
  }
}

const workspace = { name: '大城管', language: 'zh-CN' } as const

test('[F3] hosting starts once, however often it is asked', async () => {
  const { hosting: shell, ports } = hosting()
  expect(await shell.state()).toEqual({ state: 'off' })
  const expected = { state: 'running', url: 'http://127.0.0.1:7420', secretaryInvite: 'invite' }
  expect(await Promise.all([shell.start(workspace), shell.start(workspace), shell.state()])).toEqual([ok(expected), ok(expected), expected])
  expect(ports).toEqual([7420])
})

test('[F3] a taken port makes room for any other', async () => {
  const { hosting: shell, ports } = hosting(async ({ port }) => port === 7420 ? err({ kind: 'port-taken', port }) : ok(hub('http://127.0.0.1:4')))
  expect(await shell.start(workspace)).toEqual(ok({ state: 'running', url: 'http://127.0.0.1:4', secretaryInvite: 'invite' }))
  expect(ports).toEqual([7420, 0])
})

test('[F3] a failed start says why without the path, and can be tried again', async () => {
  const failures = [err({ kind: 'not-writable', path: '/secret' }), err({ kind: 'newer-format', path: '/secret' })]
  const { hosting: shell } = hosting(async () => failures.shift() ?? ok(hub('http://127.0.0.1:7420')))
  expect([await shell.start(workspace), await shell.start(workspace), (await shell.start(workspace)).ok]).toEqual([
    err({ kind: 'not-writable' }),
    err({ kind: 'hosting-failed', detail: 'newer-format' }),
    true,
  ])
})

test('[F3] a machine that has hosted goes on hosting; one that has not does not', async () => {
  const { hosting: fresh, ports } = hosting()
  await mkdir(join(dataDir, 'rooms'))
  await fresh.resume('en')
  expect([await fresh.state(), ports]).toEqual([{ state: 'off' }, []])
  await writeFile(join(dataDir, 'rooms', 'directory.log'), '')
  const again = hosting()
  await again.hosting.resume('en')
  expect([(await again.hosting.state()).state, again.names]).toEqual(['running', ['Huishang']])
})

test('[F3] closing waits for the hub, even for one that is starting, and nothing starts afterwards', async () => {
  const { hosting: shell, closed } = hosting()
  const starting = shell.start(workspace)
  await Promise.all([shell.close(), shell.close()])
  await starting
  expect([closed, await shell.start(workspace), await shell.state()]).toEqual([['closed'], err({ kind: 'hosting-failed', detail: 'closing' }), { state: 'off' }])
})

test('[F3] an administrator may open the hub to the network and to other origins', () => {
  expect(hostingEnvironment({}, 'app://huishang')).toEqual({ host: '127.0.0.1', allowOrigins: ['app://huishang'] })
  expect(hostingEnvironment({ HUISHANG_HOST: '0.0.0.0', HUISHANG_ALLOW_ORIGIN: 'https://a.example, https://b.example,' }, 'app://huishang')).toEqual({
    host: '0.0.0.0',
    allowOrigins: ['app://huishang', 'https://a.example', 'https://b.example'],
  })
})
