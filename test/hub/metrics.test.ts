import { expect, test } from 'vitest'
import { formatMetrics } from '../../electron/hub/inside/formatMetrics.ts'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { NOON } from './support.ts'
import { connect, openRaw } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from './support.ts'
import { createTestDisk } from './testDisk.ts'

async function scrape(url: string, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(`${url}/metrics`, { headers })
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

function valueOf(text: string, name: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `))
  if (line === undefined) throw new Error(`no metric ${name}`)
  return Number(line.slice(name.length + 1))
}

function bearer(value: string): Record<string, string> {
  return { Authorization: `Bearer ${value}`, 'X-Forwarded-For': '203.0.113.5' }
}

async function startWithMeeting(substitutes: Parameters<typeof startHub>[1] = {}) {
  const hub = await startHub({}, substitutes)
  const { token, person } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { id, room } = await newMeeting(hub.url, token)
  return { hub, url: hub.url, token, person, id, room }
}

test('[H10] every metric is announced and a number; rooms, clients, updates, batches, deliveries, bytes and refusals are counted', async () => {
  const { url, token, person, room } = await startWithMeeting()
  const observer = await joinAs(url, token, 'observer', '居民')
  const writer = connect(url, room, token)
  const reader = connect(url, room, observer.token)
  await eventually(() => expect([writer.provider.synced, reader.provider.synced]).toEqual([true, true]))
  const context = { actor: { personId: person.id, role: 'secretary', departmentId: null }, newId: () => crypto.randomUUID(), now: () => NOON.toISOString() } as const
  for (let n = 0; n < 5; n++) addAgendaItem(openMeetingDocument(writer.doc), { title: `议题${n}` }, context)
  await eventually(() => expect(openMeetingDocument(reader.doc).agenda.list()).toHaveLength(5))
  addAgendaItem(openMeetingDocument(reader.doc), { title: '不许' }, context)
  await eventually(() => expect(reader.closeCodes).toHaveLength(1))
  await request(url, 'GET', '/api/meetings')
  const { status, type, text } = await scrape(url)
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const announced = new Set([...text.matchAll(/^# TYPE (\S+) (?:counter|gauge)$/gm)].map(([, name]) => name))
  expect({
    status,
    type,
    strange: samples.filter((line) => !/^[a-z_]+(?:\{[a-z]+="[\w.-]+"\})? \d+(?:\.\d+)?(?:e[+-]\d+)?$/.test(line) || !announced.has(line.split(/[ {]/)[0])),
    refused: [text.includes('huishang_refusals_total{reason="write-refused"} 1'), text.includes('huishang_request_refusals_total{error="token-missing"} 1')],
    rooms: valueOf(text, 'huishang_rooms_loaded'),
    saving: valueOf(text, 'huishang_saving'),
    atLeast: ['updates_total', 'batches_total', 'deliveries_total', 'sent_bytes_total', 'joins_total', 'clients'].filter((name) => valueOf(text, `huishang_${name}`) < 1),
  }).toEqual({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', strange: [], refused: [true, true], rooms: 2, saving: 1, atLeast: [] })
})

test('[H10] metrics name nobody and nothing: no person, room, meeting, token or word', async () => {
  const { hub, url, token, person, id, room } = await startWithMeeting()
  const writer = connect(url, room, token)
  await eventually(() => expect(writer.provider.synced).toBe(true))
  writer.provider.awareness.setLocalState({ name: '王秘书' })
  writer.doc.getMap('issues').set('secret-issue', '不可外传')
  await openRaw(url, '/sync/meeting/secret-room', ['huishang', token])
  await request(url, 'GET', '/api/secret-path')
  const { text } = await scrape(url)
  expect([person.id, person.name, id, room, token, hub.secretaryInvite, 'secret', '不可外传', '127.0.0.1'].filter((word) => text.includes(word))).toEqual([])
})

test('[H10] without a token from this machine only: a page, or anybody behind a proxy on it, needs a secretary’s', async () => {
  const { url, token } = await startWithMeeting()
  const delegate = await joinAs(url, token, 'delegate', '李代表')
  const statuses = [
    await scrape(url),
    await scrape(url, { 'X-Forwarded-For': '203.0.113.5' }),
    await scrape(url, { Forwarded: 'for=203.0.113.5' }),
    await scrape(url, { Origin: 'https://evil.example' }),
    await scrape(url, bearer('guessed')),
    await scrape(url, bearer(delegate.token)),
    await scrape(url, bearer(token)),
  ].map(({ status }) => status)
  expect([...statuses, (await fetch(`${url}/metrics`, { method: 'POST' })).status]).toEqual([200, 401, 401, 401, 401, 403, 200, 405])
})

test('[H10] /healthz says whether the hub saves, and so do the metrics with how much waits', async () => {
  const { files, disk } = createTestDisk()
  const { url, token } = await startWithMeeting({ files })
  const health = async () => (await fetch(`${url}/healthz`)).json()
  expect(await health()).toEqual({ ok: true, saving: true })
  disk.refuses = 'writing'
  await request(url, 'POST', '/api/departments', token, { name: '住建局' })
  const { text } = await scrape(url)
  expect([await health(), valueOf(text, 'huishang_saving'), valueOf(text, 'huishang_journal_lag_bytes') > 0]).toEqual([{ ok: true, saving: false }, 0, true])
  disk.refuses = 'nothing'
  await eventually(async () => expect(await health()).toEqual({ ok: true, saving: true }))
  await eventually(async () => expect(valueOf((await scrape(url)).text, 'huishang_journal_lag_bytes')).toBe(0))
})

test('[H10] the text format: help, type, labels escaped, labels in order, nothing that is no number', () => {
  const text = formatMetrics([
    { name: 'a', type: 'gauge', help: 'One.', value: Number.NaN },
    { name: 'b_total', type: 'counter', help: 'Two.', label: 'kind', value: new Map([['z', 2], ['a"\\\n', 1]]) },
    { name: 'c', type: 'gauge', help: 'None.', label: 'kind', value: new Map() },
  ])
  expect(text).toBe('# HELP a One.\n# TYPE a gauge\na 0\n# HELP b_total Two.\n# TYPE b_total counter\nb_total{kind="a\\"\\\\\\n"} 1\nb_total{kind="z"} 2\n# HELP c None.\n# TYPE c gauge\n')
})
