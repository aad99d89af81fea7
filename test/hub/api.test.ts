import { expect, test } from 'vitest'
import { joinAs, joinHub, newMeeting, request, startHub } from './support.ts'

async function startWithSecretary(options: Parameters<typeof startHub>[0] = {}) {
  const hub = await startHub(options)
  const { token, person } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  return { hub, url: hub.url, token, person }
}

test('[F10] the documented path of a script: join, department, invitation, meeting, list, close', async () => {
  const { url, secretaryInvite } = await startHub()
  const joined = await request(url, 'POST', '/api/join', undefined, { invite: secretaryInvite, name: ' 王秘书 ' })
  expect(joined).toEqual({ status: 200, json: { token: expect.stringMatching(/^[\w-]{43}$/), person: { id: expect.any(String), name: '王秘书', role: 'secretary', departmentId: null } } })
  const token = String(joined.json['token'])
  const department = await request(url, 'POST', '/api/departments', token, { name: '城管委' })
  expect(department).toEqual({ status: 200, json: { id: expect.any(String) } })
  const invitation = await request(url, 'POST', '/api/invitations', token, { role: 'delegate', departmentId: department.json['id'], uses: 2, expiresInHours: 1 })
  const code = String(invitation.json['invite'])
  expect(invitation).toEqual({ status: 200, json: { invite: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}$/), link: `${url}/#/join/${code}` } })
  const delegate = await joinHub(url, code, '李代表')
  expect(delegate.person).toEqual({ id: expect.any(String), name: '李代表', role: 'delegate', departmentId: department.json['id'] })
  const meeting = await request(url, 'POST', '/api/meetings', token, { title: '第3次会商', startsAt: '2026-03-05T14:30:00+08:00', template: 'blank' })
  expect(meeting).toEqual({ status: 200, json: { id: expect.any(String), room: `meeting/${String(meeting.json['id'])}` } })
  const entry = { id: meeting.json['id'], title: '第3次会商', startsAt: '2026-03-05T14:30:00+08:00', template: 'blank', createdAt: expect.any(String) }
  expect(await request(url, 'GET', '/api/meetings', token)).toEqual({ status: 200, json: { meetings: [{ ...entry, closedAt: null, record: null }] } })
  const closed = await request(url, 'POST', `/api/meetings/${String(meeting.json['id'])}/close`, token)
  expect(closed).toEqual({ status: 200, json: { archive: `records/2026/20260305-${String(meeting.json['id'])}.sqlite` } })
})

test('[F10] a session tells whose it is', async () => {
  const { url, token, person } = await startWithSecretary()
  expect(await request(url, 'GET', '/api/session', token)).toEqual({ status: 200, json: { person } })
})

test.each([
  ['no token', undefined, 401, 'token-missing'],
  ['an unknown token', 'x'.repeat(43), 401, 'session-unknown'],
])('[F5] %s: refused with a sentence', async (_name, token, status, error) => {
  const { url } = await startWithSecretary()
  expect(await request(url, 'GET', '/api/meetings', token)).toEqual({ status, json: { error, message: expect.stringMatching(/\w.*\.$/) } })
})

test('[F5] what each role may ask of the hub', async () => {
  const { url, token, person } = await startWithSecretary()
  const asks = [
    ['PATCH', '/api/workspace', { name: '成都' }],
    ['POST', '/api/departments', { name: '住建局' }],
    ['POST', '/api/invitations', { role: 'observer' }],
    ['PATCH', `/api/people/${person.id}`, { name: '王' }],
    ['POST', '/api/meetings', { title: '会', startsAt: '2026-03-05' }],
    ['GET', '/api/meetings', undefined],
    ['GET', '/api/archives', undefined],
  ] as const
  const allowed: Record<string, boolean[]> = {}
  for (const role of ['secretary', 'chair', 'delegate', 'coordinator', 'observer']) {
    const { token: own } = await joinAs(url, token, role, role)
    const row: boolean[] = []
    for (const [method, path, body] of asks) {
      const { status, json } = await request(url, method, path, own, body)
      expect([200, 'role-refused']).toContain(json['error'] ?? status)
      row.push(status === 200)
    }
    allowed[role] = row
  }
  const [yes, no] = [true, false]
  expect(allowed).toEqual({
    secretary: [yes, yes, yes, yes, yes, yes, yes],
    chair: [no, no, no, no, yes, yes, yes],
    delegate: [no, no, no, no, no, yes, yes],
    coordinator: [no, no, no, no, no, yes, yes],
    observer: [no, no, no, no, no, yes, yes],
  })
})

test('[F5] a workspace keeps a secretary', async () => {
  const { url, token, person } = await startWithSecretary()
  expect((await request(url, 'PATCH', `/api/people/${person.id}`, token, { role: 'chair' })).json['error']).toBe('last-secretary')
  await joinAs(url, token, 'secretary', '第二位')
  expect((await request(url, 'PATCH', `/api/people/${person.id}`, token, { role: 'chair' })).status).toBe(200)
})

test('[F10] departments and people change by their ids', async () => {
  const { url, token } = await startWithSecretary()
  const { json } = await request(url, 'POST', '/api/departments', token, { name: '旧名' })
  const delegate = await joinAs(url, token, 'delegate', '李')
  expect([
    await request(url, 'PATCH', `/api/departments/${String(json['id'])}`, token, { name: '新名' }),
    await request(url, 'PATCH', `/api/people/${delegate.person.id}`, token, { name: '李代表', departmentId: json['id'] }),
    (await request(url, 'PATCH', `/api/departments/none`, token, { name: '新名' })).status,
    (await request(url, 'PATCH', `/api/people/none`, token, { name: '新名' })).status,
    (await request(url, 'PATCH', `/api/people/${delegate.person.id}`, token, { departmentId: 'none' })).json['error'],
    (await request(url, 'GET', '/api/session', delegate.token)).json,
  ]).toEqual([
    { status: 200, json: {} },
    { status: 200, json: {} },
    404,
    404,
    'department-unknown',
    { person: { id: delegate.person.id, name: '李代表', role: 'delegate', departmentId: json['id'] } },
  ])
})

test('[F10] an unknown template: the answer says which there are', async () => {
  const { url, token } = await startWithSecretary()
  expect(await request(url, 'POST', '/api/meetings', token, { title: '会', startsAt: '2026-03-05', template: 'party' })).toEqual({
    status: 400,
    json: { error: 'template-unknown', message: 'There is no such template; there are: blank, joint-consultation, follow-up.' },
  })
})

test.each([
  [{ title: '会' }],
  [{ title: '会', startsAt: 'tomorrow' }],
  [{ title: '会', startsAt: '2026-02-30' }],
  [{ title: '  ', startsAt: '2026-03-05' }],
  [{ title: 'x'.repeat(201), startsAt: '2026-03-05' }],
  [['not', 'an', 'object']],
  [null],
])('[F10] a meeting that makes no sense is refused: %j', async (body) => {
  const { url, token } = await startWithSecretary()
  const { status, json } = await request(url, 'POST', '/api/meetings', token, body)
  expect({ status, error: json['error'] }).toEqual({ status: 400, error: 'request-invalid' })
})

test('[F10] a time without offset is the time where the hub stands, stored with its offset', async () => {
  const { url, token } = await startWithSecretary()
  for (const startsAt of ['2026-03-05', '2026-03-05 14:30', '2026-03-05T14:30:15', '2026-03-05T14:30Z', '2026-03-05T14:30:00+0800']) await newMeeting(url, token, { startsAt })
  const { json } = await request(url, 'GET', '/api/meetings', token)
  const starts = (json['meetings'] as { startsAt: string }[]).map(({ startsAt }) => startsAt)
  const expected = [new Date(2026, 2, 5), new Date(2026, 2, 5, 14, 30), new Date(2026, 2, 5, 14, 30, 15), new Date('2026-03-05T14:30:00Z'), new Date('2026-03-05T06:30:00Z')]
  expect(starts.map((start) => Date.parse(start)).toSorted()).toEqual(expected.map((moment) => moment.getTime()).toSorted())
  expect(starts.filter((start) => !/(?:Z|[+-]\d\d:\d\d)$/.test(start))).toEqual([])
})

test('[F10] unknown addresses and methods, bodies that are no JSON or too large', async () => {
  const { url, token } = await startWithSecretary()
  const send = (body: string) => fetch(`${url}/api/departments`, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body })
  expect([
    (await request(url, 'GET', '/api/nothing', token)).json['error'],
    (await request(url, 'DELETE', '/api/meetings', token)).json,
    (await request(url, 'POST', '/api/meetings/none/close', token)).json['error'],
    await (await send('{')).json(),
    (await send(JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) }))).status,
  ]).toEqual([
    'not-found',
    { error: 'method-refused', message: 'This address takes GET and POST.' },
    'meeting-unknown',
    { error: 'request-invalid', message: 'The body is not JSON.' },
    413,
  ])
})

test('[F10] pages of allowed origins may call, others may not, and no cookie is ever set', async () => {
  const { url, token } = await startWithSecretary({ allowOrigins: ['https://portal.example'] })
  const call = (origin: string, method = 'GET') =>
    fetch(`${url}/api/meetings`, { method, headers: { Origin: origin, ...(method === 'GET' && { Authorization: `Bearer ${token}` }) } })
  const preflight = await call('https://portal.example', 'OPTIONS')
  expect([
    seen(await call('https://portal.example')),
    seen(await call(url)),
    seen(await call('https://evil.example')),
    seen(await call('https://evil.example', 'OPTIONS')),
    seen(preflight),
    preflight.headers.get('access-control-allow-headers'),
  ]).toEqual([
    [200, 'https://portal.example', null],
    [200, url, null],
    [403, null, null],
    [403, null, null],
    [204, 'https://portal.example', null],
    'Authorization, Content-Type',
  ])
})

function seen({ status, headers }: Response): unknown[] {
  return [status, headers.get('access-control-allow-origin'), headers.get('set-cookie')]
}
