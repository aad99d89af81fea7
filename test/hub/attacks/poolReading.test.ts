import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { JoinAnswer } from '../../../shared/api.ts'
import { openPoolDocument, poolRoom } from '../../../shared/model/PoolDocument.ts'
import { addPaper } from '../../../shared/model/papers.ts'
import { acceptSubmission } from '../../../shared/model/screening.ts'
import { draftSubmission, editSubmission, submitSubmission } from '../../../shared/model/submissions.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { fingerprint } from '../../support/fingerprint.ts'
import { contextOf, must } from '../../support/startMeeting.ts'
import { connect } from '../connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from '../support.ts'
import { RawClient, type Closing } from './RawClient.ts'
import { record, refusal } from './scene.ts'

const SECRET = '拟调整夜市经营时段'
const BYTES = Buffer.from('可行性报告')
const SHA = createHash('sha256').update(BYTES).digest('hex')

/** Department B has a draft with a paper; everybody else would like to know. */
async function startDrafting() {
  const events: unknown[] = []
  const hub = await startHub({ onEvent: (event) => void events.push(event) })
  const { url } = hub
  const secretary = await joinHub(url, hub.secretaryInvite, '王秘书')
  const [a = '', b = ''] = await Promise.all(['甲局', '乙局'].map(async (name) => String((await request(url, 'POST', '/api/departments', secretary.token, { name })).json['id'])))
  const join = (role: string, name: string, departmentId?: string) => joinAs(url, secretary.token, role, name, departmentId)
  const people = {
    secretary,
    chair: await join('chair', '刘主任'),
    owner: await join('delegate', '张代表', b),
    coordinator: await join('coordinator', '何联络', b),
    other: await join('delegate', '李代表', a),
    nobody: await join('delegate', '无单位'),
    stray: await join('coordinator', '外单位联络', a),
    observer: await join('observer', '居民'),
    observerOfB: await join('observer', '乙局列席', b),
  }
  const owner = await open(url, poolRoom(b), people.owner)
  const pool = openPoolDocument(owner.doc)
  const theirs = must(draftSubmission(pool, { departmentId: b, title: SECRET }, owner.context))
  must(editSubmission(pool, theirs, { background: '背景', basis: '依据', ask: '请定', options: '甲\n乙', disagreement: '无' }, owner.context))
  await upload(url, people.owner, BYTES)
  must(addPaper(pool, { ownerId: theirs, name: '报告.pdf', type: '', bytes: BYTES.length, sha256: SHA }, owner.context))
  const witness = await RawClient.join(url, poolRoom(b), secretary.token)
  await eventually(() => expect(fingerprint(witness.doc)).toEqual(fingerprint(owner.doc)))
  return { hub, url, a, b, room: poolRoom(b), people, owner: { ...owner, pool }, theirs, events }
}

type Scene = Awaited<ReturnType<typeof startDrafting>>
type Who = keyof Scene['people']

const READERS = ['secretary', 'chair', 'owner', 'coordinator'] as const satisfies readonly Who[]
const STRANGERS = ['other', 'nobody', 'stray', 'observer', 'observerOfB'] as const satisfies readonly Who[]

async function open(url: string, room: string, { token, person }: JoinAnswer) {
  const connected = connect(url, room, token)
  await eventually(() => expect(connected.provider.synced).toBe(true))
  return { ...connected, context: { ...contextOf(person.id), newId: () => crypto.randomUUID() } }
}

function upload(url: string, { token }: JoinAnswer, bytes: Buffer): Promise<Response> {
  return fetch(`${url}/api/papers`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: new Uint8Array(bytes) })
}

/** What the person learns of the room by asking for all of it, and when they write without having read. */
async function learnt({ url, b }: Scene, room: string, { token, person }: JoinAnswer): Promise<Closing & { readonly bytes: number }> {
  const client = new RawClient(url, room, token)
  client.socket.on('open', () => {
    client.sendStep1(Uint8Array.from([0]))
    client.askPresence()
    client.sendUpdate(client.forge((doc) => doc.getMap('submissions').set('new', record({ departmentId: b, title: person.name }))))
  })
  return { ...(await client.closing), bytes: client.receivedBytes }
}

async function asked({ url }: Scene, path: string, { token }: JoinAnswer) {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })
  return { status: response.status, text: await response.text() }
}

const byHttp = ({ room, theirs }: Scene) => [
  `/api/rooms/${encodeURIComponent(room)}/history?section=submissions&record=${theirs}`,
  `/api/rooms/${room}/history?section=papers&record=${theirs}`,
  `/api/rooms/${room}/papers/${SHA}`,
  `/api/rooms/${encodeURIComponent(room)}/papers/${SHA.toUpperCase()}`,
]

test('[C1][H3] a department’s pool is read by its members, the secretary and the chair: by socket, history and papers', async () => {
  const scene = await startDrafting()
  for (const who of READERS) {
    const client = await RawClient.join(scene.url, scene.room, scene.people[who].token)
    expect([who, openPoolDocument(client.doc).submissions.list().map(({ title }) => title)]).toEqual([who, [SECRET]])
    for (const path of byHttp(scene)) expect([who, path, (await asked(scene, path, scene.people[who])).status]).toEqual([who, path, 200])
  }
  expect((await asked(scene, `/api/rooms/${scene.room}/papers/${SHA}`, scene.people.owner)).text).toBe(BYTES.toString())
  // A new department has its own at once.
  const fresh = String((await request(scene.url, 'POST', '/api/departments', scene.people.secretary.token, { name: '丙局' })).json['id'])
  expect((await RawClient.join(scene.url, poolRoom(fresh), scene.people.secretary.token)).isClosed).toBe(false)
})

test.each(STRANGERS)('[C1][H3] attack: another department, somebody of none, an observer reads a pool: %s', async (who) => {
  const scene = await startDrafting()
  const before = fingerprint(scene.owner.doc)
  for (const room of [scene.room, encodeURIComponent(scene.room)]) expect(await learnt(scene, room, scene.people[who])).toEqual({ ...refusal('room-forbidden'), bytes: 0 })
  const answers = await Promise.all(byHttp(scene).map((path) => asked(scene, path, scene.people[who])))
  expect(answers.map(({ status, text }) => [status, (JSON.parse(text) as { error: string }).error])).toEqual(answers.map(() => [403, 'room-forbidden']))
  // Nor by way of a room that they may read, which does not list the paper.
  const { room: meeting } = await newMeeting(scene.url, scene.people.secretary.token)
  const elsewhere = [`/api/rooms/${meeting}/papers/${SHA}`, `/api/rooms/directory/papers/${SHA}`, `/api/papers/${SHA}`]
  expect((await Promise.all(elsewhere.map((path) => asked(scene, path, scene.people[who])))).map(({ status }) => status)).toEqual([404, 404, 404])
  const directory = await RawClient.join(scene.url, 'directory', scene.people[who].token)
  const told = [directory.doc.toJSON(), scene.events, await Promise.all(['/api/meetings', '/api/archives', `/api/search?q=${encodeURIComponent(SECRET)}`].map((path) => asked(scene, path, scene.people[who]))), await (await fetch(`${scene.url}/metrics`)).text()]
  for (const secret of [SECRET, scene.theirs, SHA]) expect(JSON.stringify(told)).not.toContain(secret)
  expect((await asked(scene, '/metrics', scene.people[who])).text).not.toContain(scene.b)
  expect([fingerprint(scene.owner.doc), scene.owner.closeCodes]).toEqual([before, []])
})

test('[C1][H3] attack: pools that are none', async () => {
  const scene = await startDrafting()
  for (const room of ['pool', 'pool/', 'pool/none', `${scene.room}/`, `${scene.room}/submissions`, `pool/${scene.a}${scene.b}`, 'pool/__proto__', 'pool%2F', `Pool/${scene.b}`, `pool//${scene.b}`])
    expect([room, await learnt(scene, room, scene.people.secretary)]).toEqual([room, { ...refusal('room-unknown'), bytes: 0 }])
  for (const room of ['pool', 'pool/none', 'pool%2Fnone']) expect([room, (await asked(scene, `/api/rooms/${room}/history?section=submissions&record=${scene.theirs}`, scene.people.secretary)).status]).toEqual([room, 404])
})

const demotions: Readonly<Record<string, (scene: Scene) => object>> = {
  'moved to another department': ({ a }) => ({ departmentId: a }),
  'of no department any more': () => ({ departmentId: null }),
  'made an observer': () => ({ role: 'observer' }),
}

test.each(Object.entries(demotions))('[C1][H4] whoever is %s is out of the pool at once, and what they send at that moment is not taken', async (_name, changesOf) => {
  const scene = await startDrafting()
  const { url, room, people } = scene
  const [one, tab] = [await RawClient.join(url, room, people.owner.token), await RawClient.join(url, room, people.owner.token)]
  const directory = await RawClient.join(url, 'directory', people.owner.token)
  const before = fingerprint(one.doc)
  const changed = request(url, 'PATCH', `/api/people/${people.owner.person.id}`, people.secretary.token, changesOf(scene))
  expect([await one.closing, await tab.closing, (await changed).status]).toEqual([refusal('room-forbidden'), refusal('room-forbidden'), 200])
  tab.sendUpdate(tab.forge((doc) => doc.getMap('submissions').delete(scene.theirs)))
  expect(await learnt(scene, room, people.owner)).toEqual({ ...refusal('room-forbidden'), bytes: 0 })
  expect((await Promise.all(byHttp(scene).map((path) => asked(scene, path, people.owner)))).map(({ status }) => status)).toEqual([403, 403, 403, 403])
  const clerk = await RawClient.join(url, room, people.secretary.token)
  expect([fingerprint(clerk.doc), directory.isClosed]).toEqual([before, false])
})

test('[C1][H4] a secretary who is made a delegate keeps the own department’s pool and loses the others; one who returns reads again', async () => {
  const scene = await startDrafting()
  const { url, a, b, people } = scene
  const second = await joinAs(url, people.secretary.token, 'secretary', '第二秘书', b)
  const [own, others] = [await RawClient.join(url, poolRoom(b), second.token), await RawClient.join(url, poolRoom(a), second.token)]
  const patch = (changes: object) => request(url, 'PATCH', `/api/people/${second.person.id}`, people.secretary.token, changes)
  await patch({ role: 'delegate' })
  expect(await others.closing).toEqual(refusal('room-forbidden'))
  await own.read()
  expect(own.isClosed).toBe(false)
  await patch({ departmentId: a })
  expect(await own.closing).toEqual(refusal('room-forbidden'))
  const moved = await RawClient.join(url, poolRoom(a), second.token)
  await patch({ role: 'secretary' })
  await moved.read()
  expect((await RawClient.join(url, poolRoom(b), second.token)).isClosed).toBe(false)
})

test('[C1][H3] attack: writing into a pool with what was open when the right to it ended', async () => {
  const scene = await startDrafting()
  const { url, a, room, people } = scene
  const attacker = await RawClient.join(url, room, people.owner.token)
  const before = fingerprint(attacker.doc)
  // As a record of the department that they are of by then, which the table of who may write would take.
  const update = attacker.forge((doc) => doc.getMap('submissions').set('new', record({ departmentId: a, title: '!' })))
  const changed = request(url, 'PATCH', `/api/people/${people.owner.person.id}`, people.secretary.token, { departmentId: a })
  for (let n = 0; n < 50; n++) await new Promise((resolve) => setImmediate(resolve))
  attacker.sendUpdate(update)
  await changed
  expect((await attacker.closing).code).toBeGreaterThan(4400)
  expect(fingerprint((await RawClient.join(url, room, people.secretary.token)).doc)).toEqual(before)
})

test('[C1] the papers of an accepted submission are the meeting’s: everybody of it reads them, and the pool stays the department’s', async () => {
  const scene = await startDrafting()
  const { url, room, people, owner, theirs } = scene
  must(submitSubmission(owner.pool, theirs, owner.context))
  const { room: meetingRoom } = await newMeeting(url, people.secretary.token)
  const [clerk, table] = [await open(url, room, people.secretary), await open(url, meetingRoom, people.secretary)]
  const pool = openPoolDocument(clerk.doc)
  await eventually(() => expect(pool.submissionEvents.list()).toHaveLength(1))
  must(acceptSubmission(pool, openMeetingDocument(table.doc), theirs, { agendaClass: 'new', minutesAllotted: 15, note: '', doNothing: '维持现状', screenings: [] }, clerk.context))
  const path = `/api/rooms/${encodeURIComponent(meetingRoom)}/papers/${SHA}`
  for (const who of [...READERS, ...STRANGERS]) await eventually(async () => expect([who, await asked(scene, path, people[who])]).toEqual([who, { status: 200, text: BYTES.toString() }]))
  expect((await asked(scene, `/api/rooms/${room}/papers/${SHA}`, people.observer)).status).toBe(403)
  expect((await fetch(`${url}${path}`)).status).toBe(401)
})

test('[C1][C7][H3] attack: the code of a big screen opens no pool and no paper, and its frames know nothing of them', async () => {
  const scene = await startDrafting()
  const { url, room, people } = scene
  const { id } = await newMeeting(url, people.secretary.token)
  const { json } = await request(url, 'POST', `/api/meetings/${id}/projector`, people.chair.token)
  const code = String(json['code'])
  expect(await learnt(scene, room, { ...people.observer, token: code })).toEqual({ ...refusal('session-unknown'), bytes: 0 })
  const asCode = (path: string) => fetch(`${url}${path}`, { headers: { authorization: `Projector ${code}` } })
  expect((await Promise.all(byHttp(scene).map(asCode))).map(({ status }) => status)).toEqual([401, 401, 401, 401])
  const frame = await asCode('/api/projector?after=')
  expect(frame.status).toBe(200)
  expect(await frame.text()).not.toContain(SECRET)
})
