import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { PRESENT_FORMAT, tablesOf } from '../../shared/archive/formats.ts'
import { wellFormed } from '../../shared/archive/wellFormed.ts'
import { MeetingSnapshotSchema } from '../../shared/schema/snapshot.ts'
import { arbitrarySnapshot, HOSTILE_TEXTS } from './arbitrarySnapshot.ts'
import { altered, archiveBytes, META, readBytes, stateOf, withDatabase } from './archiveFile.ts'
import { sampleSnapshot } from './sampleSnapshot.ts'

test('[F8] a meeting comes back whole, in order, with its document', () => {
  const update = Uint8Array.from({ length: 5000 }, (_, index) => index % 256)
  expect(readBytes(archiveBytes(sampleSnapshot(), update))).toEqual({
    ok: true,
    value: { snapshot: sampleSnapshot(), documentState: stateOf(update), meta: { ...META, isTextRepaired: false }, format: PRESENT_FORMAT },
  })
})

test('[F8] any meeting comes back as it was, whatever its text, numbers and references', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, fc.uint8Array({ maxLength: 200 }), (snapshot, update) => {
      const { snapshot: kept, isRepaired } = wellFormed(snapshot)
      expect(readBytes(archiveBytes(snapshot, update))).toEqual({
        ok: true,
        value: { snapshot: kept, documentState: stateOf(update), meta: { ...META, isTextRepaired: isRepaired }, format: PRESENT_FORMAT },
      })
    }),
    { numRuns: 150 },
  )
}, 60_000)

test('[F8] the generated meetings are ones that the schema allows', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, (snapshot) => {
      expect(MeetingSnapshotSchema.parse(snapshot)).toEqual(snapshot)
    }),
    { numRuns: 100 },
  )
})

test.each(HOSTILE_TEXTS)('[F8] hostile text %j is kept in every text of the meeting', (hostile) => {
  const { info, agenda, notes } = sampleSnapshot()
  const snapshot = sampleSnapshot({
    info: { ...info, title: hostile, place: hostile },
    agenda: agenda.map((item) => ({ ...item, title: hostile, ask: hostile })),
    notes: notes.map((note) => ({ ...note, text: hostile, html: hostile })),
  })
  const read = readBytes(archiveBytes(snapshot))
  expect(read.ok && { snapshot: read.value.snapshot, isTextRepaired: read.value.meta.isTextRepaired }).toEqual({
    snapshot: wellFormed(snapshot).snapshot,
    isTextRepaired: /\p{Surrogate}/u.test(hostile),
  })
})

test('[F8] half a surrogate pair becomes one replacement character, no more', () => {
  const { info } = sampleSnapshot()
  expect(wellFormed(sampleSnapshot({ info: { ...info, title: '\uD800甲\uDC00🏙' } })).snapshot.info.title).toBe('\uFFFD甲\uFFFD🏙')
})

test('[F8] the same meeting gives the same bytes', () => {
  expect(archiveBytes(sampleSnapshot())).toEqual(archiveBytes(sampleSnapshot()))
})

test('[F8] a small meeting is a small file', () => {
  expect(archiveBytes(sampleSnapshot()).length).toBeLessThan(84 * 1024)
})

test('[F8][M1] a meeting that is still open is not archived', () => {
  const { info } = sampleSnapshot()
  expect(() => archiveBytes(sampleSnapshot({ info: { ...info, closedAt: null } }))).toThrow('only a closed meeting is archived')
})

test('[F8] the sample meeting has a row in every table', () => {
  const empty = withDatabase(archiveBytes(sampleSnapshot()), (db) => tablesOf(PRESENT_FORMAT).filter((table) => db.exec(`SELECT 1 FROM ${table} LIMIT 1`).length === 0))
  expect(empty).toEqual([])
})

test('[F8] the definitions in a file are word for word the constant', () => {
  const found = withDatabase(archiveBytes(sampleSnapshot()), (db) => db.exec("SELECT sql FROM sqlite_master WHERE type = 'table'")[0]?.values.flat())
  expect(found?.toSorted()).toEqual(PRESENT_FORMAT.ddl.toSorted())
})

test('[F8] a copy that another tool has compacted still reads as the same meeting', () => {
  const read = readBytes(altered(archiveBytes(sampleSnapshot()), 'VACUUM'))
  expect(read.ok && read.value.snapshot).toEqual(sampleSnapshot())
})
