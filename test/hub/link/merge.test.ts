import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { connect } from '../connect.ts'
import { eventually, joinAs, newMeeting, request, startHub } from '../support.ts'
import { copyOf, linkUp, newWorkspace } from './linkSupport.ts'

function addNote(doc: Y.Doc, id: string, text: string): void {
  doc.transact(() => {
    const note = new Y.Map<unknown>()
    doc.getMap<Y.Map<unknown>>('notes').set(id, note)
    const body = new Y.XmlFragment()
    note.set('body', body)
    body.insert(0, [new Y.XmlText(text)])
  })
}

function notes(doc: Y.Doc): string[] {
  return [...doc.getMap<Y.Map<unknown>>('notes').values()].map((note) => String(note.get('body'))).toSorted()
}

test('[H7] two hubs that served the same meeting apart merge on contact without loss', async () => {
  const { dataDir, token, room } = await newWorkspace()
  const [hubB, hubA] = [await startHub({ dataDir: await copyOf(dataDir) }), await startHub({ dataDir })]
  const [atA, atB] = [connect(hubA.url, room, token), connect(hubB.url, room, token)]
  await eventually(() => expect([atA.provider.synced, atB.provider.synced]).toEqual([true, true]))
  for (let n = 0; n < 20; n++) {
    addNote(atA.doc, `a${n}`, `甲 ${n}`)
    addNote(atB.doc, `b${n}`, `乙 ${n}`)
  }
  await (await linkUp(hubB, hubA)).session.settled()
  // One of them goes on hosting, and whoever was at the other is sent there.
  expect([hubA.peers.standing.isHosting, hubB.peers.standing.isHosting]).toEqual([false, true])
  await eventually(() => expect(atA.closeCodes).toContain(4521))
  const moved = connect(hubB.url, room, token, undefined, atA.doc)
  const all = [...Array.from({ length: 20 }, (_, n) => `甲 ${n}`), ...Array.from({ length: 20 }, (_, n) => `乙 ${n}`)].toSorted()
  await eventually(() => expect([notes(atA.doc), notes(atB.doc)]).toEqual([all, all]))

  addNote(moved.doc, 'live-a', '此后甲')
  addNote(atB.doc, 'live-b', '此后乙')
  await eventually(() => expect([notes(atA.doc).length, notes(atB.doc).length]).toEqual([42, 42]))

  // The one that stands by has it all, too.
  await hubB.close()
  expect((await hubA.peers.takeOver()).ok).toBe(true)
  const reader = connect(hubA.url, room, token)
  await eventually(() => expect(notes(reader.doc)).toEqual([...all, '此后甲', '此后乙'].toSorted()))
})

test('[H7] people, departments and meetings that either hub got while apart are on both afterwards', async () => {
  const { dataDir, token } = await newWorkspace()
  const [hubB, hubA] = [await startHub({ dataDir: await copyOf(dataDir) }), await startHub({ dataDir })]
  await request(hubA.url, 'POST', '/api/departments', token, { name: '城管局' })
  await request(hubB.url, 'POST', '/api/departments', token, { name: '住建局' })
  const [joinedA, joinedB] = [await joinAs(hubA.url, token, 'delegate', '张三'), await joinAs(hubB.url, token, 'observer', '李四')]
  const [meetingA, meetingB] = [await newMeeting(hubA.url, token, { title: '甲会' }), await newMeeting(hubB.url, token, { title: '乙会' })]
  await (await linkUp(hubA, hubB)).session.settled()

  for (const { url, peers } of [hubB, hubA]) {
    if (!peers.standing.isHosting) {
      await hubB.close()
      await peers.takeOver()
    }
    for (const joined of [joinedA, joinedB]) expect(await request(url, 'GET', '/api/session', joined.token)).toMatchObject({ status: 200, json: { person: joined.person } })
    const directory = connect(url, 'directory', token)
    await eventually(() =>
      expect({
        departments: [...directory.doc.getMap<Y.Map<unknown>>('departments').values()].map((department) => department.get('name')).toSorted(),
        people: [...directory.doc.getMap<Y.Map<unknown>>('people').values()].map((person) => person.get('name')).toSorted(),
        meetings: [...directory.doc.getMap('meetings').keys()].filter((id) => [meetingA.id, meetingB.id].includes(id)).length,
      }).toEqual({ departments: ['住建局', '城管局'].toSorted(), people: ['张三', '李四', '秘书'].toSorted(), meetings: 2 }),
    )
  }
  const reader = connect(hubA.url, meetingB.room, token)
  await eventually(() => expect([...reader.doc.getMap<Y.Map<unknown>>('info').values()].map((info) => info.get('title'))).toEqual(['乙会']))
})

test('[H7] a session that ended on one hub while they were apart works on neither afterwards', async () => {
  const { dataDir, token } = await newWorkspace()
  const [hubB, hubA] = [await startHub({ dataDir: await copyOf(dataDir) }), await startHub({ dataDir })]
  expect((await request(hubA.url, 'DELETE', '/api/session', token)).status).toBe(200)
  const atB = connect(hubB.url, 'directory', token)
  await eventually(() => expect(atB.provider.synced).toBe(true))
  await (await linkUp(hubB, hubA)).session.settled()
  await eventually(() => expect(atB.closeCodes).toContain(4401))
  expect((await request(hubB.url, 'GET', '/api/session', token)).status).toBe(401)
})
