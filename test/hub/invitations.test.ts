import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newInvitationCode, readInvitationCode } from '../../electron/hub/access/invitationCode.ts'
import { joinHub, NOON, request, startHub } from './support.ts'

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
  expect(await check(secretaryInvite)).toEqual({ status: 200, json: { workspace: { name: '大城管', language: 'zh-CN' }, role: 'secretary', department: null, isFirst: true } })
  const { token } = await joinHub(url, secretaryInvite, '王')
  const { json: department } = await request(url, 'POST', '/api/departments', token, { name: '住建局' })
  const { json } = await request(url, 'POST', '/api/invitations', token, { role: 'delegate', departmentId: department['id'] })
  expect(await check(String(json['link']))).toEqual({ status: 200, json: { workspace: { name: '大城管', language: 'zh-CN' }, role: 'delegate', department: '住建局', isFirst: false } })
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

test('[F5] guessing is slowed down, for one who guesses right too', async () => {
  const { url, secretaryInvite } = await startHub()
  const attempt = (invite: string) => request(url, 'POST', '/api/join', undefined, { invite, name: '李' })
  for (let n = 0; n < 10; n++) expect((await attempt(`AAAA-AAAA-AA${10 + n}`)).status).toBe(404)
  expect([(await attempt('AAAA-AAAA-AAAA')).status, (await attempt(secretaryInvite)).json['error']]).toEqual([429, 'too-many-attempts'])
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
