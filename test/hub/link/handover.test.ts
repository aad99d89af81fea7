import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { prepareStandby } from '../../../electron/hub/link/prepareStandby.ts'
import { connect } from '../connect.ts'
import { eventually, joinAs, newMeeting, request, startHub } from '../support.ts'
import { FAST, nameStandIns, scene, standBy, untilInStep } from './standIns.ts'

function write(doc: Y.Doc, id: string, text: string): void {
  doc.transact(() => {
    const note = new Y.Map<unknown>()
    doc.getMap<Y.Map<unknown>>('issues').set(id, note)
    const body = new Y.XmlFragment()
    note.set('body', body)
    body.insert(0, [new Y.XmlText(text)])
  })
}

function notes(doc: Y.Doc): string[] {
  return [...doc.getMap<Y.Map<unknown>>('issues').values()].map((note) => String(note.get('body'))).toSorted()
}

test('[H8] only persons whom the secretary has named get the key', async () => {
  const { host, secretary, deputy } = await scene()
  const ask = (token: string) => prepareStandby({ dataDir: '/nowhere', host: { url: host.url }, token, newId: randomUUID })
  expect(await ask(deputy.token)).toEqual({ ok: false, error: { kind: 'refused', reason: 'role-refused' } })
  expect((await nameStandIns(host.url, deputy.token, deputy.person.id)).json).toMatchObject({ error: 'role-refused' })
  expect((await nameStandIns(host.url, secretary, 'nobody')).json).toMatchObject({ error: 'person-unknown' })
  expect((await nameStandIns(host.url, secretary, deputy.person.id)).status).toBe(200)
  expect((await request(host.url, 'GET', '/api/hosting/key', deputy.token)).json).toMatchObject({ keyNumber: 1 })
  expect((await request(host.url, 'GET', '/api/hosting/key', secretary)).status).toBe(403)
  // Over a network the key never travels in the open.
  expect(await prepareStandby({ dataDir: '/nowhere', host: { url: 'http://192.0.2.1:7420' }, token: deputy.token, newId: randomUUID })).toEqual({ ok: false, error: { kind: 'address-insecure' } })
})

test('[H8] a stand-in keeps a whole copy, serves nobody before it takes over, and goes on from there when the host leaves', async () => {
  const { host, secretary, deputy, room } = await scene()
  const writer = connect(host.url, room, secretary)
  await eventually(() => expect(writer.provider.synced).toBe(true))
  write(writer.doc, 'early', '之前')
  await nameStandIns(host.url, secretary, deputy.person.id)
  const standby = await standBy(host, deputy.token)
  await untilInStep(standby)
  expect((await request(standby.url, 'GET', '/api/session', secretary)).json).toMatchObject({ error: 'not-hosting' })
  const tooEarly = connect(standby.url, room, secretary)
  await eventually(() => expect(tooEarly.closeCodes).toContain(4521))
  tooEarly.provider.destroy()
  write(writer.doc, 'live', '同时')

  // Everyone knows where the stand-in is before it is needed.
  const directory = connect(host.url, 'directory', secretary)
  await eventually(() =>
    expect([...directory.doc.getMap<Y.Map<unknown>>('hosts').values()].map((hub) => [hub.get('state'), hub.get('addresses')]).toSorted()).toEqual([
      ['hosting', [host.url]],
      ['standby', [standby.url]],
    ]),
  )
  expect([...directory.doc.getMap('standIns').keys()]).toEqual([deputy.person.id])

  await host.close()
  await eventually(() => expect(standby.peers.state()).toMatchObject({ state: 'alone', isCopied: true, hasLeft: true }))
  expect(await standby.peers.takeOver()).toEqual({ ok: true })
  expect((await request(standby.url, 'GET', '/api/session', deputy.token)).status).toBe(200)
  const reader = connect(standby.url, room, deputy.token)
  await eventually(() => expect(notes(reader.doc)).toEqual(['之前', '同时'].toSorted()))
  expect(await newMeeting(standby.url, secretary)).toHaveProperty('id')
})

test('[H8] the host that returns finds that another hosts, gives it what it took in meanwhile, and stands by', async () => {
  const { host, secretary, deputy, room } = await scene()
  await nameStandIns(host.url, secretary, deputy.person.id)
  const standby = await standBy(host, deputy.token)
  await untilInStep(standby)
  await host.close()
  await standby.peers.takeOver()
  const atNew = connect(standby.url, room, secretary)
  await eventually(() => expect(atNew.provider.synced).toBe(true))
  write(atNew.doc, 'new', '接任后')

  const returned = await startHub({ dataDir: host.dataDir }, FAST)
  expect([returned.peers.standing.isHosting, standby.peers.standing.isHosting]).toEqual([false, true])
  await untilInStep(returned)
  await standby.close()
  await returned.peers.takeOver()
  const reader = connect(returned.url, room, secretary)
  await eventually(() => expect(notes(reader.doc)).toEqual(['接任后']))
})

test('[H7] a network that broke in two: both went on hosting, and on contact one does with everything of both', async () => {
  const { host, secretary, deputy, room } = await scene()
  await nameStandIns(host.url, secretary, deputy.person.id)
  const standby = await standBy(host, deputy.token)
  await untilInStep(standby)
  // As if the host could not be reached: its hub is still there, for those on its side.
  await Promise.all(standby.peers.links().map((link) => link.close()))
  const taking = standby.peers.takeOver()
  const [atOld, atNew] = [connect(host.url, room, secretary), connect(standby.url, room, deputy.token)]
  write(atOld.doc, 'old', '旧主持机')
  write(atNew.doc, 'new', '新主持机')
  expect((await taking).ok).toBe(true)
  await eventually(() => expect([host.peers.standing.isHosting, standby.peers.standing.isHosting]).toEqual([false, true]))
  const moved = connect(standby.url, room, secretary, undefined, atOld.doc)
  await eventually(() => expect([notes(moved.doc), notes(atNew.doc)]).toEqual([['旧主持机', '新主持机'].toSorted(), ['旧主持机', '新主持机'].toSorted()]))
})

test('[H8] a consent that is taken back ends the link, and the old key opens nothing', async () => {
  const { host, secretary, deputy } = await scene()
  await nameStandIns(host.url, secretary, deputy.person.id)
  const refused: string[] = []
  const standby = await standBy(host, deputy.token, { onKeyRefused: ({ url }) => refused.push(url) })
  await untilInStep(standby)
  await nameStandIns(host.url, secretary)
  await eventually(() => expect(refused).toContain(host.url))
  expect(standby.peers.links()).toEqual([])
  expect((await request(host.url, 'GET', '/api/hosting/key', deputy.token)).json).toMatchObject({ error: 'role-refused' })
  const keys = await Promise.all([host, standby].map(async ({ dataDir }) => (JSON.parse(await readFile(join(dataDir, 'access.json'), 'utf8')) as { replica: { workspace: { keyNumber: number } } }).replica.workspace.keyNumber))
  expect(keys).toEqual([2, 1])
})

function historyOf(url: string, token: string, room: string, record: string) {
  return request(url, 'GET', `/api/rooms/${encodeURIComponent(room)}/history?section=issues&record=${record}`, token)
}

test('[H8] the audit trail goes on at the new host: who changed what when, and whose every client id is', async () => {
  const { host, secretary, deputy, room } = await scene()
  await nameStandIns(host.url, secretary, deputy.person.id)
  const before = connect(host.url, room, secretary)
  await eventually(() => expect(before.provider.synced).toBe(true))
  write(before.doc, 'before', '同步之前')
  await eventually(async () => expect((await historyOf(host.url, secretary, room, 'before')).json['entries']).toHaveLength(1))
  const standby = await standBy(host, deputy.token, { now: () => new Date('2026-03-05T13:00:00+08:00') })
  await untilInStep(standby)
  write(before.doc, 'after', '同步之后')
  await eventually(async () => expect((await historyOf(host.url, secretary, room, 'after')).json['entries']).toHaveLength(1))
  const [first, second] = [await historyOf(host.url, secretary, room, 'before'), await historyOf(host.url, secretary, room, 'after')]
  const impostor = await joinAs(host.url, secretary, 'secretary', '冒名者')
  await host.close()
  await standby.peers.takeOver()
  // As noted by the old host: an hour earlier by its clock, and once.
  expect([await historyOf(standby.url, secretary, room, 'before'), await historyOf(standby.url, secretary, room, 'after')]).toEqual([first, second])

  // Once the time of recovery is over, nobody writes under an id that was somebody else's at the old host.
  expect((await request(standby.url, 'DELETE', '/api/recovery', secretary)).status).toBe(200)
  const stolen = new Y.Doc()
  Y.applyUpdate(stolen, Y.encodeStateAsUpdate(before.doc))
  stolen.clientID = before.doc.clientID
  write(stolen, 'forged', '冒名')
  const thief = connect(standby.url, room, impostor.token, undefined, stolen)
  await eventually(() => expect(thief.closeCodes).toContain(4409))
})

test('[H8] what the API has answered is with the stand-in already, should the host die at the next moment', async () => {
  const { host, secretary, deputy } = await scene()
  await nameStandIns(host.url, secretary, deputy.person.id)
  const standby = await standBy(host, deputy.token)
  await untilInStep(standby)
  const joined = await joinAs(host.url, secretary, 'observer', '刚进来的人')
  const { id, room } = await newMeeting(host.url, secretary, { title: '刚建的会' })
  await Promise.all(standby.peers.links().map((link) => link.close()))
  await standby.peers.takeOver()
  expect((await request(standby.url, 'GET', '/api/session', joined.token)).json).toMatchObject({ person: joined.person })
  expect((await request(standby.url, 'GET', '/api/meetings', secretary)).json['meetings']).toContainEqual(expect.objectContaining({ id }))
  const reader = connect(standby.url, room, joined.token)
  await eventually(() => expect(reader.doc.getMap('info').size).toBe(1))
})
