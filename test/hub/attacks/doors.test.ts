import { expect, test } from 'vitest'
import { openRaw } from '../connect.ts'
import { eventually, joinAs, joinHub, request, startHub } from '../support.ts'
import { RawClient } from './RawClient.ts'
import { copy, expectUnharmed, refusal, startScene } from './scene.ts'

/** What anybody could learn of the room over this connection. */
async function learnt(url: string, room: string, token: string, headers: Readonly<Record<string, string>> = {}): Promise<{ code: number; text: string; bytes: number }> {
  const client = new RawClient(url, room, token, headers)
  client.socket.on('open', () => {
    client.sendStep1(Uint8Array.from([0]))
    client.askPresence()
  })
  return { ...(await client.closing), bytes: client.receivedBytes }
}

const gate = (reason: 'session-unknown' | 'room-unknown') => ({ ...refusal(reason), bytes: 0 })

test('[H3] attack: a room read without a token, with a guessed one, or with another secret that exists', async () => {
  const scene = await startScene()
  const { url, room, secretary, hub } = scene
  const before = copy(scene.honest.doc)
  const { json } = await request(url, 'POST', '/api/invitations', secretary.token, { role: 'secretary' })
  const { token } = secretary
  const guesses = [
    'x', token.slice(0, -1), `${token}x`, token.toUpperCase(), token.toLowerCase(), [...token].toReversed().join(''), 'undefined', 'null',
    String(json['invite']), hub.secretaryInvite, secretary.person.id,
  ]
  for (const guess of guesses) expect(await learnt(url, room, guess)).toEqual(gate('session-unknown'))
  await expectUnharmed(scene, before)
})

test('[H3] attack: a token in the address or in a cookie opens nothing', async () => {
  const { url, room, secretary } = await startScene()
  const { token } = secretary
  const tries = [
    await openRaw(url, `/sync/${room}?token=${token}`, ['huishang']),
    await openRaw(url, `/sync/${room}?access_token=${token}`, ['huishang']),
    await openRaw(url, `/sync/${room}`, ['huishang'], { Cookie: `token=${token}` }),
    await openRaw(url, `/sync/${room}`, ['huishang'], { Authorization: `Bearer ${token}x` }),
  ]
  expect(tries.map(({ code }) => code)).toEqual([4401, 4401, 4401, 4401])
  const statuses = [
    (await fetch(`${url}/api/session?token=${token}`)).status,
    (await fetch(`${url}/api/session`, { headers: { Cookie: `token=${token}` } })).status,
    (await fetch(`${url}/api/session`, { headers: { Authorization: token } })).status,
    (await fetch(`${url}/api/session`, { headers: { Authorization: `Basic ${token}` } })).status,
    (await fetch(`${url}/api/session`, { headers: { Authorization: `Bearer ${token}` } })).status,
  ]
  expect(statuses).toEqual([401, 401, 401, 401, 200])
})

test('[H3] attack: a token replayed after its owner left', async () => {
  const { url, room, secretary, departmentA } = await startScene()
  const { token } = await joinAs(url, secretary.token, 'delegate', '甲', departmentA)
  const open = await RawClient.join(url, room, token)
  await request(url, 'DELETE', '/api/session', token)
  expect(await open.closing).toEqual(refusal('session-unknown'))
  expect([await learnt(url, room, token), (await request(url, 'GET', '/api/session', token)).status]).toEqual([gate('session-unknown'), 401])
})

test('[H3] attack: an edit sent at the very moment the session ends', async () => {
  const scene = await startScene()
  const { url, room, secretary, ids } = scene
  const { token } = await joinAs(url, secretary.token, 'delegate', '甲', scene.departmentA)
  const attacker = await RawClient.join(url, room, token)
  const left = request(url, 'DELETE', '/api/session', token)
  await left
  const before = copy(scene.honest.doc)
  // The socket of a client that ignores the goodbye is still there.
  attacker.sendUpdate(attacker.forge((doc) => doc.getMap('issues').delete(ids.issueA)))
  expect(await attacker.closing).toEqual(refusal('session-unknown'))
  await expectUnharmed(scene, before)
})

test('[H3] attack: the token of another workspace', async () => {
  const { url, room } = await startScene()
  const other = await startHub()
  const { token } = await joinHub(other.url, other.secretaryInvite, '别处的秘书')
  expect([await learnt(url, room, token), (await request(url, 'GET', '/api/meetings', token)).status]).toEqual([gate('session-unknown'), 401])
})

test('[H3] attack: rooms that are none, among them ballots not yet revealed and files of the hub', async () => {
  const { url, room, meetingId, secretary, delegateA } = await startScene()
  const names = [
    'meeting/none', 'meeting/', 'meeting', '', '/', `${room}/`, `${room}/ballots`, `ballots/${meetingId}`, `ballot/${meetingId}`, `meeting/${meetingId}/scores`, 'ballots', 'pool', 'pool/', 'pool/drafts', 'ledger/2026',
    'access.json', '..%2faccess.json', 'directory%00', 'directory/', 'Directory', 'meeting%2F..%2Fdirectory', 'meeting%2F%2e%2e', '__proto__', 'constructor', 'meeting/__proto__', 'meeting/constructor', 'meeting/toString',
  ]
  for (const name of names) {
    const { code, bytes } = await learnt(url, name, delegateA.token)
    expect({ name, code, bytes }).toEqual({ name, code: refusal('room-unknown').code, bytes: 0 })
  }
  const routes = [`/api/meetings/${meetingId}/ballots`, `/api/meetings/${meetingId}/scores`, `/api/ballots`, `/api/meetings/${meetingId}`, '/api/people', '/api/tokens', '/metrics/../access.json']
  for (const path of routes) expect({ path, status: (await fetch(`${url}${path}`, { headers: { Authorization: `Bearer ${secretary.token}` } })).status }).toEqual({ path, status: 404 })
})

test('[H3] attack: a page of another origin opens a room', async () => {
  const { url, room, secretary } = await startScene()
  const { host, port } = new URL(url)
  const origins = [
    'https://evil.example', 'null', '', 'file://', `https://${host}`, `http://${host}.evil.example`, `http://evil.example@${host}`, `http://127.0.0.1:${Number(port) + 1}`, 'http://127.0.0.1',
    'app://huishang.evil.example', 'app://huishang/', 'app://HUISHANG', `http://${host}/`, `HTTP://${host}`, `${url} ${url}`,
  ]
  for (const Origin of origins) {
    const { opened, code } = await openRaw(url, `/sync/${room}`, ['huishang', secretary.token], { Origin })
    expect({ Origin, opened, code }).toEqual({ Origin, opened: false, code: 403 })
  }
})

test('[H3] attack: DNS rebinding: a foreign name that points at the hub', async () => {
  const { url, room, secretary } = await startScene()
  const { host, port } = new URL(url)
  const names = [`evil.example:${port}`, 'evil.example', `127.0.0.1.evil.example:${port}`, `localhost.evil.example:${port}`, `${host}.`, `127.1:${port}`, `2130706433:${port}`, `0x7f000001:${port}`, `0.0.0.0:${port}`, `${host}@evil.example`, '127.0.0.1', `[::ffff:127.0.0.1]:${port}`]
  for (const Host of names) {
    const { opened, code } = await openRaw(url, `/sync/${room}`, ['huishang', secretary.token], { Host, Origin: `http://${Host}` })
    expect({ Host, opened, code }).toEqual({ Host, opened: false, code: 421 })
  }
})

test('[H3] guessing tokens over the socket does not keep others out', async () => {
  const { url, room, secretary } = await startScene()
  await Promise.all(Array.from({ length: 200 }, (_, n) => learnt(url, room, `guess-${n}`)))
  const client = await RawClient.join(url, room, secretary.token)
  await eventually(() => expect(client.doc.getMap('info').size).toBe(1))
})
