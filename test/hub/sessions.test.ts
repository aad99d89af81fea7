import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SessionLine } from '../../shared/api.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { connect, openRaw } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, NOON, request, startHub } from './support.ts'

const DAY_MS = 24 * 3_600_000

async function sessionsFor(url: string, token: string): Promise<SessionLine[]> {
  return ((await request(url, 'GET', '/api/sessions', token)).json as { sessions: SessionLine[] }).sessions
}

function brief({ id, createdAt, lastSeenAt, ...line }: SessionLine) {
  return { ...line, hasId: id.length > 8, created: Date.parse(createdAt) - NOON.getTime(), seen: Date.parse(lastSeenAt) - NOON.getTime() }
}

/** Joins once more as the same person. @returns the token of the second session. */
async function signInAgain(url: string, token: string, personId: string, client = 'browser'): Promise<string> {
  const { json } = await request(url, 'POST', `/api/people/${personId}/invitations`, token)
  return String((await request(url, 'POST', '/api/join', undefined, { invite: json['invite'], name: '-', client })).json['token'])
}

test('[H4] the secretary sees every session, everybody else their own; none shows a token', async () => {
  const clock = { now: NOON }
  const { url, secretaryInvite } = await startHub({ now: () => clock.now })
  const secretary = await joinHub(url, secretaryInvite, '王')
  const guest = await joinAs(url, secretary.token, 'delegate', '李')
  clock.now = new Date(NOON.getTime() + 5 * 60_000)
  const second = await signInAgain(url, guest.token, guest.person.id)
  const all = await sessionsFor(url, secretary.token)
  const [asked, now] = [5 * 60_000, { hasId: true, isActive: true }]
  expect(new Set(all.map(brief))).toEqual(
    new Set([
      { ...now, personId: secretary.person.id, client: 'other', isCurrent: true, created: 0, seen: asked },
      { ...now, personId: guest.person.id, client: 'other', isCurrent: false, created: 0, seen: asked },
      { ...now, personId: guest.person.id, client: 'browser', isCurrent: false, created: asked, seen: asked },
    ]),
  )
  const own = await sessionsFor(url, second)
  expect(own.map(({ client, isCurrent, personId }) => ({ client, isCurrent, own: personId === guest.person.id })).toSorted((a, b) => a.client.localeCompare(b.client))).toEqual([
    { client: 'browser', isCurrent: true, own: true },
    { client: 'other', isCurrent: false, own: true },
  ])
  const told = JSON.stringify(all)
  expect([secretary.token, guest.token, second].filter((secret) => told.includes(secret))).toEqual([])
})

test('[H4] a session that the secretary ends is over at once: its sockets close, its token is nobody', async () => {
  const { url, secretaryInvite } = await startHub()
  const secretary = await joinHub(url, secretaryInvite, '王')
  const guest = await joinAs(url, secretary.token, 'delegate', '李')
  const { room } = await newMeeting(url, secretary.token)
  const [directory, meeting, own] = [connect(url, 'directory', guest.token), connect(url, room, guest.token), connect(url, room, secretary.token)]
  await eventually(() => expect([directory, meeting, own].map(({ provider }) => provider.synced)).toEqual([true, true, true]))
  const line = (await sessionsFor(url, secretary.token)).find(({ personId }) => personId === guest.person.id)
  expect((await request(url, 'DELETE', `/api/sessions/${line?.id}`, secretary.token)).status).toBe(200)
  await eventually(() => expect([directory.closeCodes[0], meeting.closeCodes[0]]).toEqual([4401, 4401]))
  expect([own.closeCodes, (await request(url, 'GET', '/api/session', guest.token)).json['error'], (await openRaw(url, '/sync/directory', ['huishang', guest.token])).code]).toEqual([[], 'session-unknown', 4401])
  expect((await request(url, 'DELETE', `/api/sessions/${line?.id}`, secretary.token)).json['error']).toBe('session-gone')
})

test('[H4] all sessions of a person end together; somebody who ends their own stays in where they are', async () => {
  const { url, secretaryInvite } = await startHub()
  const secretary = await joinHub(url, secretaryInvite, '王')
  const guest = await joinAs(url, secretary.token, 'delegate', '李')
  const others = [await signInAgain(url, guest.token, guest.person.id), await signInAgain(url, secretary.token, guest.person.id, 'desktop')]
  const status = async (token: string) => (await request(url, 'GET', '/api/session', token)).status
  const path = `/api/people/${guest.person.id}/sessions`
  expect([(await request(url, 'DELETE', path, guest.token)).json, await status(guest.token), ...(await Promise.all(others.map(status)))]).toEqual([{ ended: 2 }, 200, 401, 401])
  expect([(await request(url, 'DELETE', path, secretary.token)).json, await status(guest.token)]).toEqual([{ ended: 1 }, 401])
  expect([(await request(url, 'DELETE', '/api/people/none/sessions', secretary.token)).json['error'], (await request(url, 'DELETE', path, secretary.token)).json]).toEqual(['person-unknown', { ended: 0 }])
})

test('[H4] nobody ends the sessions of others but the secretary', async () => {
  const { url, secretaryInvite } = await startHub()
  const secretary = await joinHub(url, secretaryInvite, '王')
  const chair = await joinAs(url, secretary.token, 'chair', '赵')
  const line = (await sessionsFor(url, secretary.token)).find(({ personId }) => personId === secretary.person.id)
  expect([
    (await request(url, 'DELETE', `/api/sessions/${line?.id}`, chair.token)).json['error'],
    (await request(url, 'DELETE', `/api/people/${secretary.person.id}/sessions`, chair.token)).json['error'],
    (await request(url, 'GET', '/api/session', secretary.token)).status,
  ]).toEqual(['role-refused', 'role-refused', 200])
})

test('[H4] the last secretary is not locked out by accident; the invitation of the start is the way back', async () => {
  const first = await startHub()
  const one = await joinHub(first.url, first.secretaryInvite, '王')
  const two = await joinAs(first.url, one.token, 'secretary', '李')
  const idOf = async (token: string) => (await sessionsFor(first.url, token)).find(({ isCurrent }) => isCurrent)?.id
  const ids = [await idOf(one.token), await idOf(two.token)]
  // Not the session that asks, and of two who end each other's at once one stays.
  const own = await request(first.url, 'DELETE', `/api/sessions/${ids[0]}`, one.token)
  expect([own.status, own.json['error']]).toEqual([409, 'session-current'])
  const ended = await Promise.all([request(first.url, 'DELETE', `/api/sessions/${ids[1]}`, one.token), request(first.url, 'DELETE', `/api/sessions/${ids[0]}`, two.token)])
  expect(ended.map(({ status }) => status).toSorted()).toEqual([200, 401])
  const left = ended[0].status === 200 ? one : two
  // The other is still a secretary by name, and not signed in: nobody could let people in any more.
  expect((await request(first.url, 'PATCH', `/api/people/${left.person.id}`, left.token, { role: 'chair' })).json['error']).toBe('last-secretary')
  expect((await request(first.url, 'DELETE', '/api/session', left.token)).status).toBe(200)
  await first.close()
  const second = await startHub({ dataDir: first.dataDir })
  expect((await joinHub(second.url, second.secretaryInvite, '王')).person.role).toBe('secretary')
})

test('[H4] a session nobody used for 90 days is over; one in use is not, however old', async () => {
  const clock = { now: NOON }
  const { url, secretaryInvite } = await startHub({ now: () => clock.now })
  const secretary = await joinHub(url, secretaryInvite, '王')
  const guest = await joinAs(url, secretary.token, 'delegate', '李')
  for (const days of [40, 80, 89]) {
    clock.now = new Date(NOON.getTime() + days * DAY_MS)
    expect((await request(url, 'GET', '/api/session', secretary.token)).status).toBe(200)
  }
  clock.now = new Date(NOON.getTime() + 90 * DAY_MS)
  expect([(await request(url, 'GET', '/api/session', secretary.token)).status, (await request(url, 'GET', '/api/session', guest.token)).json['error']]).toEqual([200, 'session-unknown'])
  expect((await sessionsFor(url, secretary.token)).map(({ personId }) => personId)).toEqual([secretary.person.id])
})

test('[H4] an open connection keeps its session in use, and is cut when the session is over without it', async () => {
  const clock = { now: NOON }
  const { url, secretaryInvite } = await startHub({ now: () => clock.now }, { heartbeatMs: 40 })
  const secretary = await joinHub(url, secretaryInvite, '王')
  const guest = await joinAs(url, secretary.token, 'delegate', '李')
  const open = connect(url, 'directory', guest.token)
  await eventually(() => expect(open.provider.synced).toBe(true))
  clock.now = new Date(NOON.getTime() + 80 * DAY_MS)
  await eventually(async () => expect((await sessionsFor(url, secretary.token)).map(({ personId, isActive }) => [personId, isActive])).toContainEqual([guest.person.id, true]))
  clock.now = new Date(NOON.getTime() + 400 * DAY_MS)
  await eventually(() => expect(open.closeCodes[0]).toBe(4401))
})

test('[H4] when a session was last seen is written once an hour at most, and known after a restart', async () => {
  const clock = { now: NOON }
  const first = await startHub({ now: () => clock.now })
  const { token } = await joinHub(first.url, first.secretaryInvite, '王')
  const stored = () => readFile(join(first.dataDir, 'access.json'), 'utf8')
  const atFirst = await stored()
  clock.now = new Date(NOON.getTime() + 59 * 60_000)
  for (let n = 0; n < 20; n++) await request(first.url, 'GET', '/api/session', token)
  expect(await stored()).toBe(atFirst)
  clock.now = new Date(NOON.getTime() + 3 * 3_600_000)
  await request(first.url, 'GET', '/api/session', token)
  await first.close()
  const second = await startHub({ dataDir: first.dataDir, now: () => new Date(NOON.getTime() + 90 * DAY_MS) })
  expect((await sessionsFor(second.url, token)).map(({ isCurrent }) => isCurrent)).toEqual([true])
})

test('[H4] a workspace of the format before keeps its people, sessions and invitations', async () => {
  const dataDir = await emptyFolder()
  const first = await startHub({ dataDir })
  const { token, person } = await joinHub(first.url, first.secretaryInvite, '王')
  const { json } = await request(first.url, 'POST', '/api/invitations', token, { role: 'observer', uses: 2 })
  await first.close()
  const path = join(dataDir, 'access.json')
  const { people, invitations, sessions } = JSON.parse(await readFile(path, 'utf8')) as Record<string, Record<string, unknown>[]>
  const older = {
    format: 1,
    people,
    invitations: invitations?.map(({ hash, role, departmentId, usesLeft, expiresAt, isFromStart }) => ({ hash, role, departmentId, usesLeft, expiresAt, isFromStart })),
    sessions: sessions?.map(({ hash, personId, createdAt }) => ({ hash, personId, createdAt })),
  }
  await writeFile(path, JSON.stringify(older))
  const second = await startHub({ dataDir })
  expect((await request(second.url, 'GET', '/api/session', token)).json).toEqual({ person })
  expect((await joinHub(second.url, String(json['invite']), '李')).person.role).toBe('observer')
  expect((await sessionsFor(second.url, token)).length).toBe(2)
})

test('[H4] a token counts in the header and the subprotocol only, never in an address, and is in no line of the log', async () => {
  const lines: string[] = []
  const { url, secretaryInvite, dataDir } = await startHub({ log: (line) => lines.push(line) })
  const { token } = await joinHub(url, secretaryInvite, '王')
  const { room } = await newMeeting(url, token)
  const inAddress = [
    (await request(url, 'GET', `/api/session?token=${token}`)).json['error'],
    (await request(url, 'GET', `/api/session?access_token=${token}`)).json['error'],
    (await openRaw(url, `/sync/${room}?token=${token}`, ['huishang'])).code,
    (await openRaw(url, `/sync/${room}?auth=${token}`, ['huishang', 'wrong'])).code,
  ]
  expect(inAddress).toEqual(['token-missing', 'token-missing', 4401, 4401])
  await request(url, 'POST', '/api/join', undefined, { invite: secretaryInvite, name: '李' })
  await request(url, 'GET', `/api/rooms/${token}/history?section=${token}&record=${token}`, token)
  const stored = await readFile(join(dataDir, 'access.json'), 'utf8')
  expect([...lines, stored].filter((text) => text.includes(token) || text.includes(secretaryInvite))).toEqual([])
})
