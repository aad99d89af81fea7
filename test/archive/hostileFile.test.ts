import { expect, test } from 'vitest'
import { readArchiveHeading } from '../../shared/archive/readArchive.ts'
import { APPLICATION_ID, PRESENT_FORMAT, tablesOf } from '../../shared/archive/formats.ts'
import { below, seeded } from '../support/seeded.ts'
import { altered, archiveBytes, readBytes, withDatabase } from './archiveFile.ts'
import { sampleSnapshot } from './sampleSnapshot.ts'

const good = archiveBytes(sampleSnapshot(), new Uint8Array(3000).fill(7))
const error = (bytes: Uint8Array): unknown => {
  const read = readBytes(bytes)
  return read.ok ? 'read' : read.error
}

test('[F8] what is no archive says so: no bytes, text, another database', () => {
  const foreign = withDatabase(undefined, (db) => {
    db.exec('CREATE TABLE meeting (id TEXT)')
    return db.export()
  })
  const texts = ['', 'x', 'SQLite format 3\0', '<html></html>'.repeat(400)].map((text) => new TextEncoder().encode(text))
  expect([foreign, ...texts].map(error)).toEqual(Array.from({ length: 5 }, () => ({ kind: 'not-an-archive' })))
})

test('[F8] an archive of a newer version is named as such, without being read', () => {
  const newer = altered(good, 'PRAGMA user_version = 3; DROP TABLE meeting')
  expect([error(newer), withDatabase(newer, readArchiveHeading)]).toEqual([
    { kind: 'newer-version', version: 3 },
    { ok: false, error: { kind: 'newer-version', version: 3 } },
  ])
})

test('[F8] our mark on an otherwise empty database is not enough', () => {
  const marked = withDatabase(undefined, (db) => {
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 2; CREATE TABLE x (y)`)
    return db.export()
  })
  expect(error(marked)).toEqual({ kind: 'damaged', what: 'tables' })
})

test.each([
  ['a trigger', "CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM resolution; END"],
  ['a view', 'CREATE VIEW v AS SELECT * FROM meeting'],
  ['a view in place of a table', 'ALTER TABLE note RENAME TO real; CREATE VIEW note AS SELECT * FROM real'],
  ['an index', 'CREATE INDEX i ON action (due_on)'],
  ['another table', 'CREATE TABLE extra (x)'],
  ['a missing table', 'DROP TABLE action_event'],
  ['another column', 'ALTER TABLE meeting ADD COLUMN secret TEXT'],
  ['a column less', 'ALTER TABLE meeting DROP COLUMN place'],
  ['a lenient column', "PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = replace(sql, ' CHECK (typeof(title) = ''text'')', '') WHERE name = 'meeting'"],
])('[F8] a file with %s is not read', (_, sql) => {
  expect(error(altered(good, sql))).toEqual({ kind: 'damaged', what: 'tables' })
})

test.each([
  ['a wrong type', "PRAGMA ignore_check_constraints = 1; UPDATE meeting SET title = x'00ff'", 'integrity'],
  ['a list without its record', 'DELETE FROM issue', 'integrity'],
  ['a missing resolution', 'DELETE FROM resolution', 'rows'],
  ['an added note', "INSERT INTO note VALUES (9, 'a2', 'forged', 'forged')", 'rows'],
  ['no meeting', 'DELETE FROM meeting', 'rows'],
  ['two meetings', "INSERT INTO meeting SELECT 1, 'm2', schema_version, title, starts_at, place, template, NULL, closed_at FROM meeting", 'rows'],
  ['no document', 'DELETE FROM document', 'rows'],
  ['no meta data', 'DELETE FROM meta', 'rows'],
  ['an unknown status', "UPDATE agenda_item SET status = 'forgotten'", 'values'],
  ['a time that is none', "UPDATE meeting SET closed_at = 'yesterday'", 'values'],
  ['an id that leaves the folder', "UPDATE meeting SET id = '../../etc'", 'values'],
  ['a hash that is none', `UPDATE document SET sha256 = '${'z'.repeat(64)}'`, 'values'],
])('[F8] a file with %s is no meeting', (_, sql, what) => {
  expect(error(altered(good, sql))).toEqual({ kind: 'damaged', what })
})

test('[F8] a file cut short anywhere gives an error', () => {
  const lengths = [1, 15, 16, 99, 100, 511, 512, 1023, 1024, ...Array.from({ length: Math.ceil(good.length / 1024) - 2 }, (_, page) => (page + 2) * 1024 - (page % 3) * 100)]
  expect(lengths.filter((length) => readBytes(good.slice(0, length)).ok)).toEqual([])
})

// Hundreds of files: a busy machine needs longer than the usual five seconds.
test('[F8] random bytes, zeroed sectors and flipped bits never throw and never give another shape', { timeout: 60_000 }, () => {
  const random = seeded(20_260_305)
  const outcomes = Array.from({ length: 600 }, (_, run) => {
    const bytes = good.slice()
    if (run % 3 === 0) for (let flips = 0; flips < 1 + (run % 5); flips++) flipBit(bytes, below(random, bytes.length * 8))
    else if (run % 3 === 1) bytes.fill(0, ...sector(below(random, Math.floor(bytes.length / 512))))
    else for (let place = below(random, bytes.length - 64), end = place + 64; place < end; place++) bytes[place] = below(random, 256)
    const heading = withDatabase(bytes, readArchiveHeading)
    const whole = readBytes(bytes)
    return { isHeading: heading.ok || heading.error.kind.length > 0, rows: whole.ok ? countRows(whole.value.snapshot) : -1 }
  })
  const expected = countRows(sampleSnapshot())
  expect(outcomes.filter(({ isHeading, rows }) => !isHeading || (rows !== -1 && rows !== expected))).toEqual([])
})

test('[F8] every table counts: emptying any one of them is noticed', () => {
  const unnoticed = tablesOf(PRESENT_FORMAT).filter((table) => readBytes(altered(good, `PRAGMA foreign_keys = 0; DELETE FROM ${table}`)).ok)
  expect(unnoticed).toEqual([])
})

function countRows(snapshot: ReturnType<typeof sampleSnapshot>): number {
  return Object.values(snapshot).reduce((sum, section) => sum + (Array.isArray(section) ? section.length : 0), 0)
}

function flipBit(bytes: Uint8Array, bit: number): void {
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
}

function sector(index: number): [from: number, to: number] {
  return [index * 512, (index + 1) * 512]
}
