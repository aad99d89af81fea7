import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { writeBackup } from '../../../electron/hub/backup/writeBackup.ts'
import type { HubEvent } from '../../../electron/hub/inside/events.ts'
import type { JoinAnswer } from '../../../shared/api.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { statePosition } from '../../../shared/model/positions.ts'
import { fingerprint } from '../../support/fingerprint.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { must } from '../../support/startMeeting.ts'
import { cast, endRound, openRoundOn, ownOf, paperOf, roundsShown, SECRET, SECRET_NUMBER, startSilentScene, type SilentScene } from '../ballots/silentScene.ts'
import { eventually, joinAs, NOON, request } from '../support.ts'
import { RawClient } from './RawClient.ts'
import { fieldsOf, record, refusal, strikeAt } from './scene.ts'

const ROLES = ['secretary', 'chair', 'coordinator', 'observer'] as const

/** Whether bytes hold what department A wrote: its words as UTF-8 or UTF-16, its number as text or as Yjs writes it. */
function tells(bytes: Uint8Array): boolean {
  const float = Buffer.alloc(8)
  float.writeDoubleBE(SECRET_NUMBER)
  const all = Buffer.from(bytes)
  return [Buffer.from(SECRET), Buffer.from(SECRET, 'utf16le'), Buffer.from(String(SECRET_NUMBER)), float].some((secret) => all.includes(secret))
}

/** A round in which department A has voted. */
async function startVoted(): Promise<SilentScene & { readonly roundId: string }> {
  const scene = await startSilentScene()
  const roundId = await openRoundOn(scene)
  const { status } = await cast(scene.url, roundId, scene.delegateA, paperOf(scene))
  expect(status).toBe(200)
  await eventually(() => expect(roundsShown(openMeetingDocument(scene.witness.doc))[0]?.voted).toEqual([scene.departmentA]))
  return { ...scene, roundId }
}

test('[M13] the search for a sealed ballot finds a revealed one', async () => {
  const { url, roundId, secretary, witness, hub, room } = await startVoted()
  const before = Y.encodeStateAsUpdate(witness.doc)
  expect((await endRound(url, roundId, 'reveal', secretary)).status).toBe(200)
  await eventually(() => expect(openMeetingDocument(witness.doc).ballots.list()).toHaveLength(1))
  const journal = await readFile(join(hub.dataDir, 'rooms', `${encodeURIComponent(room)}.log`))
  expect([before, Y.encodeStateAsUpdate(witness.doc), journal].map(tells)).toEqual([false, true, true])
})

test('[M13][H3] attack: a sealed ballot is read in a room, by whatever role, and by those of its own department too', async () => {
  const { url, room, secretary, departmentA, delegateB, delegateC, delegateA } = await startVoted()
  const people = await Promise.all(ROLES.map((role) => joinAs(url, secretary.token, role, '旁人', departmentA)))
  for (const { token } of [...people, delegateA, delegateB, delegateC]) {
    for (const place of [room, 'directory']) {
      const client = new RawClient(url, place, token)
      const received: Uint8Array[] = []
      client.socket.on('message', (data: Buffer) => received.push(data))
      await client.opened()
      await client.read()
      client.askPresence()
      await client.read()
      expect(received.length).toBeGreaterThan(1)
      expect(received.some(tells)).toBe(false)
      client.socket.terminate()
    }
  }
})

test('[M13][H3] attack: a sealed ballot is asked for over the API, by everybody who may not, under every address', async () => {
  const { url, room, roundId, secretary, departmentA, departmentB, delegateB, delegateC, meetingId } = await startVoted()
  const others = await Promise.all(ROLES.map((role) => joinAs(url, secretary.token, role, '旁人', departmentA)))
  const anybody: readonly Pick<JoinAnswer, 'token'>[] = [secretary, ...others, delegateB, delegateC, { token: 'guess' }]
  const own = await Promise.all(anybody.map(async ({ token }) => (await request(url, 'GET', `/api/rounds/${roundId}/ballot`, token)).json))
  expect(own.map(({ error, ballot }) => error ?? ballot)).toEqual(['role-refused', 'role-refused', 'role-refused', 'role-refused', 'role-refused', null, 'not-entitled', 'session-unknown'])

  const addresses = [
    `/api/rounds/${roundId}/ballot?departmentId=${departmentA}`, `/api/rounds/${roundId}/ballot/${departmentA}`, `/api/rounds/${roundId}/ballots`, `/api/rounds/${roundId}`, '/api/rounds', `/api/meetings/${meetingId}/rounds`,
    `/api/rounds/${roundId.slice(0, -1)}0/ballot`, '/api/rounds/-/ballot', `/api/rounds/..%2Fballots%2F${roundId}/ballot`, `/ballots/${roundId}.json`, `/..%2Fballots%2F${roundId}.json`, `//ballots/${roundId}.json`,
    `/api/archives/ballots/${roundId}.json`, `/api/archives/2026/..%2F..%2Fballots%2F${roundId}.json`, '/api/archives', '/api/backup', '/api/search?q=', `/api/search?q=${encodeURIComponent(SECRET)}`, '/healthz', '/metrics', '/api/session', '/api/recovery',
    ...['rounds', 'ballots'].flatMap((section) => [roundId, departmentA, departmentB].map((id) => `/api/rooms/${room}/history?section=${section}&record=${id}`)),
  ]
  for (const { token } of anybody)
    for (const address of addresses) {
      const response = await fetch(`${url}${address}`, { headers: { Authorization: `Bearer ${token}` } })
      expect([address, tells(new Uint8Array(await response.arrayBuffer())), tells(Buffer.from(JSON.stringify([...response.headers])))]).toEqual([address, false, false])
    }
})

test('[M13] a sealed ballot is in one file of the hub alone, and in no event', async () => {
  const events: HubEvent[] = []
  const scene = await startSilentScene({}, { onEvent: (event) => events.push(event) })
  const { url, hub, delegateA, delegateC, roundId } = { ...scene, roundId: await openRoundOn(scene) }
  await cast(url, roundId, delegateA, paperOf(scene))
  // Refused ones as well.
  await cast(url, roundId, delegateC, paperOf(scene))
  await cast(url, roundId, delegateA, { ...paperOf(scene), scores: [{ optionId: SECRET, criterionId: SECRET, value: SECRET_NUMBER }] })
  await hub.close()
  const files = (await readdir(hub.dataDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const telling = await Promise.all(files.map(async ({ parentPath, name }) => (tells(await readFile(join(parentPath, name))) ? [name] : [])))
  expect({ telling: telling.flat(), files: files.length > 4, events: events.length > 2, told: tells(Buffer.from(JSON.stringify(events))) }).toEqual({ telling: [`${roundId}.json`], files: true, events: true, told: false })
})

test('[M13] a backup holds sealed ballots for its owner alone', async () => {
  const { hub } = await startVoted()
  const out = join(await emptyFolder(), 'b.tar')
  expect((await writeBackup({ dataDir: hub.dataDir, out, now: () => NOON })).ok).toBe(true)
  expect(tells(await readFile(out))).toBe(true)
})

test('[C4][H3] attack: a department votes from two machines at once, and counts once, by its last', async () => {
  const scene = await startVoted()
  const { url, roundId, secretary, delegateA, departmentA, witness } = scene
  const second = await joinAs(url, secretary.token, 'delegate', '钱代表', departmentA)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => cast(url, roundId, n % 2 === 0 ? delegateA : second, paperOf(scene, n, `第${n}次`))))
  const versions = answers.map(({ json }) => (json['ballot'] as { version: number; remark: string }))
  expect(versions.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 2))
  await endRound(url, roundId, 'reveal', secretary)
  const last = versions.find(({ version }) => version === 21)
  await eventually(() => expect(roundsShown(openMeetingDocument(witness.doc))).toEqual([{ number: 1, state: 'revealed', voted: [departmentA], ballots: [{ departmentId: departmentA, remark: last?.remark }] }]))
})

test('[C4][H3] attack: somebody votes for another department, without one, without a right, or after the end', async () => {
  const scene = await startVoted()
  const { url, roundId, secretary, departmentA, departmentB, delegateA, delegateB, delegateC, witness } = scene
  const people = await Promise.all(ROLES.map((role) => joinAs(url, secretary.token, role, '旁人', departmentB)))
  const nobodys = await joinAs(url, secretary.token, 'delegate', '无单位')
  const paper = paperOf(scene, 1, '冒名')
  const refused: unknown[] = []
  for (const person of [secretary, ...people, nobodys, delegateC]) refused.push((await cast(url, roundId, person, paper)).json['error'])
  expect(refused).toEqual(['role-refused', 'role-refused', 'role-refused', 'role-refused', 'role-refused', 'not-entitled', 'not-entitled'])
  // Whatever the body says, it is the own department's.
  const forged = { ...paper, departmentId: departmentA, castBy: delegateA.person.id, castAt: '2020-01-01T00:00:00Z', version: 99, roundId: 'x', id: 'x' }
  expect((await cast(url, roundId, delegateB, forged)).json['ballot']).toMatchObject({ castBy: delegateB.person.id, version: 1 })
  expect((await ownOf(url, roundId, delegateA)).json['ballot']).toMatchObject({ remark: SECRET, version: 1 })
  for (const guess of ['x', '__proto__', 'constructor', roundId.toUpperCase()]) expect((await cast(url, guess, delegateA, paper)).json['error']).toBe('round-unknown')
  await endRound(url, roundId, 'void', secretary)
  const next = await openRoundOn(scene)
  await cast(url, next, delegateB, paper)
  await endRound(url, next, 'reveal', secretary)
  const late = [(await cast(url, roundId, delegateA, paper)).json['error'], (await cast(url, next, delegateA, paper)).json['error'], (await ownOf(url, roundId, delegateA)).json['error']]
  expect(late).toEqual(['round-ended', 'round-ended', 'round-ended'])
  await eventually(() => expect(roundsShown(openMeetingDocument(witness.doc)).map(({ state, ballots }) => [state, ballots.map(({ departmentId }) => departmentId)])).toEqual([['voided', []], ['revealed', [departmentB]]]))
})

test('[C4][H3] attack: a round is opened, revealed or voided by somebody who may not', async () => {
  const { url, roundId, secretary, meetingId, ids, delegateA, delegateB, witness, departmentA } = await startVoted()
  const people = await Promise.all((['coordinator', 'observer'] as const).map((role) => joinAs(url, secretary.token, role, '旁人')))
  for (const { token } of [delegateA, delegateB, ...people])
    for (const [path, body] of [[`/api/rounds/${roundId}/reveal`], [`/api/rounds/${roundId}/void`], [`/api/meetings/${meetingId}/rounds`, { itemId: ids.item }]] as const)
      expect((await request(url, 'POST', path, token, body)).json['error']).toBe('role-refused')
  expect(roundsShown(openMeetingDocument(witness.doc))).toEqual([{ number: 1, state: 'open', voted: [departmentA], ballots: [] }])
})

type Forgery = (doc: Y.Doc, scene: SilentScene & { readonly roundId: string }) => void
const forgeries: Readonly<Record<string, readonly [Forgery, about: (roundId: string) => string]>> = {
  'a round of one’s own': [(doc, { roundId }) => doc.getMap('rounds').set('new', record({ ...(doc.getMap('rounds').toJSON() as Record<string, object>)[roundId] })), () => 'rounds/new'],
  'the reveal': [(doc, { roundId }) => fieldsOf(doc, 'rounds', roundId).set('revealedAt', '2026-03-05T14:40:00Z'), (id) => `rounds/${id}`],
  'the frame': [(doc, { roundId }) => fieldsOf(doc, 'rounds', roundId).set('frame', '{}'), (id) => `rounds/${id}`],
  'who has voted': [(doc, { roundId, departmentB }) => (fieldsOf(doc, 'rounds', roundId).get('votedDepartmentIds') as Y.Map<unknown>).set(departmentB, true), (id) => `rounds/${id}`],
  'who is asked': [(doc, { roundId, departmentB }) => (fieldsOf(doc, 'rounds', roundId).get('entitledDepartmentIds') as Y.Map<unknown>).delete(departmentB), (id) => `rounds/${id}`],
  'a removed round': [(doc, { roundId }) => doc.getMap('rounds').delete(roundId), (id) => `rounds/${id}`],
  'a ballot': [(doc, { roundId, departmentB }) => doc.getMap('ballots').set('new', record({ roundId, departmentId: departmentB, kind: 'scored', weights: [], scores: [], remark: '' })), () => 'ballots/new'],
}

describe.each(['secretary', 'delegateA'] as const)('[C4][H3] attack: what the hub alone writes is written by %s:', (who) => {
  test.each(Object.entries(forgeries))('%s', async (_name, [forgery, about]) => {
    const scene = await startVoted()
    const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge((doc) => forgery(doc, scene))), scene[who].token)
    expect(closing).toEqual(refusal('write-refused', about(scene.roundId)))
  })
})

const dissent: Readonly<Record<string, (doc: Y.Doc, id: string, by: string) => void>> = {
  'another reason': (doc, id) => fieldsOf(doc, 'positions', id).set('reason', '没有意见'),
  'another stance': (doc, id) => fieldsOf(doc, 'positions', id).set('kind', 'support'),
  'a field more': (doc, id) => fieldsOf(doc, 'positions', id).set('withdrawn', true),
  'a field less': (doc, id) => fieldsOf(doc, 'positions', id).delete('reason'),
  'it removed': (doc, id) => doc.getMap('positions').delete(id),
  'it replaced': (doc, id, by) => doc.getMap('positions').set(id, record({ ...(doc.getMap('positions').toJSON() as Record<string, object>)[id], kind: 'support', by })),
}

describe.each(['delegateB', 'secretary', 'delegateA'] as const)('[M7][H3] attack: dissent is changed by %s:', (who) => {
  test.each(Object.entries(dissent))('%s', async (_name, change) => {
    const scene = await startSilentScene()
    const { witness, delegateB, departmentB, optionId, honest } = scene
    const context = { ...honest.context, actor: { personId: delegateB.person.id, role: 'delegate' as const, departmentId: departmentB }, newId: () => 'dissent' }
    witness.edit((doc) => must(statePosition(openMeetingDocument(doc), { subjectId: optionId, departmentId: departmentB, kind: 'oppose', reason: '夜间施工扰民' }, context)))
    await eventually(() => expect(fingerprint(honest.doc)).toEqual(fingerprint(witness.doc)))
    const person = scene[who]
    const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge((doc) => change(doc, 'dissent', person.person.id))), person.token)
    expect(closing).toEqual(refusal('write-refused', 'positions/dissent'))
  })
})
