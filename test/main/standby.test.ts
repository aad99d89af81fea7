import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createHub, type Hub } from '../../electron/hub/createHub.ts'
import { createStandby } from '../../electron/main/standby.ts'

let folder: string
let host: Hub
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huishang-standby-'))
  const started = await createHub(options('host'))
  if (!started.ok) throw new Error(started.error.kind)
  host = started.value
})
afterEach(async () => {
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

function options(name: string) {
  return { dataDir: join(folder, name), host: '127.0.0.1', port: 0, rendererDir: folder, allowOrigins: [], workspace: { name: '大城管', language: 'zh-CN' as const }, log: () => undefined, now: () => new Date() }
}

async function ask(method: string, path: string, body?: unknown, token?: string): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) }
  const response = await fetch(`${host.url}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  return (await response.json()) as Record<string, unknown>
}

function eventually<T>(check: () => Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 20_000, interval: 50 })
}

test('[H8] a desktop keeps a copy for a person who is named, and deletes it when the consent is withdrawn', { timeout: 60_000 }, async () => {
  const { token: secretary } = (await ask('POST', '/api/join', { invite: host.secretaryInvite, name: '秘书' })) as { token: string }
  const { invite } = await ask('POST', '/api/invitations', { role: 'coordinator' }, secretary)
  const deputy = (await ask('POST', '/api/join', { invite, name: '副秘书' })) as { token: string; person: { id: string } }
  const standby = createStandby({ ...options('standby'), createHub, ownHub: async () => undefined })
  const request = { hubUrl: host.url, fingerprint: null, token: deputy.token, personId: deputy.person.id, isHosted: false }
  expect(await standby.follow(request)).toEqual({ ok: false, error: { kind: 'refused', detail: 'role-refused' } })
  await ask('POST', '/api/hosting/stand-ins', { standIns: [{ personId: deputy.person.id }] }, secretary)
  expect((await standby.follow(request)).ok).toBe(true)
  await eventually(async () => expect(await standby.state()).toMatchObject({ state: 'following', isCopied: true }))
  await ask('POST', '/api/hosting/stand-ins', { standIns: [] }, secretary)
  await eventually(async () => expect([await standby.state(), (await readdir(folder)).toSorted()]).toEqual([{ state: 'off' }, ['host']]))
  await standby.close()
})

test('[H8] a disk that does not even let the copy begin is said, and tried again until it does', { timeout: 60_000 }, async () => {
  const { token: secretary } = (await ask('POST', '/api/join', { invite: host.secretaryInvite, name: '秘书' })) as { token: string }
  const { invite } = await ask('POST', '/api/invitations', { role: 'coordinator' }, secretary)
  const deputy = (await ask('POST', '/api/join', { invite, name: '副秘书' })) as { token: string; person: { id: string } }
  await ask('POST', '/api/hosting/stand-ins', { standIns: [{ personId: deputy.person.id }] }, secretary)
  const standby = createStandby({ ...options('standby'), createHub, ownHub: async () => undefined, retryMs: 50 })
  // No folder can be made where a file is.
  await writeFile(join(folder, 'standby'), '')
  const followed = await standby.follow({ hubUrl: host.url, fingerprint: null, token: deputy.token, personId: deputy.person.id, isHosted: false })
  expect([followed.ok, await standby.state()]).toEqual([false, { state: 'not-saving' }])
  await rm(join(folder, 'standby'))
  await eventually(async () => expect(await standby.state()).toMatchObject({ state: 'following', isCopied: true, isSaving: true }))
  await standby.close()
})
