import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { contentText } from '../../shared/archive/contentText.ts'
import { ARCHIVE_FORMATS, PRESENT_FORMAT } from '../../shared/archive/formats.ts'
import { writeArchive } from '../../shared/archive/writeArchive.ts'
import { MeetingSnapshotSchema, type MeetingSnapshot } from '../../shared/schema/snapshot.ts'
import { META, readBytes, stateOf, withDatabase } from './archiveFile.ts'
import { sampleSnapshot } from './sampleSnapshot.ts'

const FORMAT_1 = ARCHIVE_FORMATS.get(1) ?? PRESENT_FORMAT

function sha256(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex')
}

function inFormat1(snapshot: MeetingSnapshot): Uint8Array {
  return withDatabase(undefined, (db) => {
    writeArchive(db, snapshot, stateOf(new Uint8Array([0, 0])), META, FORMAT_1)
    return db.export()
  })
}

/** As a program that knew format 1 alone left it. */
function meetingOfFormat1(): MeetingSnapshot {
  const { info, departments, attendance, agenda, agendaEvents, notes, columns, issues, resolutions, actions, actionEvents, skipped } = sampleSnapshot()
  const nothing = Object.fromEntries(Object.keys(MeetingSnapshotSchema.shape).map((section) => [section, []]))
  return MeetingSnapshotSchema.parse({ ...nothing, info, departments, attendance, agenda, agendaEvents, notes, columns, issues, resolutions, actions, actionEvents, skipped })
}

test('[A1] files of format 1 are what the program of that time wrote, byte for byte, and so is their digest', () => {
  expect([sha256(inFormat1(sampleSnapshot())), sha256(contentText(sampleSnapshot(), FORMAT_1))]).toEqual([
    'a271433929f18025dffb23533b02787f26cd900e497e9a1a97b639284737146d',
    '0017af5757a88ce1588d0b59963a8145eca349e38a1b3546611047d25480732f',
  ])
})

test('[A1] a file of format 1 reads as a meeting without what came later', () => {
  const read = readBytes(inFormat1(sampleSnapshot()))
  expect(read.ok && { snapshot: read.value.snapshot, version: read.value.format.version }).toEqual({ snapshot: meetingOfFormat1(), version: 1 })
})

test('[A1] the definitions of format 2 are those of every file that was written in it', () => {
  expect(sha256(PRESENT_FORMAT.ddl.join(';\n'))).toBe('84fce2f084b03234a3d4074820fcea7918716c7eb5832393b81008e581361eff')
})
