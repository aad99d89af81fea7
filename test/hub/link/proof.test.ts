import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { linkCalls } from '../../../electron/hub/link/linkCalls.ts'
import { LINK_VERSION } from '../../../electron/hub/link/linkMessages.ts'
import { openRaw } from '../connect.ts'
import { startHub } from '../support.ts'
import { copyOf, newWorkspace } from './linkSupport.ts'

const CALL = { version: LINK_VERSION, hubId: 'stranger', nonce: 'n'.repeat(43) }

async function call(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/link`, { method: 'POST', body: JSON.stringify(body), headers })
  return { status: response.status, json: (await response.json()) as Record<string, string> }
}

async function workspaceOf(dataDir: string): Promise<{ id: string; key: string }> {
  const access = JSON.parse(await readFile(join(dataDir, 'access.json'), 'utf8')) as { replica: { workspace: { id: string; key: string } } }
  return access.replica.workspace
}

test('[H8] a hub links only with one that holds the same key', async () => {
  const { dataDir } = await newWorkspace()
  const copy = await copyOf(dataDir)
  const path = join(copy, 'access.json')
  await writeFile(path, (await readFile(path, 'utf8')).replace((await workspaceOf(dataDir)).key, 'A'.repeat(43)))
  const [hub, other, impostor] = [await startHub({ dataDir }), await startHub(), await startHub({ dataDir: copy })]
  expect(await impostor.peers.link({ url: hub.url })).toEqual({ ok: false, error: { kind: 'not-proved' } })
  expect(await other.peers.link({ url: hub.url })).toEqual({ ok: false, error: { kind: 'refused', reason: 'workspace-unknown' } })
  expect(await hub.peers.link({ url: hub.url })).toEqual({ ok: false, error: { kind: 'refused', reason: 'same-hub' } })
  expect(await hub.peers.link({ url: 'http://192.0.2.1:7420' })).toEqual({ ok: false, error: { kind: 'address-insecure' } })
})

test('[H8] whoever calls without the key gets a nonce and no further', async () => {
  const { dataDir } = await newWorkspace()
  const hub = await startHub({ dataDir })
  const { id, key } = await workspaceOf(dataDir)
  const answer = await call(hub.url, { ...CALL, workspaceId: id })
  expect({ ...answer, json: Object.keys(answer.json) }).toEqual({ status: 200, json: ['hubId', 'nonce', 'proof'] })
  expect(JSON.stringify(answer)).not.toContain(key)

  const { nonce = '', proof = '' } = answer.json
  const open = (authorization: string, headers = {}) => openRaw(hub.url, '/link', [], { ...(authorization && { Authorization: authorization }), ...headers })
  // The hub's own proof sent back, and none at all.
  expect((await open(`HuishangLink ${CALL.hubId} ${CALL.nonce} ${nonce} ${proof}`)).code).toBe(401)
  expect((await open('')).code).toBe(401)
  expect((await open(`HuishangLink ${CALL.hubId} ${CALL.nonce} ${nonce} ${'A'.repeat(43)}`)).code).toBe(401)
  expect((await open('', { Origin: 'https://elsewhere.example' })).code).toBe(403)
  expect((await open('', { Host: 'elsewhere.example' })).code).toBe(421)
  expect((await call(hub.url, CALL)).status).toBe(400)
  expect((await call(hub.url, { ...CALL, workspaceId: id }, { Origin: 'https://elsewhere.example' })).status).toBe(400)
})

test('[H8] a nonce is good for the caller it was given to, for half a minute and once', () => {
  const clock = { ms: 1_000 }
  const calls = linkCalls(() => clock.ms)
  const made = { caller: 'hub-a', callerNonce: 'n'.repeat(43) }
  const given = () => ({ ...made, calleeNonce: calls.answer(made) })
  const [first, second] = [given(), given()]
  expect(first.calleeNonce).not.toBe(second.calleeNonce)
  expect([calls.isOurs(first), calls.isOurs({ ...first, caller: 'hub-b' }), calls.isOurs({ ...first, callerNonce: 'm'.repeat(43) }), linkCalls(() => clock.ms).isOurs(first)]).toEqual([true, false, false, false])
  expect([calls.use(first), calls.use(first), calls.isOurs(first)]).toEqual([true, false, false])
  const later = second.calleeNonce.replace(/^\w+/, 'zzzzzz')
  expect(calls.isOurs({ ...second, calleeNonce: later })).toBe(false)
  clock.ms += 30_000
  expect(calls.isOurs(second)).toBe(true)
  clock.ms += 1
  expect(calls.isOurs(second)).toBe(false)
})
