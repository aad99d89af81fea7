import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { below, pick, seeded } from '../../support/seeded.ts'
import { joinHub, newMeeting, request, startHub } from '../support.ts'

/** Statuses that the API documents; 500 is none of them. */
const DOCUMENTED = new Set([100, 200, 204, 400, 401, 403, 404, 405, 408, 409, 410, 413, 414, 417, 421, 426, 429, 431, 501])

interface Target {
  readonly port: number
  readonly host: string
  readonly token: string
  readonly ids: readonly string[]
}

async function startTarget() {
  const lines: string[] = []
  const hub = await startHub({ log: (line) => void lines.push(line) })
  const { token, person } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { id } = await newMeeting(hub.url, token)
  const department = await request(hub.url, 'POST', '/api/departments', token, { name: '住建局' })
  const { host, port } = new URL(hub.url)
  const target: Target = { host, port: Number(port), token, ids: [id, person.id, String(department.json['id'])] }
  return { hub, lines, target }
}

/** Sends bytes as they are. @returns all that came back until the hub closed, or the first answer. */
function sendBytes(port: number, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const done = () => {
      resolve(Buffer.concat(chunks).toString('latin1'))
      socket.destroy()
    }
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      if (Buffer.concat(chunks).includes('\r\n\r\n')) done()
    })
    socket.on('error', done).on('close', done)
    socket.setTimeout(300, done)
  })
}

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0)
}

const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'get']
const VALUES: readonly unknown[] = [null, 0, -1, 1e308, 1.5, '', ' ', 'x'.repeat(600), '\ud800', '\u0000', '‮王', '__proto__', [], {}, [[]], true, '2026-03-05', '2026-03-05T14:30', '9999-12-31T23:59:59+14:00', '-271821-04-20', 'secretary', 'observer', 'blank', { toString: 1 }]
const KEYS = ['name', 'invite', 'role', 'departmentId', 'uses', 'expiresInHours', 'title', 'startsAt', 'template', 'language', '__proto__', 'constructor', 'id', 'token', 'sessionId', 'personId']

function someBody(random: () => number): string {
  const kind = below(random, 8)
  if (kind === 0) return ''
  if (kind === 1) return '['.repeat(below(random, 50_000))
  if (kind === 2) return pick(random, ['{', '"', 'null', '[]', '0', '{"a":', '\u0000', '{"name":"\\ud800"}', '{"__proto__":{"role":"secretary"}}'])
  const fields = Array.from({ length: below(random, 6) }, () => `${JSON.stringify(pick(random, KEYS))}:${JSON.stringify(pick(random, VALUES))}`)
  return `{${fields.join(',')}}`
}

function somePath(random: () => number, ids: readonly string[]): string {
  const id = random() < 0.6 ? pick(random, ids) : pick(random, ['x', '..', '%2e%2e', '%00', '%', '__proto__', 'constructor', 'x'.repeat(300), '-', '_'])
  const path = pick(random, [
    '/api/join', '/api/invitations/check', '/api/session', '/api/sessions', `/api/sessions/${id}`, '/api/workspace', '/api/departments', `/api/departments/${id}`, `/api/people/${id}`, '/api/people',
    '/api/invitations', `/api/invitations/${id}`, '/api/meetings', `/api/meetings/${id}/close`, `/api/meetings/${id}/history`, `/api/meetings/${id}`, '/api/archives', '/api/archives/2026/x.sqlite', `/api/archives/2026/${id}`,
    `/api/archives/..%2f..%2faccess.json`, '/api', '/api/', '//api/session', '/healthz', '/metrics', '/', '/index.html', '/..%2faccess.json', '/../access.json', '/%2e%2e/access.json', '/.env', '/assets/..%5c..%5caccess.json',
    '/sync/directory', '*', 'http://evil.example/api/session', '?', '/api/session?x=%', '/api/session#x',
  ])
  return random() < 0.1 ? `${path}${pick(random, ['/', '%20', ';x', '?a=b&a=b', '%ff', '.'])}` : path
}

function someRequest(random: () => number, { host, token, ids, port }: Target): string {
  const body = someBody(random)
  const length = pick(random, [String(Buffer.byteLength(body)), String(Buffer.byteLength(body)), String(Buffer.byteLength(body)), '0', '-1', '1e3', '99999999999999999999'])
  const headers = [
    random() < 0.95 ? `Host: ${random() < 0.9 ? host : pick(random, ['evil.example', '', 'a:b:c', '[::1', `${host}:${host}`])}` : 'X: y',
    ...(random() < 0.8 ? [`Authorization: ${pick(random, [`Bearer ${token}`, `Bearer ${token}`, `Bearer ${token}`, 'Bearer', 'Bearer  ', `bearer ${token}x`, 'Basic eDp5', `Bearer ${'x'.repeat(9_000)}`])}`] : []),
    ...(random() < 0.2 ? [`Origin: ${pick(random, [`http://${host}`, 'https://evil.example', 'null', '', 'x\ty'])}`] : []),
    ...(random() < 0.1 ? [pick(random, ['Transfer-Encoding: chunked', 'Expect: 100-continue', 'Content-Encoding: gzip', 'Upgrade: h2c\r\nConnection: Upgrade', 'Connection: close', 'Range: bytes=0-', 'X-Forwarded-For: 1.2.3.4', 'Cookie: a=b', 'Content-Type: text/xml'])] : []),
    `Content-Length: ${length}`,
  ]
  const [method, path] = [pick(random, METHODS), somePath(random, ids)]
  // Ending the session would leave only refusals to test.
  if (method === 'DELETE' && path.startsWith('/api/session')) return someRequest(random, { host, token, ids, port })
  return `${method} ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`
}

test.each([1, 2, 3, 4])('[H3] seed %i: HTTP requests of every malformed kind get a documented answer, and none is a bug', async (seed) => {
  const random = seeded(seed)
  const { hub, lines, target } = await startTarget()
  const surprising = new Map<string, number>()
  for (let n = 0; n < 40; n++) {
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const sent = someRequest(random, target)
        const answer = await sendBytes(target.port, sent)
        const status = statusOf(answer)
        // No answer at all is right for what is no request, or one whose body never came.
        if (status !== 0 && !DOCUMENTED.has(status)) surprising.set(sent.slice(0, 300), status)
        if (answer.includes('"hash"')) surprising.set(sent.slice(0, 300), -1)
      }),
    )
  }
  expect({ surprising: [...surprising], bugs: lines.filter((line) => line.startsWith('bug')) }).toEqual({ surprising: [], bugs: [] })
  // The fuzzer may have left, or closed the meeting; whoever comes anew finds a hub that works.
  expect((await fetch(`${hub.url}/healthz`)).status).toBe(200)
})

test.each([5, 6])('[H3] seed %i: bytes that are hardly HTTP end their own connection and nothing else', async (seed) => {
  const random = seeded(seed)
  const { hub, lines, target } = await startTarget()
  const real = Buffer.from(`POST /api/join HTTP/1.1\r\nHost: ${target.host}\r\nContent-Length: 2\r\n\r\n{}`)
  const broken = () => {
    const bytes = Buffer.from(real)
    for (let faults = 1 + below(random, 6); faults > 0; faults--) bytes[below(random, bytes.length)] = below(random, 256)
    return bytes.subarray(0, random() < 0.3 ? below(random, bytes.length) : bytes.length)
  }
  const statuses = new Set<number>()
  for (let n = 0; n < 10; n++) for (const answer of await Promise.all(Array.from({ length: 30 }, () => sendBytes(target.port, broken())))) statuses.add(statusOf(answer))
  expect([...statuses].filter((status) => status !== 0 && !DOCUMENTED.has(status))).toEqual([])
  expect({ bugs: lines.filter((line) => line.startsWith('bug')), alive: (await fetch(`${hub.url}/healthz`)).status }).toEqual({ bugs: [], alive: 200 })
})

test('[H3] attack: files of the hub by way of pages and archives', async () => {
  const { target } = await startTarget()
  const paths = [
    '/access.json', '/../access.json', '/..%2faccess.json', '/%2e%2e/access.json', '/%2e%2e%2faccess.json', '/..%5caccess.json', '/....//access.json', '/assets/../../access.json', '/rooms/directory.log', '//access.json',
    '/api/archives/2026/../../access.json', '/api/archives/2026/..%2f..%2faccess.json', '/api/archives/2026/%2e%2e/access.sqlite', '/api/archives/..../x.sqlite', '/api/archives/2026/x.sqlite%00', '/api/archives/2026/..\\..\\access.json',
    '/C:/Windows/win.ini', '/file:///etc/passwd', '/etc/passwd', '/%2fetc%2fpasswd', '/\u0000',
  ]
  const answers = await Promise.all(paths.map((path) => sendBytes(target.port, `GET ${path} HTTP/1.1\r\nHost: ${target.host}\r\nAuthorization: Bearer ${target.token}\r\n\r\n`)))
  expect(answers.map((answer, index) => [paths[index], [400, 404].includes(statusOf(answer)), /hash|root:|people/.test(answer)])).toEqual(paths.map((path) => [path, true, false]))
})

test('[H3] attack: a request smuggled behind another', async () => {
  const { target } = await startTarget()
  const inner = `GET /api/session HTTP/1.1\r\nHost: ${target.host}\r\nAuthorization: Bearer ${target.token}\r\n\r\n`
  const both = `POST /api/join HTTP/1.1\r\nHost: ${target.host}\r\nContent-Length: ${inner.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`
  const twice = `POST /api/join HTTP/1.1\r\nHost: ${target.host}\r\nContent-Length: 0\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`
  const twoHosts = `GET /api/session HTTP/1.1\r\nHost: evil.example\r\nHost: ${target.host}\r\nAuthorization: Bearer ${target.token}\r\n\r\n`
  expect([statusOf(await sendBytes(target.port, both)), statusOf(await sendBytes(target.port, twice))]).toEqual([400, 400])
  expect([400, 421]).toContain(statusOf(await sendBytes(target.port, twoHosts)))
})

test('[H3] attack: an invitation that makes its own terms, and a person who makes themselves secretary', async () => {
  const { hub, target } = await startTarget()
  const { json } = await request(hub.url, 'POST', '/api/invitations', target.token, { role: 'observer' })
  const joined = await request(hub.url, 'POST', '/api/join', undefined, { invite: json['invite'], name: '某人', role: 'secretary', departmentId: target.ids[2], id: target.ids[1], __proto__: { role: 'secretary' } })
  expect(joined.json['person']).toMatchObject({ role: 'observer', departmentId: null })
  const token = String(joined.json['token'])
  const tries = [
    await request(hub.url, 'PATCH', `/api/people/${String((joined.json['person'] as { id: string }).id)}`, token, { role: 'secretary' }),
    await request(hub.url, 'POST', '/api/invitations', token, { role: 'secretary' }),
    await request(hub.url, 'PATCH', '/api/workspace', token, { name: '!' }),
    await request(hub.url, 'POST', '/api/departments', token, { name: '!' }),
    await request(hub.url, 'POST', '/api/meetings', token, { title: '!', startsAt: '2026-03-05T14:30:00+08:00' }),
    await request(hub.url, 'POST', `/api/meetings/${target.ids[0]}/close`, token),
  ]
  expect(tries.map(({ status, json: { error } }) => [status, error])).toEqual(tries.map(() => [403, 'role-refused']))
})

test('[H3] attack: one last use of an invitation, taken by twenty at once', async () => {
  const { hub, target } = await startTarget()
  const { json } = await request(hub.url, 'POST', '/api/invitations', target.token, { role: 'delegate', uses: 1 })
  const tries = await Promise.all(Array.from({ length: 20 }, (_, n) => request(hub.url, 'POST', '/api/join', undefined, { invite: json['invite'], name: `甲${n}` })))
  expect(tries.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => 410)])
})
