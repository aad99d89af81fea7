import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { buildRecord, contentDigest, readRecord } from '../../electron/hub/archive/buildRecord.ts'
import { openSqlite } from '../../electron/hub/sqlite.ts'
import { contentText } from '../../shared/archive/contentText.ts'
import { draftAction } from '../../shared/model/actions.ts'
import { addAgendaItem, endAgendaItem } from '../../shared/model/agenda.ts'
import { recordAttendance } from '../../shared/model/attendance.ts'
import { closeMeeting, createMeeting } from '../../shared/model/createMeeting.ts'
import { raiseIssue } from '../../shared/model/issues.ts'
import { openMeetingDocument, transact, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { takeSnapshot } from '../../shared/model/snapshot.ts'
import { chineseMeetings, englishMeetings, type RealMeeting } from '../support/realMeetings.ts'
import { SAMPLES_ABSENT } from '../support/samples.ts'
import { contextOf, must } from '../support/startMeeting.ts'
import { arbitrarySnapshot, HOSTILE_TEXTS } from './arbitrarySnapshot.ts'
import { altered } from './archiveFile.ts'
import { sampleSnapshot } from './sampleSnapshot.ts'

const engine = await openSqlite()
const NOW = new Date('2026-03-05T09:00:00Z')
const NO_DOCUMENT = new Uint8Array([0, 0])

test('[A2] archive → meeting → archive: the same content digest, for any meeting', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, (snapshot) => {
      const first = must(readRecord(engine, buildRecord(engine, { snapshot, state: NO_DOCUMENT }, NOW)))
      const second = must(readRecord(engine, buildRecord(engine, { snapshot: first.snapshot, state: first.documentState.update }, new Date(0))))
      const digest = contentDigest(snapshot)
      expect([first.meta.contentDigest, contentDigest(first.snapshot), second.meta.contentDigest]).toEqual([digest, digest, digest])
    }),
    { numRuns: 100 },
  )
}, 120_000)

test.each(HOSTILE_TEXTS)('[A2] hostile text %j survives archive → meeting → archive in every section', (hostile) => {
  const { info, agenda, notes, resolutions, actions, issues, attendance, departments } = sampleSnapshot()
  const long = hostile.padEnd(100_000, '长')
  const snapshot = sampleSnapshot({
    info: { ...info, title: hostile, place: hostile },
    departments: departments.map((department) => ({ ...department, name: hostile })),
    attendance: attendance.map((person) => ({ ...person, name: hostile })),
    agenda: agenda.map((item) => ({ ...item, title: hostile, ask: long })),
    notes: notes.map((note) => ({ ...note, text: long, html: hostile })),
    resolutions: resolutions.map((resolution) => ({ ...resolution, text: long })),
    actions: actions.map((action) => ({ ...action, task: hostile, closingCriterion: long })),
    issues: issues.map((issue) => ({ ...issue, title: hostile, detail: long })),
  })
  const read = must(readRecord(engine, buildRecord(engine, { snapshot, state: NO_DOCUMENT }, NOW)))
  const again = must(readRecord(engine, buildRecord(engine, { snapshot: read.snapshot, state: NO_DOCUMENT }, NOW)))
  expect([read.meta.contentDigest, again.meta.contentDigest]).toEqual([contentDigest(snapshot), contentDigest(snapshot)])
})

test('[A2] the digest is of the content alone: not of when, by whom or with what it was written, nor of the order of fields', () => {
  const snapshot = sampleSnapshot()
  const turned = { ...snapshot, info: Object.fromEntries(Object.entries(snapshot.info).toReversed()) as typeof snapshot.info }
  const compacted = must(readRecord(engine, altered(buildRecord(engine, { snapshot, state: NO_DOCUMENT, source: { name: 'x', sha256: 'a'.repeat(64) } }, new Date(0)), 'VACUUM')))
  const changed = sampleSnapshot({ info: { ...snapshot.info, place: '四楼会议室' } })
  expect([contentDigest(turned), contentDigest(compacted.snapshot), contentDigest(changed) === contentDigest(snapshot)]).toEqual([contentDigest(snapshot), contentDigest(snapshot), false])
  expect(contentText(snapshot).startsWith('{"format":2,"meeting":{"actionEvents":[{"actionId":"x1","at":')).toBe(true)
})

test('[A2] a file whose records were changed under its digest is damaged', () => {
  const bytes = buildRecord(engine, { snapshot: sampleSnapshot(), state: NO_DOCUMENT }, NOW)
  expect(readRecord(engine, altered(bytes, "UPDATE resolution SET text = '不再停止'"))).toEqual({ ok: false, error: { kind: 'damaged', what: 'values' } })
})

/** The transcript as a meeting that was held: topics, who spoke, what was said, a card, a resolution and an action each. */
function heldMeeting({ id, language, topics, speakers, turns }: RealMeeting): MeetingDocument {
  const meeting = openMeetingDocument(new Y.Doc())
  const context = contextOf('p1')
  createMeeting(meeting, { id, title: topics[0]?.slice(0, 200) ?? id, startsAt: '2026-03-05T14:30:00+08:00', template: 'blank', language }, context)
  const columnId = meeting.columns.list()[0]?.id ?? ''
  for (const [index, name] of speakers.entries()) must(recordAttendance(meeting, { id: `speaker-${index}`, name, role: 'delegate', departmentId: null }, 'present', context))
  for (const [topic, title] of topics.entries()) {
    const itemId = must(addAgendaItem(meeting, { title: title.slice(0, 200) }, context))
    const said = turns.filter((turn) => turn.topic === topic).map(({ speaker, text }) => `${speaker}：${text}`)
    transact(meeting, context, () => noteBody(meeting, itemId)?.insert(0, said.map(paragraph)))
    must(raiseIssue(meeting, { title: title.slice(0, 200), columnId, agendaItemIds: [itemId] }, context))
    const resolutionId = must(draftResolution(meeting, { itemId, text: said[0]?.slice(0, 1000) ?? title }, context))
    must(draftAction(meeting, { task: title.slice(0, 200), itemId, resolutionId }, context))
    must(endAgendaItem(meeting, itemId, { kind: 'resolved' }, context))
  }
  closeMeeting(meeting, '2026-03-05T16:05:00+08:00', context)
  return meeting
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}

for (const [language, meetings] of [['Chinese', chineseMeetings], ['English', englishMeetings]] as const)
  test(`[A2] every real ${language} meeting: archive → document → archive gives the same content digest`, ({ skip }) => {
    const real = meetings()
    skip(real === null, SAMPLES_ABSENT)
    const different = (real ?? []).filter((found) => {
      const meeting = heldMeeting(found)
      const snapshot = takeSnapshot(meeting, [])
      const read = must(readRecord(engine, buildRecord(engine, { snapshot, state: Y.encodeStateAsUpdate(meeting.doc) }, NOW)))
      const doc = new Y.Doc()
      Y.applyUpdate(doc, read.documentState.update)
      const again = must(readRecord(engine, buildRecord(engine, { snapshot: takeSnapshot(openMeetingDocument(doc), []), state: Y.encodeStateAsUpdate(doc) }, new Date(0))))
      return again.meta.contentDigest !== read.meta.contentDigest || contentDigest(read.snapshot) !== contentDigest(snapshot)
    })
    expect({ different, all: (real ?? []).length > 0 }).toEqual({ different: [], all: true })
  }, 300_000)
