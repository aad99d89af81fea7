import * as nodeFiles from 'node:fs/promises'
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { APP_VERSION } from '../../../shared/lib/appVersion.ts'
import { contentDigest, type MeetingToRecord } from '../../../electron/hub/archive/buildRecord.ts'
import { listRecords } from '../../../electron/hub/archive/listRecords.ts'
import { openRecords } from '../../../electron/hub/archive/openRecords.ts'
import type { RecordDisk } from '../../../electron/hub/archive/RecordedMeetings.ts'
import { sweepTemporary } from '../../../electron/hub/archive/sweepTemporary.ts'
import { sha256Hex } from '../../../electron/hub/sha256.ts'
import { readArchive } from '../../../shared/archive/readArchive.ts'
import { openMatters } from '../../../shared/model/closing.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { takeSnapshot } from '../../../shared/model/snapshot.ts'
import { altered, withDatabase } from '../../archive/archiveFile.ts'
import { CONSULTED, consultedMeeting } from '../../support/consultedMeeting.ts'
import { must } from '../../support/startMeeting.ts'
import { closedMeeting, DEPARTMENTS, toRecord } from './records.ts'

const NOW = new Date('2026-03-05T08:05:01Z')

let workspace: string
let recordsDir: string
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'huishang-records-'))
  recordsDir = join(workspace, 'records')
})
afterEach(() => rm(workspace, { recursive: true, force: true }))

test('[F8][M1][M2] a closed meeting becomes one read-only file that holds everything, its document too', async () => {
  const request = toRecord(closedMeeting())
  const written = await record(request)
  const file = join(workspace, 'records/2026/20260305-m1.sqlite')
  const bytes = await readFile(file)
  const digest = contentDigest(request.snapshot)
  expect(written).toEqual({ ok: true, value: { path: 'records/2026/20260305-m1.sqlite', sha256: sha256Hex(bytes), contentDigest: digest, bytes: bytes.length, seq: 0 } })
  const archived = must(withDatabase(bytes, readArchive))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, archived.documentState.update)
  expect({
    snapshot: archived.snapshot,
    open: openMatters(archived.snapshot, '2026-03-05T16:05:00+08:00'),
    meta: archived.meta,
    fromDocument: takeSnapshot(openMeetingDocument(doc), DEPARTMENTS),
    names: await readdir(join(recordsDir, '2026')),
    isReadOnly: ((await stat(file)).mode & 0o222) === 0,
  }).toEqual({
    snapshot: request.snapshot,
    open: [],
    meta: { writtenAt: NOW.toISOString(), appVersion: APP_VERSION, isTextRepaired: false, origin: 'meeting', source: null, supersedes: null, contentDigest: digest },
    fromDocument: request.snapshot,
    names: ['20260305-m1.sqlite'],
    isReadOnly: true,
  })
})

test('[A1][A2][M1] a whole consultation goes through the record and comes back the same, from its tables as from its document', async () => {
  const meeting = consultedMeeting()
  const request: MeetingToRecord = { snapshot: takeSnapshot(meeting, CONSULTED), state: Y.encodeStateAsUpdate(meeting.doc) }
  const empty = Object.entries(request.snapshot).flatMap(([section, rows]) => (Array.isArray(rows) && rows.length === 0 ? [section] : []))
  const written = must(await record(request))
  const archived = must(withDatabase(await readFile(join(workspace, written.path)), readArchive))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, archived.documentState.update)
  expect({ empty, snapshot: archived.snapshot, fromDocument: takeSnapshot(openMeetingDocument(doc), CONSULTED), digest: contentDigest(archived.snapshot), adopted: archived.snapshot.adoptions.map(({ result, snapshot, snapshotSha256 }) => [result, sha256Hex(snapshot) === snapshotSha256]) }).toEqual({
    empty: ['itemAttendance', 'stageEvents', 'issues', 'actionEvents', 'actions'],
    snapshot: request.snapshot,
    fromDocument: request.snapshot,
    digest: written.contentDigest,
    adopted: [['passed-with-dissent', true]],
  })
})

test('[F8] the year and the day in the name are those that the meeting was written with', async () => {
  const written = await record(toRecord(closedMeeting({ startsAt: '2027-01-01T00:30:00+08:00' })))
  expect(written.ok && written.value.path).toBe('records/2027/20270101-m1.sqlite')
})

test('[F8] half a surrogate pair does not keep a meeting from being archived', async () => {
  expect(await record(toRecord(closedMeeting({ title: '甲\uD800乙' })))).toMatchObject({ ok: true })
})

test('[F8] closing twice, or again after a crash, finds the file and changes nothing', async () => {
  const request = toRecord(closedMeeting())
  const first = await record(request)
  const file = join(recordsDir, '2026/20260305-m1.sqlite')
  const before = await readFile(file)
  const again = await record(request, undefined, new Date(0))
  expect({ again, after: await readFile(file), names: await readdir(join(recordsDir, '2026')) }).toEqual({
    again: first,
    after: before,
    names: ['20260305-m1.sqlite'],
  })
})

test('[F8] two archivings at once leave one file, and both succeed', async () => {
  const request = toRecord(closedMeeting())
  const records = await openWith()
  const both = await Promise.all([records.recordMeeting(request), records.recordMeeting(request)])
  expect({ both: both.map(({ ok }) => ok), names: await readdir(join(recordsDir, '2026')) }).toEqual({ both: [true, true], names: ['20260305-m1.sqlite'] })
})

test.each([
  ['another meeting', async (request: MeetingToRecord) => must(await record(request))],
  ['something else', (_: MeetingToRecord, file: string) => writeFile(file, 'not ours')],
])('[F8] a file of that name with %s in it is never replaced', async (_, occupy) => {
  const file = join(recordsDir, '2026/20260305-m1.sqlite')
  await mkdir(join(recordsDir, '2026'), { recursive: true })
  await occupy(toRecord(closedMeeting({ title: 'another' })), file)
  const before = await readFile(file)
  const refused = await record(toRecord(closedMeeting()))
  expect({ refused, after: await readFile(file), names: await readdir(join(recordsDir, '2026')) }).toEqual({
    refused: { ok: false, error: { kind: 'already-archived', path: 'records/2026/20260305-m1.sqlite' } },
    after: before,
    names: ['20260305-m1.sqlite'],
  })
})

test('[F8] where links do not exist the file is renamed into place, and one that is there still stays', async () => {
  const first = await record(toRecord(closedMeeting()), { link: refusedLink })
  const other = await record(toRecord(closedMeeting({ title: 'another' })), { link: refusedLink })
  expect({ first: first.ok, other: other.ok || other.error.kind, names: await readdir(join(recordsDir, '2026')) }).toEqual({
    first: true,
    other: 'already-archived',
    names: ['20260305-m1.sqlite'],
  })
})

test('[F8] a full disk is seen before anything is written', async () => {
  const statfs = (async () => ({ ...(await nodeFiles.statfs(workspace)), bavail: 3, bsize: 4096 })) as unknown as RecordDisk['statfs']
  const refused = await record(toRecord(closedMeeting()), { statfs, open: () => Promise.reject(new Error('nothing is opened')) })
  expect({ refused, names: await readdir(join(recordsDir, '2026')) }).toEqual({ refused: { ok: false, error: { kind: 'disk-full' } }, names: [] })
})

test.each([
  ['ENOSPC', { kind: 'disk-full' }],
  ['EDQUOT', { kind: 'disk-full' }],
  ['EROFS', { kind: 'not-writable', code: 'EROFS' }],
  ['EIO', { kind: 'not-writable', code: 'EIO' }],
])('[F8] %s in the middle of writing is told and leaves nothing behind', async (code, error) => {
  const open = async (...args: Parameters<typeof nodeFiles.open>) =>
    Object.assign(await nodeFiles.open(...args), { sync: () => Promise.reject(failure(code)) })
  const refused = await record(toRecord(closedMeeting()), { open })
  expect({ refused, names: await readdir(join(recordsDir, '2026')) }).toEqual({ refused: { ok: false, error }, names: [] })
})

test('[F8] a folder that can not be made is told', async () => {
  await writeFile(recordsDir, 'a file in its place')
  expect(await record(toRecord(closedMeeting()))).toMatchObject({ ok: false, error: { kind: 'not-writable' } })
})

test('[F8] what the disk gives back is compared: a changed byte anywhere is no archive', async () => {
  const refused = await record(toRecord(closedMeeting()), { readFile: readWithFlippedBit as unknown as RecordDisk['readFile'] })
  expect({ refused, names: await readdir(join(recordsDir, '2026')) }).toEqual({ refused: { ok: false, error: { kind: 'verification-failed' } }, names: [] })
})

test.each([
  ['another document', () => Y.encodeStateAsUpdate(closedMeeting({ title: 'another' }).doc)],
  ['bytes that are no document', () => new Uint8Array([9, 9, 9, 9])],
  ['no document', () => new Uint8Array([0, 0])],
])('[F8] a snapshot with %s beside it is no archive', async (_, state) => {
  expect(await record({ ...toRecord(closedMeeting()), state: state() })).toEqual({ ok: false, error: { kind: 'verification-failed' } })
})

test('[F8] a bug is thrown, not reported as a bad disk', async () => {
  const records = await openWith({ readFile: readUnlessStaged as unknown as RecordDisk['readFile'] })
  await expect(records.recordMeeting(toRecord(closedMeeting()))).rejects.toThrow('bug')
  expect(await readdir(join(recordsDir, '2026'))).toEqual([])
})

test('[A1] what is imported says from which file it came, a correction which record it corrects', async () => {
  const records = await openWith()
  const source = { name: '会议纪要.html', sha256: 'a'.repeat(64) }
  const first = must(await records.recordMeeting({ ...toRecord(closedMeeting()), source }))
  const corrected = must(await records.recordMeeting({ ...toRecord(closedMeeting({ title: '更正' })), supersedes: first.sha256 }))
  const again = must(await records.recordMeeting({ ...toRecord(closedMeeting({ title: '更正' })), supersedes: first.sha256 }))
  const other = must(await records.recordMeeting({ ...toRecord(closedMeeting({ title: '再更正' })), supersedes: corrected.sha256 }))
  expect({ paths: [first, corrected, again, other].map(({ path }) => path), first: await metaOf(first.path), corrected: await metaOf(corrected.path), entries: records.ledger.entries().map(({ origin, supersedes }) => ({ origin, supersedes })) }).toMatchObject({
    paths: ['records/2026/20260305-m1.sqlite', 'records/2026/20260305-m1-corr-1.sqlite', 'records/2026/20260305-m1-corr-1.sqlite', 'records/2026/20260305-m1-corr-2.sqlite'],
    first: { origin: 'imported', source, supersedes: null, contentDigest: first.contentDigest },
    corrected: { origin: 'meeting', source: null, supersedes: first.sha256, contentDigest: corrected.contentDigest },
    entries: [
      { origin: 'imported', supersedes: null },
      { origin: 'meeting', supersedes: first.sha256 },
      { origin: 'meeting', supersedes: corrected.sha256 },
    ],
  })
})

test('[A1] a record that was made elsewhere is kept byte for byte, beside one of the same name', async () => {
  const records = await openWith()
  const own = must(await records.recordMeeting(toRecord(closedMeeting({ title: 'another' }))))
  const elsewhere = await mkdtemp(join(tmpdir(), 'huishang-records-'))
  const made = must(await (await openRecords({ dataDir: elsewhere, now: () => NOW, report: () => undefined })).recordMeeting(toRecord(closedMeeting())))
  const bytes = await readFile(join(elsewhere, made.path))
  await rm(elsewhere, { recursive: true })
  const heard: string[] = []
  records.onRecorded((path) => heard.push(path))
  const taken = must(await records.takeRecord(bytes, 'foreign'))
  const again = must(await records.takeRecord(bytes, 'foreign'))
  const path = `records/2026/20260305-m1-apart-${made.sha256.slice(0, 8)}.sqlite`
  expect({ own: own.path, taken, again, heard, isSame: bytes.equals(await readFile(join(workspace, path))), origin: records.ledger.entries()[1]?.origin, refused: await records.takeRecord(Buffer.from('x')) }).toEqual({
    own: 'records/2026/20260305-m1.sqlite',
    taken: { ...made, path, seq: 1 },
    again: { ...made, path, seq: 1 },
    heard: [path],
    isSame: true,
    origin: 'foreign',
    refused: { ok: false, error: { kind: 'not-a-record' } },
  })
})

test('[F8] what a crash left half-written is swept; archives and strangers stay', async () => {
  await mkdir(join(recordsDir, '2026'), { recursive: true })
  const kept = ['2026/20260305-m1.sqlite', '2026/notes.tmp', '2026/.hidden']
  for (const name of [...kept, '2026/.20260305-m1.sqlite.0b1f.tmp', '2026/..20260305-m1.sqlite.0b1f.tmp.77aa.tmp']) await writeFile(join(recordsDir, name), 'x')
  await sweepTemporary(recordsDir)
  await sweepTemporary(join(workspace, 'absent'))
  expect((await readdir(join(recordsDir, '2026'))).toSorted()).toEqual(kept.map((name) => name.slice(5)).toSorted())
})

test('[F8] records are listed newest first; what can not be read is named with its reason', async () => {
  must(await record(toRecord(closedMeeting({ id: 'old', startsAt: '2025-11-02T09:00:00+08:00' }))))
  must(await record(toRecord(closedMeeting({ id: 'late', startsAt: '2026-03-05T20:00:00+08:00' }))))
  // Earlier on the clock of its own place, later in the world.
  must(await record(toRecord(closedMeeting({ id: 'west', startsAt: '2026-03-05T19:00:00-05:00' }))))
  const good = await readFile(join(recordsDir, '2026/20260305-late.sqlite'))
  await writeFile(join(recordsDir, '2026/20260101-cut.sqlite'), good.subarray(0, 5000))
  await writeFile(join(recordsDir, '2026/20260102-newer.sqlite'), altered(good, 'PRAGMA user_version = 7'))
  await writeFile(join(recordsDir, '2026/20260103-text.sqlite'), 'hello')
  await writeFile(join(recordsDir, '2026/.20260104-x.sqlite.1.tmp'), good)
  await writeFile(join(recordsDir, 'readme.sqlite'), good)
  await mkdir(join(recordsDir, '2026/folder.sqlite'))
  const { archives, damaged } = await listRecords(recordsDir)
  expect({ first: archives[0], files: archives.map(({ file }) => file), damaged }).toEqual({
    first: {
      file: '2026/20260305-west.sqlite',
      meetingId: 'west',
      title: '夜市噪声综合会商',
      startsAt: '2026-03-05T19:00:00-05:00',
      closedAt: '2026-03-05T16:05:00+08:00',
      body: '夜市噪声综合会商',
      size: (await stat(join(recordsDir, '2026/20260305-west.sqlite'))).size,
    },
    files: ['2026/20260305-west.sqlite', '2026/20260305-late.sqlite', '2025/20251102-old.sqlite'],
    damaged: [
      { file: '2026/20260101-cut.sqlite', reason: 'damaged' },
      { file: '2026/20260102-newer.sqlite', reason: 'newer-version' },
      { file: '2026/20260103-text.sqlite', reason: 'not-an-archive' },
      { file: '2026/folder.sqlite', reason: 'not-readable' },
    ],
  })
})

test('[F8] a workspace without records lists none', async () => {
  expect(await listRecords(recordsDir)).toEqual({ archives: [], damaged: [] })
})

function failure(code: string): Error {
  return Object.assign(new Error(code), { code })
}

function refusedLink(): Promise<never> {
  return Promise.reject(failure('EPERM'))
}

async function readWithFlippedBit(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path)
  bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1
  return bytes
}

function readUnlessStaged(path: string): Promise<Uint8Array> {
  return path.endsWith('.tmp') ? Promise.reject(new TypeError('bug')) : readFile(path)
}

async function metaOf(path: string) {
  return must(withDatabase(await readFile(join(workspace, path)), readArchive)).meta
}

function openWith(disk?: Partial<RecordDisk>, now = NOW): ReturnType<typeof openRecords> {
  return openRecords({ dataDir: workspace, now: () => now, report: () => undefined, ...(disk && { disk: { ...nodeFiles, ...disk } }) })
}

async function record(meeting: MeetingToRecord, disk?: Partial<RecordDisk>, now?: Date) {
  return (await openWith(disk, now)).recordMeeting(meeting)
}
