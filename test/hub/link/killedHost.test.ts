import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { atEnd } from '../../support/atEnd.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { startHubProcess } from '../../support/hubProcess.ts'
import { startStandInProcess } from '../../support/standInProcess.ts'
import { BUILT } from '../commands.ts'
import { connect } from '../connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request } from '../support.ts'

const WRITERS = 4

/** Agenda entries of one writer: a map entry each, so that what arrived can be counted. */
function keysOf(doc: Y.Doc): ReadonlySet<string> {
  return new Set(doc.getMap('issues').keys())
}

test('[H8] the host is killed while people write: the stand-in goes on, and nothing that anybody had seen is missing, no paper either', { timeout: 90_000 }, async () => {
  const host = await startHubProcess(await emptyFolder(), 0, [], BUILT)
  atEnd(() => host.stop('SIGKILL'))
  const { token: secretary, person } = await joinHub(host.url, host.secretaryInvite, '秘书')
  const deputy = await joinAs(host.url, secretary, 'coordinator', '副秘书')
  const { room } = await newMeeting(host.url, secretary)
  await request(host.url, 'POST', '/api/hosting/stand-ins', secretary, { standIns: [{ personId: deputy.person.id }] })
  const paper = Buffer.from('可行性研究报告。'.repeat(20_000))
  const kept = await fetch(`${host.url}/api/papers`, { method: 'POST', headers: { authorization: `Bearer ${secretary}` }, body: new Uint8Array(paper) })
  const { sha256 } = (await kept.json()) as { sha256: string }
  const standIn = startStandInProcess(BUILT, { dataDir: await emptyFolder(), hub: host.url, token: deputy.token })
  atEnd(standIn.stop)
  await standIn.until(({ state, isCopied }) => state === 'following' && isCopied === true)

  const people = await Promise.all(Array.from({ length: WRITERS }, (_, n) => joinAs(host.url, secretary, 'coordinator', `与会者 ${n}`)))
  const writers = people.map(({ token }) => ({ token, at: connect(host.url, room, token) }))
  const watcher = connect(host.url, room, secretary)
  await eventually(() => expect([...writers.map(({ at }) => at), watcher].every(({ provider }) => provider.synced)).toBe(true))
  openMeetingDocument(watcher.doc).papers.insert({ id: 'p1', ownerId: 'i1', departmentId: null, name: '报告.docx', version: 1, type: '', bytes: paper.length, sha256, at: '2026-03-05T12:00:00+08:00', by: person.id })
  await eventually(() => expect(writers.every(({ at }) => at.doc.getMap('papers').has('p1'))).toBe(true))
  let written = 0
  const typing = setInterval(() => {
    for (const [index, { at }] of writers.entries()) at.doc.getMap('issues').set(`w${index}-${written}`, new Y.Map([['body', new Y.XmlFragment()]]))
    written++
  }, 2)
  await eventually(() => expect(keysOf(watcher.doc).size).toBeGreaterThan(400))
  await host.stop('SIGKILL')
  const acknowledged = new Set(keysOf(watcher.doc))
  clearInterval(typing)
  const { url } = (await standIn.until(({ state }) => state === 'alone')) as { url: string }
  standIn.takeOver()
  await standIn.until(({ state }) => state === 'hosting')

  // Whoever was there returns with what was seen; a stranger to the old host then finds all of it.
  for (const { token, at } of [...writers, { token: secretary, at: watcher }]) {
    at.provider.destroy()
    connect(url, room, token, undefined, at.doc)
  }
  const late = await joinAs(url, secretary, 'observer', '后来者')
  const reader = connect(url, room, late.token)
  const all = new Set([...acknowledged, ...writers.flatMap(({ at }) => [...keysOf(at.doc)])])
  await eventually(() => expect([...all].filter((key) => !keysOf(reader.doc).has(key))).toEqual([]))
  expect(acknowledged.size).toBeGreaterThan(400)
  const fetched = await fetch(`${url}/api/rooms/${room}/papers/${sha256}`, { headers: { authorization: `Bearer ${late.token}` } })
  expect([fetched.status, Buffer.from(await fetched.arrayBuffer()).equals(paper)]).toEqual([200, true])
})
