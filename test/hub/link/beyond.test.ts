import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { WrittenBeyond } from '../../../shared/api.ts'
import { addAgendaItem, endAgendaItem, openAgendaItem } from '../../../shared/model/agenda.ts'
import { raiseIssue } from '../../../shared/model/issues.ts'
import { openMeetingDocument, transact, type MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { noteBody } from '../../../shared/model/notes.ts'
import { contextOf, must } from '../../support/startMeeting.ts'
import { RawLink, workspaceOf } from '../attacks/RawLink.ts'
import { syncMessage } from '../attacks/RawClient.ts'
import { connect, type Connected } from '../connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from '../support.ts'
import { copyOf, linkUp } from './linkSupport.ts'

interface At extends Connected {
  readonly meeting: MeetingDocument
}

async function enter(url: string, room: string, token: string): Promise<At> {
  const connected = connect(url, room, token)
  await eventually(() => expect(connected.provider.synced).toBe(true))
  return { ...connected, meeting: openMeetingDocument(connected.doc) }
}

function writeNote(meeting: MeetingDocument, itemId: string, text: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  meeting.doc.transact(() => noteBody(meeting, itemId)?.insert(0, [paragraph]))
}

/** A meeting with an item, a note and two cards, and two hubs that lose sight of each other: `closer` and `other`. */
async function startSplit(otherNow = '2026-03-05T16:00:00+08:00') {
  const first = await startHub()
  const { token, person } = await joinHub(first.url, first.secretaryInvite, '王秘书')
  const deputy = await joinAs(first.url, token, 'coordinator', '李督办')
  const { id, room } = await newMeeting(first.url, token)
  const { meeting } = await enter(first.url, room, token)
  const context = contextOf(person.id)
  const item = must(addAgendaItem(meeting, { title: '夜市油烟' }, context))
  must(openAgendaItem(meeting, item, context))
  must(endAgendaItem(meeting, item, { kind: 'shelved' }, context))
  writeNote(meeting, item, '共同写下的')
  const columnId = meeting.columns.list()[0]?.id ?? ''
  const [card, gone] = [must(raiseIssue(meeting, { title: '净化设备', columnId }, context)), must(raiseIssue(meeting, { title: '旧卡片', columnId }, context))]
  await untilNoted(first.url, token, room, 'issues', gone, 'created')
  await first.close()
  const copy = await copyOf(first.dataDir)
  const [closer, other] = [await startHub({ dataDir: first.dataDir }), await startHub({ dataDir: copy, now: () => new Date(otherNow) })]
  const close = (url: string) => request(url, 'POST', `/api/meetings/${id}/close`, token)
  return { token, deputy, id, room, item, card, gone, columnId, closer, other, close }
}

function untilNoted(url: string, token: string, room: string, section: string, record: string, change: string): Promise<void> {
  return eventually(async () => {
    const { json } = await request(url, 'GET', `/api/rooms/${room}/history?section=${section}&record=${record}`, token)
    expect(json['entries']).toContainEqual(expect.objectContaining({ change }))
  })
}

async function beyond(url: string, token: string, archive: string): Promise<WrittenBeyond['changes']> {
  const { status, json } = await request(url, 'GET', `/api/archives/${archive.replace(/^records\//, '')}/beyond`, token)
  expect(status).toBe(200)
  return (json as unknown as WrittenBeyond).changes
}

/** Without the fields that nobody reads, by section. */
function brief(changes: WrittenBeyond['changes']): unknown[] {
  const shown = new Set(['title', 'body', 'priority'])
  return changes
    .map(({ section, title, kind, fields, by }) => ({ section, title, kind, fields: fields.filter(({ field }) => shown.has(field)), by }))
    .toSorted((a, b) => (`${a.section} ${a.kind}` < `${b.section} ${b.kind}` ? -1 : 1))
}

async function apartFiles(dataDir: string): Promise<readonly string[]> {
  return (await readdir(join(dataDir, 'records', '2026'))).filter((name) => name.includes('-apart-'))
}

test('[H7] what was written on one hub while the other closed the meeting is not in its archive, and both say what it was, whose and when', async () => {
  const { token, deputy, id, room, item, card, gone, columnId, closer, other, close } = await startSplit()
  const [here, there] = [await enter(closer.url, room, token), await enter(other.url, room, deputy.token)]
  // Both change the same field: in the merged document one of the two is gone.
  transact(here.meeting, contextOf('x'), () => here.meeting.issues.patch(card, { title: '净化设备（主机）' }))
  transact(there.meeting, contextOf('x'), () => there.meeting.issues.patch(card, { title: '净化设备（另一台）' }))
  must(raiseIssue(there.meeting, { title: '关闭后的卡片', columnId, detail: '' }, contextOf('deputy')))
  writeNote(there.meeting, item, '关闭后的话')
  transact(there.meeting, contextOf('x'), () => there.meeting.issues.remove(gone))
  await untilNoted(other.url, token, room, 'issues', gone, 'removed')
  await untilNoted(closer.url, token, room, 'issues', card, 'changed')
  const { json } = await close(closer.url)
  const archive = String(json['archive'])
  expect(await beyond(closer.url, token, archive)).toEqual([])

  const link = await linkUp(other, closer)
  await link.session.settled()
  await eventually(async () => expect([await apartFiles(closer.dataDir), await apartFiles(other.dataDir)]).toEqual([[expect.any(String)], [expect.any(String)]]))
  const by = [{ personId: deputy.person.id, at: '2026-03-05T08:00:00.000Z' }]
  const expected = [
    { section: 'issues', title: '关闭后的卡片', kind: 'added', fields: [{ field: 'priority', recorded: null, written: 'medium' }, { field: 'title', recorded: null, written: '关闭后的卡片' }], by },
    { section: 'issues', title: '净化设备（另一台）', kind: 'changed', fields: [{ field: 'title', recorded: '净化设备（主机）', written: '净化设备（另一台）' }], by },
    { section: 'issues', title: '旧卡片', kind: 'removed', fields: [{ field: 'priority', recorded: 'medium', written: null }, { field: 'title', recorded: '旧卡片', written: null }], by },
    { section: 'notes', title: '夜市油烟', kind: 'changed', fields: [{ field: 'body', recorded: '共同写下的', written: '关闭后的话\n共同写下的' }], by },
  ]
  // The other hosts: its term is greater.
  await eventually(async () => expect(brief(await beyond(other.url, token, archive))).toEqual(expected))
  // What is said does not change when the hub is started again, or another one hosts.
  await other.close()
  await closer.peers.takeOver()
  expect(brief(await beyond(closer.url, token, archive))).toEqual(expected)
  expect((await close(closer.url)).json).toEqual(json)
  expect((await request(closer.url, 'GET', '/api/meetings', token)).json['meetings']).toContainEqual(expect.objectContaining({ id, record: archive }))
})

test('[H7] a copy that had nothing of its own makes no second record when it hears that the meeting is closed', async () => {
  const { token, closer, other, close } = await startSplit()
  const archive = String((await close(closer.url)).json['archive'])
  for (let times = 0; times < 2; times++) {
    const link = await linkUp(other, closer)
    await link.session.settled()
    await link.close()
  }
  expect([await apartFiles(closer.dataDir), await apartFiles(other.dataDir), await beyond(other.url, token, archive)]).toEqual([[], [], []])
})

test('[H7] of a meeting that both hubs closed, each archive says what only the other has', async () => {
  const { token, deputy, room, columnId, closer, other, close } = await startSplit()
  const there = await enter(other.url, room, deputy.token)
  const added = must(raiseIssue(there.meeting, { title: '只在另一台', columnId }, contextOf('deputy')))
  await untilNoted(other.url, token, room, 'issues', added, 'created')
  const [first, second] = [await close(closer.url), await close(other.url)]
  expect(first.json).toEqual(second.json)
  await (await linkUp(other, closer)).session.settled()
  const [apart = ''] = await apartFiles(other.dataDir)
  const byTitle = async (file: string) => (await beyond(other.url, token, file)).map(({ section, title, kind }) => ({ section, title, kind }))
  // The one that hosts keeps its own under the name that the meeting goes by.
  expect([await byTitle(String(second.json['archive'])), await byTitle(`2026/${apart}`)]).toEqual([[], [{ section: 'issues', title: '只在另一台', kind: 'added' }]])
})

test('[H3] attack: a hub with the key brings edits into a closed meeting: the archive stays, and says what it does not hold', async () => {
  const { token, room, closer, close } = await startSplit()
  const { doc } = await enter(closer.url, room, token)
  const archive = String((await close(closer.url)).json['archive'])
  const file = join(closer.dataDir, archive)
  const before = await readFile(file)
  const link = await RawLink.open(closer.url, await workspaceOf(closer.dataDir))
  await link.stand()
  link.tell({ type: 'room', room, claims: [], history: '0'.repeat(64) })
  await link.settled(1)
  const forged = new Y.Doc()
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(doc))
  const columnId = openMeetingDocument(forged).columns.list()[0]?.id ?? ''
  must(raiseIssue(openMeetingDocument(forged), { title: '事后塞进来的', columnId }, contextOf('raw')))
  link.sendRoom(room, syncMessage(2, Y.encodeStateAsUpdate(forged)))
  await link.settled(2)
  expect((await beyond(closer.url, token, archive)).map(({ title, kind, by }) => ({ title, kind, by }))).toEqual([{ title: '事后塞进来的', kind: 'added', by: [] }])
  expect((await readFile(file)).equals(before)).toBe(true)
})
