import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { runImport } from '../../electron/cli/importMeeting.ts'
import { decodeEntry, readJournal } from '../../electron/hub/rooms/journalFormat.ts'
import { lockFolder } from '../../electron/hub/lockFolder.ts'
import { openDirectoryDocument } from '../../shared/model/DirectoryDocument.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { takeSnapshot } from '../../shared/model/snapshot.ts'
import { printedBy, type Printed } from '../support/printedBy.ts'
import { sample, SAMPLES_ABSENT } from '../support/samples.ts'

let folder: string
let dataDir: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huishang-import-'))
  dataDir = join(folder, 'workspace')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function run(...args: readonly string[]): Promise<Printed> {
  return printedBy(() => runImport(args))
}

async function fileOf(...names: readonly string[]): Promise<string> {
  const meeting = Object.fromEntries(names.map((name, index) => [index + 1, { id: index + 1, name, start_time: 1_772_692_200 }]))
  const path = join(folder, `${names.join('-')}.json`)
  await writeFile(
    path,
    JSON.stringify({
      meeting,
      user: { 1: { id: 1, username: 'li', password: 'secret' } },
      meeting_user: { 1: { id: 1, user_id: 1, meeting_id: 1, structure_level_ids: [1] } },
      structure_level: { 1: { id: 1, meeting_id: 1, name: '水务局' } },
      agenda_item: { 1: { id: 1, meeting_id: 1, content_object_id: 'topic/1' } },
      topic: { 1: { id: 1, meeting_id: 1, title: '内涝', text: '<p>积水</p>' } },
    }),
  )
  return path
}

async function stored(room: string): Promise<Y.Doc> {
  const content = readJournal(await readFile(join(dataDir, 'rooms', `${encodeURIComponent(room)}.log`)))
  if (content.state !== 'readable' || content.end !== 'whole') throw new Error(`the journal of ${room} is not whole`)
  const doc = new Y.Doc()
  for (const record of content.records) Y.applyUpdate(doc, decodeEntry(content.version, record).update)
  return doc
}

async function bytesOfWorkspace(): Promise<Record<string, string>> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(await Promise.all(files.map(async (file): Promise<[string, string]> => [file, (await readFile(file)).toString('base64')])))
}

test('[F9] a meeting is in the directory and its room, with people who attended and no way in for them', async () => {
  const { code, out } = await run('meeting', await fileOf('会商'), '--data', dataDir, '--json')
  const printed = JSON.parse(out) as { meetings: { id: string; room: string }[] }
  const [meeting] = printed.meetings
  const directory = openDirectoryDocument(await stored('directory'))
  const departmentId = directory.departments.list()[0]?.id
  const snapshot = takeSnapshot(openMeetingDocument(await stored(meeting?.room ?? '')), [])
  expect({
    code,
    printed,
    departments: directory.departments.list().map(({ name }) => name),
    people: directory.people.list(),
    entries: directory.meetings.list().map(({ createdAt, ...entry }) => ({ ...entry, createdAt: typeof createdAt })),
    attendance: snapshot.attendance.map(({ name, departmentId: department, status }) => ({ name, department, status })),
    notes: snapshot.notes.map(({ text }) => text),
    files: (await readdir(dataDir)).toSorted(),
  }).toEqual({
    code: 0,
    printed: {
      meetings: [{ id: meeting?.id, room: `meeting/${meeting?.id}`, title: '会商', agendaItems: 1, people: 1 }],
      report: [
        { collection: 'meeting', id: 1, kept: 'left-out', reason: 'settings' },
        { collection: 'user', id: 1, kept: 'left-out', reason: 'password' },
      ],
      alreadyImported: false,
    },
    departments: ['水务局'],
    people: [],
    entries: [{ id: meeting?.id, title: '会商', startsAt: '2026-03-05T06:30:00Z', template: 'blank', createdAt: 'string', closedAt: null, record: null }],
    attendance: [{ name: 'li', department: departmentId, status: 'leave' }],
    notes: ['积水'],
    files: ['rooms'],
  })
})

test('[M14] the same file again changes nothing, not even a byte, and says so', async () => {
  const file = await fileOf('A', 'B')
  const first = await run('meeting', file, '--data', dataDir, '--json')
  const before = await bytesOfWorkspace()
  const second = await run('meeting', file, '--data', dataDir, '--json')
  const one = await run('meeting', file, '--data', dataDir, '--meeting', '2', '--json')
  const parsed = [first, second, one].map(({ out }) => JSON.parse(out) as { meetings: { title: string; id: string }[]; alreadyImported: boolean })
  expect({
    codes: [first.code, second.code, one.code],
    already: parsed.map(({ alreadyImported }) => alreadyImported),
    titles: parsed.map(({ meetings }) => meetings.map(({ title }) => title)),
    sameIds: parsed[0]?.meetings.map(({ id }) => id).join() === parsed[1]?.meetings.map(({ id }) => id).join(),
    said: second.said.includes('nothing was changed'),
    same: JSON.stringify(await bytesOfWorkspace()) === JSON.stringify(before),
  }).toEqual({ codes: [0, 0, 0], already: [false, true, true], titles: [['A', 'B'], ['A', 'B'], ['B']], sameIds: true, said: true, same: true })
})

test('[M14] a run that was cut short between the room and the directory is finished by the next one', async () => {
  const file = await fileOf('A')
  await run('meeting', file, '--data', dataDir)
  const [room] = (await readdir(join(dataDir, 'rooms'))).filter((name) => name.endsWith('.log') && name !== 'directory.log')
  const before = await readFile(join(dataDir, 'rooms', room ?? ''), 'base64')
  await rm(join(dataDir, 'rooms', 'directory.log'))
  const { out } = await run('meeting', file, '--data', dataDir, '--json')
  expect({
    already: (JSON.parse(out) as { alreadyImported: boolean }).alreadyImported,
    room: (await readFile(join(dataDir, 'rooms', room ?? ''), 'base64')) === before,
    entries: openDirectoryDocument(await stored('directory')).meetings.list().map(({ title }) => title),
  }).toEqual({ already: false, room: true, entries: ['A'] })
})

test('[F9] a file that is refused leaves nothing behind, and the reason is one line', async () => {
  const foreign = join(folder, 'foreign.json')
  await writeFile(foreign, '{"results": []}')
  const file = await fileOf('A')
  const runs = [
    await run('meeting', foreign, '--data', dataDir),
    await run('meeting', join(folder, 'absent.json'), '--data', dataDir),
    await run('meeting', file, '--data', dataDir, '--meeting', '9'),
  ]
  expect({ runs: runs.map(({ code, out, said }) => [code, out, said.trim().split('\n').length]), folder: (await readdir(folder)).toSorted() }).toEqual({
    runs: [[1, '', 1], [1, '', 1], [1, '', 1]],
    folder: ['A.json', 'foreign.json'],
  })
})

test('[F9] while a hub runs on the folder nothing is imported', async () => {
  const file = await fileOf('A')
  await run('meeting', file, '--data', dataDir)
  const lock = lockFolder(dataDir)
  const { code, said } = await run('meeting', await fileOf('B'), '--data', dataDir)
  if (lock.ok) lock.value.release()
  expect({ code, said: said.includes('a hub runs on this folder'), entries: openDirectoryDocument(await stored('directory')).meetings.list().map(({ title }) => title) }).toEqual({
    code: 1,
    said: true,
    entries: ['A'],
  })
})

test.each([[[]], [['meeting']], [['events', 'x.csv']], [['meeting', 'x.json']], [['meeting', 'x.json', '--data', 'd', '--meeting', 'one']], [['meeting', 'x', 'y', '--data', 'd']], [['--nope']]])(
  '[F9] wrong usage %j: exit 2 with an explanation, nothing on stdout',
  async (args) => {
    const { code, out, said } = await run(...args)
    expect({ code, out, said: said.includes('huishang import meeting FILE') }).toEqual({ code: 2, out: '', said: true })
  },
)

test('[F9] the published example through the command: fifteen items, three people', async ({ skip }) => {
  const path = sample('platform_samples/openslides_example-data.json')
  if (path === null) return skip(SAMPLES_ABSENT)
  const { code, out } = await run('meeting', path, '--data', dataDir, '--json')
  const { meetings } = JSON.parse(out) as { meetings: Record<string, unknown>[] }
  expect({ code, meetings: meetings.map(({ title, agendaItems, people }) => ({ title, agendaItems, people })) }).toEqual({
    code: 0,
    meetings: [{ title: 'OpenSlides Demo', agendaItems: 15, people: 3 }],
  })
})
