import { createServer } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { expect, test } from 'vitest'
import { newNonce } from '../../../electron/hub/link/proof.ts'
import { atEnd } from '../../support/atEnd.ts'
import { eventually, request, startHub } from '../support.ts'
import { LINK_VERSION } from '../../../electron/hub/link/linkMessages.ts'
import { authorizationOf, callHub, RawLink, upgradeStatus, workspaceOf, type Workspace } from './RawLink.ts'
import { copy, expectUnharmed, startScene, type Scene } from './scene.ts'

interface LinkScene extends Scene {
  readonly workspace: Workspace
}

async function startLinkScene(): Promise<LinkScene> {
  const scene = await startScene()
  return { ...scene, workspace: await workspaceOf(scene.hub.dataDir) }
}

/** @returns checks at the end that nothing has come of it. */
function watch(scene: Scene): () => Promise<void> {
  const before = copy(scene.honest.doc)
  return async () => {
    await eventually(() => expect([scene.hub.peers.links().length, scene.hub.peers.standing.isHosting]).toEqual([0, true]))
    await expectUnharmed(scene, before)
  }
}

const OTHER_KEY = 'A'.repeat(43)

test('[H3] attack: a link without proof, with a wrong one, or with what opens other doors', async () => {
  const scene = await startLinkScene()
  const { url, workspace, secretary, hub } = scene
  const unharmed = watch(scene)
  const called = await callHub(url, workspace)
  const good = authorizationOf(workspace, called)
  const [scheme = '', hubId = '', callerNonce = '', calleeNonce = '', proof = ''] = good.split(' ')
  const say = (...words: string[]) => ({ Authorization: [scheme, ...words].join(' ') })
  const tries = [
    {},
    { Authorization: scheme },
    { Authorization: `Bearer ${secretary.token}` },
    { Authorization: `Bearer ${workspace.key}` },
    say(hubId, callerNonce, calleeNonce, OTHER_KEY),
    say(hubId, callerNonce, calleeNonce, proof.slice(0, -1)),
    say(hubId, callerNonce, calleeNonce, secretary.token),
    say(hubId, callerNonce, calleeNonce, workspace.key),
    // Another hub's name, another nonce of either side, and nonces the other way round.
    say('another-hub', callerNonce, calleeNonce, proof),
    say(hubId, newNonce(), calleeNonce, proof),
    say(hubId, callerNonce, newNonce(), proof),
    say(hubId, calleeNonce, callerNonce, proof),
    { Authorization: authorizationOf({ ...workspace, key: OTHER_KEY }, called) },
    { Authorization: authorizationOf(workspace, { ...called, json: { ...called.json, nonce: newNonce() } }) },
  ]
  for (const headers of tries) expect([headers, await upgradeStatus(url, headers)]).toEqual([headers, 401])
  // A participant's token where tokens are taken elsewhere.
  expect(await upgradeStatus(url, {}, ['huishang', secretary.token])).toBe(401)
  expect(await upgradeStatus(url, {}, ['huishang', hub.secretaryInvite])).toBe(401)
  await unharmed()
})

test('[H3] attack: a proof that was used, and a proof of another call', async () => {
  const scene = await startLinkScene()
  const { url, workspace } = scene
  const unharmed = watch(scene)
  const [first, second] = [await callHub(url, workspace), await callHub(url, workspace)]
  const overheard = authorizationOf(workspace, first)
  expect(await upgradeStatus(url, { Authorization: overheard })).toBe(101)
  expect(await upgradeStatus(url, { Authorization: overheard })).toBe(401)
  const mixed = authorizationOf(workspace, second).split(' ')
  expect(await upgradeStatus(url, { Authorization: [...mixed.slice(0, 4), overheard.split(' ')[4]].join(' ') })).toBe(401)
  await Promise.all(scene.hub.peers.links().map((link) => link.close()))
  // Not over a restart either: what the hub sealed nonces with is gone.
  const late = authorizationOf(workspace, second)
  await unharmed()
  const again = await startHub({ dataDir: scene.hub.dataDir })
  expect(await upgradeStatus(again.url, { Authorization: late })).toBe(401)
})

test('[H3] attack: the hub is made to answer its own challenge', async () => {
  const scene = await startLinkScene()
  const { url, workspace, hub } = scene
  const unharmed = watch(scene)
  const called = await callHub(url, workspace)
  const { nonce = '', proof = '' } = called.json
  expect(await upgradeStatus(url, { Authorization: `HuishangLink ${called.hubId} ${called.callerNonce} ${nonce} ${proof}` })).toBe(401)

  const heard: { readonly hubId: string; readonly nonce: string }[] = []
  const statuses: number[] = []
  const impostor = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      void (async () => {
        const said = JSON.parse(Buffer.concat(chunks).toString()) as { hubId: string; nonce: string }
        heard.push(said)
        const asItself = await callHub(url, workspace, said.hubId, { nonce: said.nonce })
        const asAnother = await callHub(url, workspace, 'raw-hub', { nonce: said.nonce })
        statuses.push(asItself.status, asAnother.status)
        response.end(JSON.stringify(asAnother.json))
      })()
    })
  })
  await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve))
  atEnd(async () => void impostor.close())
  const address = impostor.address()
  const linked = await hub.peers.link({ url: `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}` })
  expect({ linked, statuses, calls: heard.length }).toEqual({ linked: { ok: false, error: { kind: 'not-proved' } }, statuses: [409, 200], calls: 1 })
  await unharmed()
})

test('[H3] attack: calls that are none: other shapes, older and newer versions, too long, broken off, from pages and by foreign names', async () => {
  const scene = await startLinkScene()
  const { url, workspace } = scene
  const unharmed = watch(scene)
  const status = async (fields: Record<string, unknown>) => (await callHub(url, workspace, 'raw-hub', fields)).status
  expect([await status({ version: LINK_VERSION - 1 }), await status({ version: LINK_VERSION + 1 }), await status({ version: -1 })]).toEqual([426, 426, 426])
  const shapes = [{ version: '1' }, { nonce: '' }, { nonce: 'short' }, { nonce: 'n'.repeat(129) }, { nonce: `${'n'.repeat(40)}\n` }, { nonce: ['n'.repeat(43)] }, { hubId: '' }, { hubId: '../x' }, { hubId: 7 }, { workspaceId: null }]
  for (const shape of shapes) expect([shape, await status(shape)]).toEqual([shape, 400])
  expect(await status({ workspaceId: 'another' })).toBe(404)
  const post = (body: string, headers: Record<string, string> = {}) => fetch(`${url}/link`, { method: 'POST', body, headers }).then((answer) => answer.status)
  for (const body of ['', '{', 'null', '[]', '"x"', '['.repeat(4_000)]) expect([body, await post(body)]).toEqual([body, 400])
  expect(await post(JSON.stringify({ nonce: 'n'.repeat(1_000_000) }))).toBe(400)
  const whole = JSON.stringify({ version: 1, workspaceId: workspace.id, hubId: 'raw-hub', nonce: newNonce() })
  expect(await post(whole, { Origin: 'https://elsewhere.example' })).toBe(400)
  expect(await rawAnswer(url, `POST /link HTTP/1.1\r\nHost: elsewhere.example\r\nContent-Length: ${whole.length}\r\n\r\n${whole}`)).toMatch(/^HTTP\/1\.1 421 /)
  // Longer than is waited for; promised, begun, and broken off.
  expect(await rawAnswer(url, `POST /link HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Length: 9000000\r\n\r\n${' '.repeat(2_000_000)}`)).not.toMatch(/^HTTP\/1\.1 2/)
  await rawAnswer(url, `POST /link HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Length: 100\r\n\r\n{"version"`, 50)
  expect((await fetch(`${url}/link`)).status).toBe(404)
  await unharmed()
})

test('[H3] attack: frames sent along with an upgrade that is refused, and sockets that stay after it', async () => {
  const scene = await startLinkScene()
  const { url } = scene
  const unharmed = watch(scene)
  const { hostname, port, host } = new URL(url)
  const head = `GET /link HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`
  for (const path of ['/link', '/sync/directory/../x']) {
    const socket = connectTcp({ host: hostname, port: Number(port), allowHalfOpen: true })
    atEnd(async () => socket.destroy())
    const gone = new Promise<string>((resolve) => socket.once('close', () => resolve('let go')).on('error', () => undefined))
    socket.write(head.replace('/link', path))
    const frames = Buffer.alloc(64 * 1024, 0x82)
    // Never closes its own side: only a hub that lets go of the socket ends this.
    const more = setInterval(() => socket.write(frames), 20)
    atEnd(async () => clearInterval(more))
    socket.resume()
    expect(await gone).toBe('let go')
    clearInterval(more)
  }
  await unharmed()
})

test('[H3] attack: a flood of calls keeps no honest hub out; a flood of links of one hub ends', async () => {
  const scene = await startLinkScene()
  const { url, workspace } = scene
  const unharmed = watch(scene)
  const honest = await callHub(url, workspace, 'honest-hub')
  for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 60 }, (_, n) => callHub(url, workspace, `flood-${round}-${n}`)))
  expect(await upgradeStatus(url, { Authorization: authorizationOf(workspace, honest) })).toBe(101)
  const statuses: number[] = []
  for (let n = 0; n < 10; n++) statuses.push(await upgradeStatus(url, { Authorization: authorizationOf(workspace, await callHub(url, workspace)) }))
  expect(statuses).toEqual([101, 101, 101, 101, 101, 101, 101, 101, 429, 429])
  await Promise.all(scene.hub.peers.links().map((link) => link.close()))
  await eventually(() => expect(scene.hub.peers.links()).toEqual([]))
  await unharmed()
})

test('[H3] attack: a hub with the key speaks for another, or claims a term that leaves none above it', async () => {
  const scene = await startLinkScene()
  const { url, workspace, hub } = scene
  const unharmed = watch(scene)
  for (const standing of [
    { hubId: 'another-hub', mode: 'hosting' as const, term: 99 },
    { hubId: hub.peers.standing.own().hubId, mode: 'standby' as const, term: 0 },
    { hubId: 'raw-hub', mode: 'hosting' as const, term: Number.MAX_SAFE_INTEGER },
    { hubId: 'raw-hub', mode: 'standby' as const, term: Number.MAX_SAFE_INTEGER },
    { hubId: 'raw-hub', mode: 'hosting' as const, term: 1e300 },
    { hubId: 'raw-hub', mode: 'hosting' as const, term: -1 },
  ]) {
    const link = await RawLink.open(url, workspace)
    link.tell({ type: 'standing', isSaving: true, standing })
    expect(await link.closing).toEqual({ code: 1001, text: 'failed' })
  }
  await unharmed()
})

test('[H3] attack: a hub whose person is no longer named is cut at once, and its key opens nothing', async () => {
  const scene = await startLinkScene()
  const { url, workspace, secretary, delegateB } = scene
  const unharmed = watch(scene)
  const name = (...personIds: string[]) => request(url, 'POST', '/api/hosting/stand-ins', secretary.token, { standIns: personIds.map((personId) => ({ personId })) })
  await name(delegateB.person.id)
  const link = await RawLink.open(url, workspace)
  await link.stand()
  const pending = authorizationOf(workspace, await callHub(url, workspace))
  await name()
  expect((await link.closing).code).toBe(1001)
  expect(await upgradeStatus(url, { Authorization: pending })).toBe(401)
  await expect(RawLink.open(url, workspace)).rejects.toThrow('HTTP 401')
  expect((await request(url, 'GET', '/api/hosting/key', delegateB.token)).status).toBe(403)
  await unharmed()
})

/** What comes back of bytes that are sent as they are. `breakOffMs`: how long to wait before breaking off. */
function rawAnswer(url: string, text: string, breakOffMs?: number): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connectTcp({ host: hostname, port: Number(port) }, () => socket.write(text))
    const chunks: Buffer[] = []
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      if (breakOffMs === undefined) socket.destroy()
    })
    socket.once('close', () => resolve(Buffer.concat(chunks).toString()))
    if (breakOffMs !== undefined) setTimeout(() => socket.destroy(), breakOffMs)
  })
}
