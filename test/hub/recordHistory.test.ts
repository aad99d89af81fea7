import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reporter } from '../../electron/hub/inside/events.ts'
import { DISK, type JournalFiles } from '../../electron/hub/rooms/journalFiles.ts'
import { RecordHistory } from '../../electron/hub/rooms/RecordHistory.ts'
import type { Authored } from '../../shared/sync/Batch.ts'
import type { FieldChange, TouchedRecord } from '../../shared/sync/check/TouchedRecord.ts'
import { atEnd } from '../support/atEnd.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { eventually, NOON } from './support.ts'
import { createTestDisk } from './testDisk.ts'

interface Opened {
  readonly history: RecordHistory
  readonly lines: string[]
  /** Lets that many seconds pass. */
  readonly pass: (seconds: number) => void
}

async function open(folder: string, files: JournalFiles = DISK, startAt = NOON.getTime()): Promise<Opened> {
  const clock = { at: startAt }
  const lines: string[] = []
  const opened = await RecordHistory.open({ path: join(folder, FILE), files, report: reporter({ log: (line) => lines.push(line) }), now: () => new Date(clock.at), retryMs: 10 })
  if (!opened.ok) throw new Error(opened.error.kind)
  atEnd(async () => opened.value.close())
  return { history: opened.value, lines, pass: (seconds) => void (clock.at += seconds * 1000) }
}

const FILE = 'meeting%2Fm1.history'

function touch(recordId: string, fields: readonly string[] = ['title'], change: TouchedRecord['change'] = 'changed', section = 'issues'): TouchedRecord {
  return { section, recordId, change, fields: new Map(fields.map((field) => [field, { kind: 'edited' } satisfies FieldChange])) }
}

function by(personId: string, ...touched: readonly TouchedRecord[]): readonly Authored[] {
  return [{ personId, touched }]
}

function at(seconds: number): string {
  return new Date(NOON.getTime() + seconds * 1000).toISOString()
}

test('[H4] who changed a record, what of it and when, newest first; others are not in the answer', async () => {
  const { history, pass } = await open(await emptyFolder())
  history.add(by('wang', touch('a', ['title', 'detail'], 'created'), touch('b', ['title'], 'created')))
  pass(5)
  history.add([...by('li', touch('a', ['detail'])), ...by('hub:', touch('a', [], 'changed', 'notes'))])
  pass(100)
  history.add(by('wang', touch('a', [], 'removed')))
  const common = { section: 'issues', recordId: 'a' }
  expect(await history.entriesOf('issues', 'a')).toEqual([
    { ...common, personId: 'wang', change: 'removed', fields: [], from: at(105), to: at(105) },
    { ...common, personId: 'li', change: 'changed', fields: ['detail'], from: at(5), to: at(5) },
    { ...common, personId: 'wang', change: 'created', fields: ['detail', 'title'], from: at(0), to: at(0) },
  ])
  expect([(await history.entriesOf('notes', 'a')).length, await history.entriesOf('issues', 'c'), await history.entriesOf('notes', 'b')]).toEqual([1, [], []])
})

test('[H4] typing is one entry from the first key to the last, also of two who type at once; a minute of silence ends it', async () => {
  const folder = await emptyFolder()
  const { history, pass } = await open(folder)
  for (let key = 0; key < 1_000; key++) {
    history.add(by(key % 2 === 0 ? 'wang' : 'li', touch('n', ['body'], 'changed', 'notes')))
    pass(0.1)
  }
  const { size } = await readFile(join(folder, FILE)).then(({ length }) => ({ size: length }))
  pass(60)
  history.add(by('wang', touch('n', ['body'], 'changed', 'notes')))
  const common = { section: 'notes', recordId: 'n', change: 'changed', fields: ['body'] }
  expect({ isSmall: size < 1_000, entries: await history.entriesOf('notes', 'n') }).toEqual({
    isSmall: true,
    entries: [
      { ...common, personId: 'wang', from: at(160), to: at(160) },
      { ...common, personId: 'li', from: at(0.1), to: at(99.9) },
      { ...common, personId: 'wang', from: at(0), to: at(99.8) },
    ],
  })
})

test('[H4] after a death without a word every entry is there; of one still growing at most its last minute is missing', async () => {
  const folder = await emptyFolder()
  const { history, pass } = await open(folder)
  for (let second = 0; second < 150; second++) {
    history.add(by('wang', touch('a')))
    pass(1)
  }
  history.add(by('li', touch('a')))
  const { history: again, pass: passLater } = await open(folder, DISK, NOON.getTime() + 200_000)
  const found = await again.entriesOf('issues', 'a')
  expect(found.map(({ personId, from }) => [personId, from])).toEqual([['li', at(150)], ['wang', at(0)]])
  expect(Date.parse(found[1]?.to ?? '')).toBeGreaterThanOrEqual(NOON.getTime() + 90_000)
  passLater(1)
  again.add(by('wang', touch('a')))
  expect((await again.entriesOf('issues', 'a')).map(({ personId, from }) => [personId, from])).toEqual([['wang', at(201)], ['li', at(150)], ['wang', at(0)]])
})

test('[H4] closed in good order it knows the very end', async () => {
  const folder = await emptyFolder()
  const { history, pass } = await open(folder)
  history.add(by('wang', touch('a')))
  pass(30)
  history.add(by('wang', touch('a')))
  expect(await history.settle()).toBe(true)
  expect(await (await open(folder)).history.entriesOf('issues', 'a')).toMatchObject([{ from: at(0), to: at(30) }])
})

test('[H4] the 200 newest of a record are told', async () => {
  const { history, pass } = await open(await emptyFolder())
  for (let n = 0; n < 250; n++) {
    history.add(by('wang', touch('a')))
    pass(61)
  }
  const told = await history.entriesOf('issues', 'a')
  expect([told.length, told[0]?.from, told.at(-1)?.from]).toEqual([200, at(249 * 61), at(50 * 61)])
})

test('[H4] a clock that is set back starts a new entry and breaks nothing', async () => {
  const { history, pass } = await open(await emptyFolder())
  history.add(by('wang', touch('a')))
  pass(-3_600)
  history.add(by('wang', touch('a')))
  expect((await history.entriesOf('issues', 'a')).map(({ from }) => from)).toEqual([at(0), at(-3_600)])
})

test('[H4] nothing changed, nothing written: a room that is only read has no history file', async () => {
  const folder = await emptyFolder()
  const { history } = await open(folder)
  history.add([])
  expect([history.flush(), await history.settle(), await readdir(folder)]).toEqual([true, true, []])
})

test.each([1, 7, 8, 30])('[H4][H6] an entry cut short by a crash costs that entry only: %i bytes of it are there', async (bytes) => {
  const folder = await emptyFolder()
  const { history } = await open(folder)
  history.add(by('wang', touch('a')))
  const whole = (await readFile(join(folder, FILE))).length
  history.add(by('li', touch('a')))
  await writeFile(join(folder, FILE), (await readFile(join(folder, FILE))).subarray(0, whole + bytes))
  const { history: again, lines } = await open(folder)
  again.add(by('chen', touch('a')))
  const later = await open(folder)
  expect({ people: (await later.history.entriesOf('issues', 'a')).map(({ personId }) => personId), lines }).toEqual({
    people: ['chen', 'wang'],
    lines: ['a record history ended in an unfinished record, which was cut off'],
  })
})

test('[H4][H6] damage: read up to there, kept aside, reported', async () => {
  const folder = await emptyFolder()
  const { history } = await open(folder)
  history.add(by('wang', touch('a')))
  const whole = (await readFile(join(folder, FILE))).length
  history.add(by('li', touch('a'), touch('b')))
  const bytes = await readFile(join(folder, FILE))
  bytes[whole + 12] = (bytes[whole + 12] ?? 0) ^ 0xff
  await writeFile(join(folder, FILE), bytes)
  const { history: again, lines } = await open(folder)
  expect({ people: (await again.entriesOf('issues', 'a')).map(({ personId }) => personId), lines: lines.length, names: await readdir(folder) }).toEqual({
    people: ['wang'],
    lines: 1,
    names: [FILE, `${FILE}.damaged`],
  })
})

test('[H4] a history of a newer version is left alone', async () => {
  const folder = await emptyFolder()
  const path = join(folder, FILE)
  await writeFile(path, Uint8Array.from([0x48, 0x53, 0x48, 2, 1, 2, 3]))
  expect(await RecordHistory.open({ path, files: DISK, report: () => undefined, now: () => NOON })).toEqual({ ok: false, error: { kind: 'newer-format', path } })
})

test.each(['writing', 'syncing'] as const)('[H4][H6] a disk that refuses %s: it says so, keeps everything, tells it, and writes it when there is space', async (refuses) => {
  const folder = await emptyFolder()
  const { files, disk } = createTestDisk()
  const { history, lines } = await open(folder, files)
  disk.refuses = refuses
  history.add(by('wang', touch('a')))
  expect([history.flush(), history.isWritable]).toEqual([false, false])
  history.add(by('li', touch('a')))
  expect((await history.entriesOf('issues', 'a')).map(({ personId }) => personId)).toEqual(['li', 'wang'])
  disk.refuses = 'nothing'
  await eventually(() => expect(history.isWritable).toBe(true))
  expect(lines).toEqual(['saving the history stopped: ENOSPC', 'saving the history works again'])
  expect((await (await open(folder)).history.entriesOf('issues', 'a')).map(({ personId }) => personId)).toEqual(['li', 'wang'])
})

test('[H4][H6] after a failed sync what was not on the disk yet is written again in its place', async () => {
  const folder = await emptyFolder()
  const { files, disk } = createTestDisk()
  const { history } = await open(folder, files)
  history.add(by('wang', touch('a')))
  expect(history.flush()).toBe(true)
  const safe = await readFile(join(folder, FILE))
  disk.refuses = 'syncing'
  history.add(by('li', touch('a')))
  await eventually(() => expect(history.isWritable).toBe(false))
  // What the system never wrote, as it may be after such a failure.
  await writeFile(join(folder, FILE), Buffer.concat([safe, Buffer.alloc(50)]))
  disk.refuses = 'nothing'
  await eventually(() => expect(history.isWritable).toBe(true))
  history.add(by('chen', touch('a')))
  expect((await (await open(folder)).history.entriesOf('issues', 'a')).map(({ personId }) => personId)).toEqual(['chen', 'li', 'wang'])
})
