import { cp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { HubEvent } from '../../electron/hub/inside/events.ts'
import { addAgendaItem, editAgendaItem } from '../../shared/model/agenda.ts'
import { openMeetingDocument, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { contextOf, must } from '../support/startMeeting.ts'
import { killed, serve } from './commands.ts'
import { connect } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, NOON, request, startHub } from './support.ts'

const MINUTE_MS = 60_000

const asks = (meeting: MeetingDocument): readonly (string | undefined)[] => meeting.agenda.list().map(({ ask }) => ask)

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** A secretary writes, a delegate reads, and the hub ends in between: `folder` is as a power cut left it. */
async function leaveBehind() {
  const hub = await startHub()
  const secretary = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { id: departmentId } = (await request(hub.url, 'POST', '/api/departments', secretary.token, { name: '城市管理委员会' })).json as { id: string }
  const delegate = await joinAs(hub.url, secretary.token, 'delegate', '李代表', departmentId)
  const { room } = await newMeeting(hub.url, secretary.token)
  const [a, b] = [connect(hub.url, room, secretary.token), connect(hub.url, room, delegate.token)]
  const [meeting, read] = [openMeetingDocument(a.doc), openMeetingDocument(b.doc)]
  const context = contextOf(secretary.person.id)
  await eventually(() => expect([a.provider.synced, b.provider.synced]).toEqual([true, true]))
  const item = must(addAgendaItem(meeting, { title: '道路扬尘', ask: '' }, context))
  await eventually(() => expect(asks(read)).toEqual(['']))
  const journal = join('rooms', `${encodeURIComponent(room)}.log`)
  const before = await readFile(join(hub.dataDir, journal))
  must(editAgendaItem(meeting, item, { ask: '议定牵头单位' }, context))
  await eventually(() => expect(asks(read)).toEqual(['议定牵头单位']))
  a.provider.destroy()
  b.provider.destroy()
  const folder = await emptyFolder()
  await cp(hub.dataDir, folder, { recursive: true })
  // It names this process.
  await rm(join(folder, 'hub.lock'))
  return { folder, journal, before, room, secretary, delegate, item, meeting, context, kept: b.doc }
}

/** The hub again, with a clock of its own. */
async function startAgain(dataDir: string) {
  const events: HubEvent[] = []
  const clock = { at: NOON.getTime() }
  const hub = await startHub({ dataDir, now: () => new Date(clock.at), onEvent: (event) => void events.push(event) })
  return { ...hub, clock, opened: () => events.filter(({ event }) => event === 'recovery-opened') }
}

const inMinutes = (minutes: number): string => new Date(NOON.getTime() + minutes * MINUTE_MS).toISOString()

test("[H6] after an unclean end a reader's window brings back what the hub lost, as its author's; a quarter of an hour later none does", async () => {
  const { folder, journal, before, room, secretary, delegate, item, meeting, context, kept } = await leaveBehind()
  await writeFile(join(folder, journal), before)
  const hub = await startAgain(folder)
  const opened = { because: 'unclean-end', until: inMinutes(15) }
  expect([hub.opened(), (await request(hub.url, 'GET', '/api/recovery', delegate.token)).json]).toEqual([[{ event: 'recovery-opened', ...opened }], opened])

  const returning = connect(hub.url, room, delegate.token, WebSocket, copyOf(kept))
  const observer = await joinAs(hub.url, secretary.token, 'observer', '居民议事会')
  const late = connect(hub.url, room, observer.token)
  await eventually(() => expect(asks(openMeetingDocument(late.doc))).toEqual(['议定牵头单位']))
  const query = new URLSearchParams({ section: 'agenda', record: item })
  const { json } = await request(hub.url, 'GET', `/api/rooms/${room}/history?${query}`, secretary.token)
  const authors = (json['entries'] as { personId: string; fields: string[] }[]).filter(({ fields }) => fields.includes('ask')).map(({ personId }) => personId)
  expect({ closes: returning.closes, authors: [...new Set(authors)] }).toEqual({ closes: [], authors: [secretary.person.id] })

  hub.clock.at += 15 * MINUTE_MS
  must(editAgendaItem(meeting, item, { ask: '再议' }, context))
  const tooLate = connect(hub.url, room, delegate.token, WebSocket, copyOf(meeting.doc))
  await eventually(() => expect(tooLate.closes.at(0)).toEqual({ code: 4409, reason: 'client-id-foreign' }))
  expect([asks(openMeetingDocument(late.doc)), (await request(hub.url, 'GET', '/api/recovery', delegate.token)).json]).toEqual([['议定牵头单位'], { until: null, because: null }])
})

test('[H6] a journal whose end is cut opens recovery, also where the hub had ended as it should', async () => {
  const { folder, journal, room, delegate, kept } = await leaveBehind()
  const again = await startAgain(folder)
  expect((await request(again.url, 'DELETE', '/api/recovery', (await joinHub(again.url, again.secretaryInvite, '陈秘书')).token)).status).toBe(200)
  await again.close()
  await truncate(join(folder, journal), (await readFile(join(folder, journal))).length - 3)
  const hub = await startAgain(folder)
  const returning = connect(hub.url, room, delegate.token, WebSocket, copyOf(kept))
  await eventually(() => expect(returning.provider.synced).toBe(true))
  expect([returning.closes, hub.opened()]).toEqual([[], [{ event: 'recovery-opened', because: 'journal-cut', until: inMinutes(15) }]])
})

test('[H6] an unclean end does not shorten a recovery that is open for longer, and a start that fails forgets nothing', async () => {
  const { folder, delegate } = await leaveBehind()
  const recovery = { until: inMinutes(600), because: 'restored' }
  await writeFile(join(folder, 'recovery.json'), JSON.stringify({ format: 1, ...recovery }))
  const directory = await readFile(join(folder, 'rooms', 'directory.log'))
  await writeFile(join(folder, 'rooms', 'directory.log'), Uint8Array.from([0x48, 0x53, 0x4a, 99]))
  await expect(startAgain(folder)).rejects.toThrow('newer-format')
  await writeFile(join(folder, 'rooms', 'directory.log'), directory)
  const hub = await startAgain(folder)
  expect([hub.opened(), (await request(hub.url, 'GET', '/api/recovery', delegate.token)).json]).toEqual([[], recovery])
  await hub.close()
  await rm(join(folder, 'recovery.json'))
  expect((await startAgain(folder)).opened()).toEqual([])
})

test('[H6] SIGKILL opens recovery at the next start; an end that was asked for, and a first start, do not', { timeout: 120_000 }, async () => {
  const dataDir = await emptyFolder()
  const first = await serve(dataDir)
  const { token } = await joinHub(first.url, first.secretaryInvite, '王秘书')
  const causeAt = async (url: string): Promise<unknown> => (await request(url, 'GET', '/api/recovery', token)).json['because']
  const seen = [await causeAt(first.url)]
  await killed(first.process)
  const second = await serve(dataDir)
  seen.push(await causeAt(second.url))
  expect((await request(second.url, 'DELETE', '/api/recovery', token)).status).toBe(200)
  second.process.kill('SIGTERM')
  await new Promise((resolve) => second.process.once('exit', resolve))
  seen.push(await causeAt((await serve(dataDir)).url))
  expect(seen).toEqual([null, 'unclean-end', null])
})
