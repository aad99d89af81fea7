import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashSecret, newInvitationCode, readInvitationCode } from '../../electron/hub/access/invitationCode.ts'
import { joinAs, joinHub, NOON, request, startHub } from './support.ts'

test('[F5] a code is taken as people write it: case, spaces, look-alikes, full width, the whole link', () => {
  const forms = ['K7QX-M2PD-9R10', 'k7qxm2pd9r10', ' K7QX M2PD 9RIO ', 'k7qx–m2pd–9rlo', 'Ｋ７ＱＸ－Ｍ２ＰＤ－９Ｒ１０', 'http://10.0.0.5:7420/#/join/K7QX-M2PD-9R10']
  expect(forms.map(readInvitationCode)).toEqual(forms.map(() => 'K7QXM2PD9R10'))
  expect(['', 'K7QX', 'K7QX-M2PD-9R1U', 'K7QX-M2PD-9R10-X', 'http://10.0.0.5:7420/'].map(readInvitationCode)).toEqual([undefined, undefined, undefined, undefined, undefined])
})

test('[F5] codes differ and read back', () => {
  const codes = Array.from({ length: 200 }, newInvitationCode)
  expect([new Set(codes).size, codes.every((code) => readInvitationCode(code) === code.replaceAll('-', ''))]).toEqual([200, true])
})

test('[F5] unknown, used and expired invitations each say what to do', async () => {
  const clock = { now: NOON }
  const { url, secretaryInvite } = await startHub({ now: () => clock.now })
  const { token } = await joinHub(url, secretaryInvite, '王')
  const { json } = await request(url, 'POST', '/api/invitations', token, { role: 'observer', expiresInHours: 1 })
  const attempt = (invite: unknown) => request(url, 'POST', '/api/join', undefined, { invite, name: '李' })
  const unknown = await attempt('AAAA-AAAA-AAAA')
  const used = await attempt(secretaryInvite)
  clock.now = new Date(NOON.getTime() + 2 * 3_600_000)
  const expired = await attempt(json['invite'])
  expect([unknown, used, expired].map(({ status, json: { error, message } }) => ({ status, error, message }))).toEqual([
    { status: 404, error: 'invitation-unknown', message: 'No invitation has this code. Check it letter by letter, or ask the secretary for a new one.' },
    { status: 410, error: 'invitation-used', message: 'This invitation has been used already. Ask the secretary for a new one.' },
    { status: 410, error: 'invitation-expired', message: 'This invitation has expired. Ask the secretary for a new one.' },
  ])
})

test('[F5] of ten people with the last use of an invitation one gets in', async () => {
  const { url, secretaryInvite } = await startHub()
  const outcomes = await Promise.all(Array.from({ length: 10 }, (_, n) => request(url, 'POST', '/api/join', undefined, { invite: secretaryInvite, name: `${n}` })))
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 410)])
})

test('[F5] an invitation shows what it offers, and is not used by showing it', async () => {
  const { url, secretaryInvite } = await startHub()
  const check = (invite: string) => request(url, 'POST', '/api/invitations/check', undefined, { invite })
  expect(await check(secretaryInvite)).toEqual({ status: 200, json: { workspace: { name: '大城管', language: 'zh-CN' }, role: 'secretary', department: null, isFirst: true, person: null } })
  const { token } = await joinHub(url, secretaryInvite, '王')
  const { json: department } = await request(url, 'POST', '/api/departments', token, { name: '住建局' })
  const { json } = await request(url, 'POST', '/api/invitations', token, { role: 'delegate', departmentId: department['id'] })
  expect(await check(String(json['link']))).toEqual({ status: 200, json: { workspace: { name: '大城管', language: 'zh-CN' }, role: 'delegate', department: '住建局', isFirst: false, person: null } })
  expect((await check(secretaryInvite)).json['error']).toBe('invitation-used')
})

test('[F5] each start has a new invitation for the secretary; the unused one before stops working, sessions go on', async () => {
  const first = await startHub()
  await first.close()
  const second = await startHub({ dataDir: first.dataDir })
  expect((await request(second.url, 'POST', '/api/join', undefined, { invite: first.secretaryInvite, name: '王' })).json['error']).toBe('invitation-unknown')
  const { token, person } = await joinHub(second.url, second.secretaryInvite, '王')
  await second.close()
  const third = await startHub({ dataDir: first.dataDir })
  expect((await request(third.url, 'GET', '/api/session', token)).json).toEqual({ person })
  expect((await request(third.url, 'POST', '/api/join', undefined, { invite: second.secretaryInvite, name: '李' })).json['error']).toBe('invitation-used')
})

test('[F5] no secret is stored as it is, and nobody else may read the file', async () => {
  const lines: string[] = []
  const { url, dataDir, secretaryInvite } = await startHub({ log: (line) => lines.push(line) })
  const { token } = await joinHub(url, secretaryInvite, '王秘书')
  const { json } = await request(url, 'POST', '/api/invitations', token, { role: 'observer' })
  const stored = await readFile(join(dataDir, 'access.json'), 'utf8')
  const secrets = [token, secretaryInvite, String(json['invite'])].flatMap((secret) => [secret, secret.replaceAll('-', '')])
  expect({ stored: secrets.filter((secret) => stored.includes(secret)), logged: lines.filter((line) => [...secrets, '王秘书'].some((word) => line.includes(word))) }).toEqual({
    stored: [],
    logged: [],
  })
})

test('[F5] an unknown role or department makes no invitation', async () => {
  const { url, secretaryInvite } = await startHub()
  const { token } = await joinHub(url, secretaryInvite, '王')
  const ask = async (body: unknown) => (await request(url, 'POST', '/api/invitations', token, body)).json['error']
  expect([await ask({ role: 'emperor' }), await ask({ role: 'delegate', departmentId: 'none' }), await ask({ role: 'observer', uses: 0 }), await ask({})]).toEqual([
    'request-invalid',
    'department-unknown',
    'request-invalid',
    'request-invalid',
  ])
})

test('[H4] invitations are listed without their codes: who made them, for what, what is left and why not', async () => {
  const clock = { now: NOON }
  const { url, secretaryInvite } = await startHub({ now: () => clock.now })
  const { token, person } = await joinHub(url, secretaryInvite, '王')
  const { json: department } = await request(url, 'POST', '/api/departments', token, { name: '住建局' })
  const invite = async (terms: Record<string, unknown>) => String((await request(url, 'POST', '/api/invitations', token, terms)).json['invite'])
  const codes = [await invite({ role: 'observer', expiresInHours: 1 }), await invite({ role: 'delegate', departmentId: department['id'], uses: 3 }), await invite({ role: 'chair' })]
  await joinHub(url, codes[1] ?? '', '李')
  const listed = async () => ((await request(url, 'GET', '/api/invitations', token)).json as { invitations: Record<string, unknown>[] }).invitations
  await request(url, 'DELETE', `/api/invitations/${String((await listed())[0]?.['id'])}`, token)
  clock.now = new Date(NOON.getTime() + 2 * 3_600_000)
  const list = await listed()
  expect(list.map(({ id, createdAt, expiresAt, ...rest }) => ({ ...rest, named: typeof id, made: createdAt === undefined, ends: typeof expiresAt }))).toEqual([
    { state: 'revoked', role: 'chair', departmentId: null, personId: null, uses: 1, usesLeft: 1, createdBy: person.id, named: 'string', made: false, ends: 'string' },
    { state: 'open', role: 'delegate', departmentId: department['id'], personId: null, uses: 3, usesLeft: 2, createdBy: person.id, named: 'string', made: false, ends: 'string' },
    { state: 'expired', role: 'observer', departmentId: null, personId: null, uses: 1, usesLeft: 1, createdBy: person.id, named: 'string', made: false, ends: 'string' },
    { state: 'used', role: 'secretary', departmentId: null, personId: null, uses: 1, usesLeft: 0, createdBy: null, named: 'string', made: false, ends: 'string' },
  ])
  const told = JSON.stringify(list)
  expect([...codes, secretaryInvite].flatMap((code) => [code, code.replaceAll('-', ''), hashSecret(code.replaceAll('-', ''))]).filter((secret) => told.includes(secret))).toEqual([])
})

test('[H4] a revoked invitation lets nobody in, says so, and stays revoked over a restart; who came in with it stays', async () => {
  const first = await startHub()
  const { token } = await joinHub(first.url, first.secretaryInvite, '王')
  const { json } = await request(first.url, 'POST', '/api/invitations', token, { role: 'observer', uses: 5 })
  const guest = await joinHub(first.url, String(json['invite']), '李')
  const { invitations } = (await request(first.url, 'GET', '/api/invitations', token)).json as { invitations: { id: string; role: string }[] }
  const path = `/api/invitations/${invitations.find(({ role }) => role === 'observer')?.id}`
  const refusedForGuest = await request(first.url, 'DELETE', path, guest.token)
  expect([refusedForGuest.status, (await request(first.url, 'DELETE', path, token)).status, (await request(first.url, 'DELETE', path, token)).status]).toEqual([403, 200, 200])
  const attempts = async (url: string) => [
    (await request(url, 'POST', '/api/join', undefined, { invite: json['invite'], name: '张' })).json['error'],
    (await request(url, 'POST', '/api/invitations/check', undefined, { invite: json['invite'] })).json['error'],
  ]
  expect(await attempts(first.url)).toEqual(['invitation-revoked', 'invitation-revoked'])
  await first.close()
  const second = await startHub({ dataDir: first.dataDir })
  expect([...(await attempts(second.url)), (await request(second.url, 'GET', '/api/session', guest.token)).status]).toEqual(['invitation-revoked', 'invitation-revoked', 200])
  expect((await request(second.url, 'DELETE', '/api/invitations/none', token)).json['error']).toBe('invitation-gone')
})

test('[H4] only the secretary sees invitations', async () => {
  const { url, secretaryInvite } = await startHub()
  const { token } = await joinHub(url, secretaryInvite, '王')
  const others = await Promise.all(['chair', 'delegate', 'coordinator', 'observer'].map((role) => joinAs(url, token, role, role)))
  expect(await Promise.all(others.map(async (other) => (await request(url, 'GET', '/api/invitations', other.token)).status))).toEqual([403, 403, 403, 403])
})

test('[H4] somebody who has joined gets in on another machine as the same person, with the role of that day', async () => {
  const { url, secretaryInvite } = await startHub()
  const secretary = await joinHub(url, secretaryInvite, '王')
  const guest = await joinAs(url, secretary.token, 'observer', '李')
  const back = await request(url, 'POST', `/api/people/${guest.person.id}/invitations`, guest.token)
  await request(url, 'PATCH', `/api/people/${guest.person.id}`, secretary.token, { role: 'coordinator' })
  const offer = await request(url, 'POST', '/api/invitations/check', undefined, { invite: back.json['link'] })
  expect(offer.json).toEqual({ workspace: { name: '大城管', language: 'zh-CN' }, role: 'coordinator', department: null, isFirst: false, person: { name: '李' } })
  const again = await joinHub(url, String(back.json['invite']), '不是李')
  expect({ ...again, token: again.token !== guest.token }).toEqual({ token: true, person: { id: guest.person.id, name: '李', role: 'coordinator', departmentId: null } })
  // One's own machines are one's own matter; those of others are the secretary's.
  expect([
    (await request(url, 'POST', `/api/people/${secretary.person.id}/invitations`, guest.token)).json['error'],
    (await request(url, 'POST', `/api/people/${guest.person.id}/invitations`, secretary.token)).status,
    (await request(url, 'POST', '/api/people/none/invitations', secretary.token)).json['error'],
  ]).toEqual(['role-refused', 200, 'person-unknown'])
})
