import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { fillMeeting } from '../../electron/importers/fillMeeting.ts'
import { blocksText } from '../../electron/importers/noteBlocks.ts'
import { openSlidesMeeting, type OpenSlidesImport, type OpenSlidesOptions } from '../../electron/importers/openSlidesMeeting.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { MeetingSnapshotSchema, type MeetingSnapshot } from '../../shared/schema/snapshot.ts'
import { sample, SAMPLES_ABSENT } from '../support/samples.ts'
import { contextOf, must, snapshotOf } from '../support/startMeeting.ts'

type Records = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

/** An export with these records; each gets its id by its place, and meeting 1 unless it says otherwise. */
function exported(records: Records): Uint8Array {
  const all: Records = { meeting: [{ name: 'M', start_time: 1_772_692_200 }], ...records }
  const collections = Object.entries(all).map(([collection, rows]) => [
    collection,
    Object.fromEntries(rows.map((row, index) => [row['id'] ?? index + 1, { id: index + 1, ...(collection === 'meeting' || collection === 'user' ? {} : { meeting_id: 1 }), ...row }])),
  ])
  return new TextEncoder().encode(JSON.stringify({ _migration_index: 100, ...Object.fromEntries(collections) }))
}

function read(records: Records, options: Partial<OpenSlidesOptions> = {}): OpenSlidesImport {
  return must(openSlidesMeeting(exported(records), { language: 'en', ...options }))
}

function fill({ meetings }: OpenSlidesImport): MeetingSnapshot {
  const meeting = openMeetingDocument(new Y.Doc())
  const [imported] = meetings
  if (!imported) throw new Error('nothing was imported')
  fillMeeting(meeting, imported, { id: 'm1', startsAt: '2026-03-05T00:00:00Z', language: 'en', departmentIds: new Map([['structure_level/1', 'd1']]) }, contextOf('hub'))
  const snapshot = snapshotOf(meeting)
  expect({ skipped: snapshot.skipped, fits: MeetingSnapshotSchema.safeParse(snapshot).success }).toEqual({ skipped: {}, fits: true })
  return snapshot
}

test('[F9] the published example comes in whole: agenda in tree order, people, texts; secrets and personal notes do not', ({ skip }) => {
  const path = sample('platform_samples/openslides_example-data.json')
  if (path === null) return skip(SAMPLES_ABSENT)
  const imported = must(openSlidesMeeting(readFileSync(path), { language: 'en' }))
  const snapshot = fill(imported)
  const everything = JSON.stringify(snapshot)
  const textOf = (title: string): string => snapshot.notes.find(({ id }) => id === snapshot.agenda.find((item) => item.title === title)?.id)?.text ?? ''
  expect({
    meetings: imported.meetings.map(({ title, startsAt, departments, people }) => ({ title, startsAt, departments: departments.map(({ name }) => name), people: people.map(({ name, status }) => [name, status]) })),
    titles: snapshot.agenda.map(({ title }) => title),
    election: textOf('2. Wahl'),
    motion: textOf('3 komplex'),
    secrets: ['316af7b2', 'jKwSLGCk', 'SNuxJc7W93bnhAiA', 'Some content..', 'Test comment'].filter((secret) => everything.includes(secret)),
    words: ['lömk', 'sgsdklf jhsölkf', 'What I want to say about me with a', 'Hi!', 'Presentation and assembly system'].filter((words) => !everything.includes(words)),
  }).toEqual({
    meetings: [
      {
        title: 'OpenSlides Demo',
        startsAt: '2011-11-11T11:11:11+01:00',
        departments: ['Test structure level', 'Test structure level a', 'Test structure level b'],
        people: [['Administrator', 'present'], ['a', 'present'], ['b', 'leave']],
      },
    ],
    titles: ['A', '2. Wahl', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'A1 test', '1 - 1 Änderungsantrag zu 1', 'Wahl', '2 ohne', '3 komplex', 'BLOCK A'],
    election: [
      'Not public in the system it came from', 'Part of: A', 'B-Ware', 'Posts: 1', 'Phase: search', 'Candidates: b, a', 'Tags: Tag2', 'Vote: Wahlgang, finished',
      'b: yes 0, no 0, abstain 0', 'a: yes 1, no 0, abstain 0 (Administrator Y 1)', 'general: yes 0, no 0, abstain 0', 'Vote: valid 1, invalid 0, cast 1', 'Speakers: b, a',
    ].join('\n'),
    motion: [
      'Not public in the system it came from', 'Submitted by: Administrator', 'State: permitted', 'Block: BLOCK A', 'Created: 2011-11-11T03:00:00+01:00', 'Text',
      'sdf sdfpdfkw wef', 'wepkf\u00a0', 'weüpfk\u00a0', 'weüpfdfg', 'Recommended change (deletion, lines 1–2)', 'sdf sdfpef',
    ].join('\n'),
    secrets: [],
    words: [],
  })
  const reasons = (collection: string): string[] => [...new Set(imported.report.filter((row) => row.collection === collection).map(({ kept, reason }) => `${kept} ${reason}`))]
  expect({ user: reasons('user'), note: reasons('personal_note'), vote: reasons('vote'), group: reasons('group') }).toEqual({
    user: ['left-out password'],
    note: ['left-out personal'],
    vote: ['as-text vote-as-text'],
    group: ['left-out permissions'],
  })
})

test('[F9] every record of the example is either taken over or in the report', ({ skip }) => {
  const path = sample('platform_samples/openslides_example-data.json')
  if (path === null) return skip(SAMPLES_ABSENT)
  const bytes = readFileSync(path, 'utf8')
  const { report } = must(openSlidesMeeting(Buffer.from(bytes), { language: 'zh-CN' }))
  const named = new Set(report.map(({ collection, id }) => `${collection}/${id}`))
  const collections = JSON.parse(bytes) as Readonly<Record<string, Readonly<Record<string, unknown>>>>
  const silent = Object.entries(collections).flatMap(([collection, rows]) => (typeof rows === 'object' ? Object.keys(rows).filter((id) => !named.has(`${collection}/${id}`)).map(() => collection) : []))
  expect([...new Set(silent)].toSorted()).toEqual(['agenda_item', 'list_of_speakers', 'structure_level', 'topic'])
})

test('[F9] times, durations, closed items, departments and speakers become ours', () => {
  const imported = read({
    meeting: [{ name: 'Council', start_time: '2026-03-05T14:30:00+08:00', location: 'Room 3' }],
    user: [{ username: 'li', title: 'Dr', first_name: 'Fang', last_name: 'Li', is_present_in_meeting_ids: [1] }, { username: 'wang' }, { username: 'zhao' }],
    structure_level: [{ name: 'Water board' }],
    meeting_user: [{ user_id: 1, structure_level_ids: [1] }, { user_id: 2 }, { user_id: 3 }],
    agenda_item: [
      { content_object_id: 'topic/1', weight: 2, duration: 25, item_number: 'TOP 2', closed: true },
      { content_object_id: 'topic/2', weight: 1, duration: 900, comment: 'be brief' },
      { content_object_id: 'motion/1', weight: 3, closed: true },
    ],
    topic: [{ title: 'Leaks', text: '<p>pipe <b>burst</b></p><ul><li>one</li></ul>' }, { title: 'Noise' }],
    motion: [{ number: 'A1', title: 'Repair', text: '<p>Repair it.</p>', state_id: 1 }],
    motion_state: [{ name: 'accepted' }],
    list_of_speakers: [{ content_object_id: 'topic/1' }],
    speaker: [
      { list_of_speakers_id: 1, meeting_user_id: 2, weight: 2, begin_time: 1_772_692_200, end_time: 1_772_692_260, speech_state: 'pro' },
      { list_of_speakers_id: 1, meeting_user_id: 1, weight: 1 },
    ],
  })
  const snapshot = fill(imported)
  expect({
    info: { ...snapshot.info, id: '' },
    attendance: snapshot.attendance.map(({ name, role, departmentId, status }) => ({ name, role, departmentId, status })),
    agenda: snapshot.agenda.map(({ title, minutesAllotted, status }) => ({ title, minutesAllotted, status })),
    notes: snapshot.notes.map(({ text }) => text),
    html: snapshot.notes[1]?.html,
    resolutions: snapshot.resolutions.map(({ text, outcome, needsFollowUp }) => ({ text, outcome, needsFollowUp })),
    agendaReport: imported.report.filter(({ collection }) => collection === 'agenda_item'),
  }).toEqual({
    info: { id: '', schemaVersion: 2, title: 'Council', startsAt: '2026-03-05T14:30:00+08:00', place: 'Room 3', template: 'blank', currentItemId: null, closedAt: null },
    attendance: [
      { name: 'Dr Fang Li', role: 'delegate', departmentId: 'd1', status: 'present' },
      { name: 'wang', role: 'delegate', departmentId: null, status: 'present' },
      { name: 'zhao', role: 'delegate', departmentId: null, status: 'leave' },
    ],
    agenda: [
      { title: 'Noise', minutesAllotted: 600, status: 'pending' },
      { title: 'TOP 2 Leaks', minutesAllotted: 25, status: 'resolved' },
      { title: 'A1 Repair', minutesAllotted: 0, status: 'resolved' },
    ],
    notes: [
      'Minutes planned: 900\nComment: be brief',
      'pipe burst\none\nSpeakers: Dr Fang Li, wang (2026-03-05T06:30:00Z – 2026-03-05T06:31:00Z, pro)',
      'State: accepted\nText\nRepair it.',
    ],
    html: '<p>pipe <strong>burst</strong></p><ul><li><p>one</p></li></ul><p><strong>Speakers: </strong>Dr Fang Li, wang (2026-03-05T06:30:00Z – 2026-03-05T06:31:00Z, pro)</p>',
    resolutions: [{ text: 'A1 Repair\nRepair it.', outcome: 'adopted', needsFollowUp: false }],
    agendaReport: [
      { collection: 'agenda_item', id: 1, kept: 'as-text', reason: 'closed-without-decision' },
      { collection: 'agenda_item', id: 2, kept: 'as-text', reason: 'duration-as-text' },
    ],
  })
})

test('[F9] departments of earlier versions, where they were words, come in once each', () => {
  const [meeting] = read({
    user: [{ username: 'li' }, { username: 'wang' }, { username: 'zhao' }],
    meeting_user: [{ user_id: 1, structure_level: ' 水务局 ' }, { user_id: 2, structure_level: '水务局' }, { user_id: 3, structure_level: '' }],
  }).meetings
  expect([meeting?.departments, meeting?.people.map(({ departmentKey }) => departmentKey)]).toEqual([[{ key: '水务局', name: '水务局' }], ['水务局', '水务局', null]])
})

test('[F9] what is broken or unknown is kept as text and said: rings, missing objects, other kinds, long titles', () => {
  const long = 'x'.repeat(600)
  const imported = read({
    agenda_item: [
      { content_object_id: 'topic/1', parent_id: 2 },
      { content_object_id: 'topic/9', parent_id: 1 },
      { content_object_id: 'hearing/1', parent_id: 99 },
    ],
    topic: [{ title: long }],
    hearing: [{ name: 'Hearing', transcript: '<p>all said</p>', stream_password: 'hunter2' }],
    motion: [{ number: 'B2', title: 'Waiting', text: '<p>not yet placed</p>' }],
    petition: [{ title: 'Petition', body: 'by residents', contact_email: 'a@b.c' }],
    personal_note: [{ note: 'mine alone' }],
  })
  const snapshot = fill(imported)
  expect({
    titles: snapshot.agenda.map(({ title }) => title.slice(0, 12)),
    notes: snapshot.notes.map(({ text }) => text.slice(0, 60)),
    cards: snapshot.issues.map(({ title, detail }) => [title, detail]),
    report: imported.report.map(({ collection, id, kept, reason }) => `${collection}/${id} ${kept} ${reason}`),
  }).toEqual({
    titles: ['Hearing', 'xxxxxxxxxxxx', 'topic/9'],
    notes: ['name:\nHearing\ntranscript:\nall said', 'x'.repeat(60), `Part of: ${'x'.repeat(51)}`],
    cards: [
      ['B2 Waiting', 'Text\nnot yet placed'],
      ['Other content of the imported meeting', 'Petition\ntitle:\nPetition\nbody:\nby residents'],
    ],
    report: [
      'agenda_item/1 as-text tree-broken',
      'agenda_item/1 as-text title-shortened',
      'agenda_item/2 as-text content-missing',
      'agenda_item/2 as-text place-in-tree-as-text',
      'hearing/1 as-text unknown-kind',
      'meeting/1 left-out settings',
      'motion/1 as-text motion-as-agenda-item',
      'motion/1 as-text not-on-the-agenda',
      'personal_note/1 left-out personal',
      'petition/1 as-text unknown-kind',
    ],
  })
})

function titlesOf({ meetings }: OpenSlidesImport): unknown {
  return meetings.map(({ title, startsAt, agenda }) => [title, startsAt, agenda.map((item) => item.title)])
}

test('[F9] one meeting of several, or all; rows of the others are in no report', () => {
  const records = {
    meeting: [{ name: 'One' }, { name: 'Two', start_time: 1_772_692_200 }],
    agenda_item: [{ content_object_id: 'topic/1' }, { content_object_id: 'topic/2', meeting_id: 2 }],
    topic: [{ title: 'a' }, { title: 'b', meeting_id: 2 }],
  }
  expect([titlesOf(read(records)), titlesOf(read(records, { meetingId: 2 })), read(records, { meetingId: 2 }).report]).toEqual([
    [['One', null, ['a']], ['Two', '2026-03-05T06:30:00Z', ['b']]],
    [['Two', '2026-03-05T06:30:00Z', ['b']]],
    [{ collection: 'meeting', id: 2, kept: 'left-out', reason: 'settings' }],
  ])
})

test.each<[name: string, bytes: string | Uint8Array, error: unknown]>([
  ['nothing', '', { kind: 'not-json' }],
  ['half a file', '{"meeting": {"1": {"id": 1, "na', { kind: 'not-json' }],
  ['no text at all', Uint8Array.of(0xff, 0xfe, 0x00), { kind: 'not-json' }],
  ['a list', '[]', { kind: 'not-openslides' }],
  ['another system', '{"results": [], "_type": "HTTPAPIResult"}', { kind: 'not-openslides' }],
  ['meeting of another shape', '{"meeting": "M"}', { kind: 'not-openslides' }],
  ['an organisation without meetings', '{"organization": {}, "user": {}, "_migration_index": 100}', { kind: 'no-meeting' }],
  ['no meeting', '{"meeting": {}}', { kind: 'no-meeting' }],
  ['a wrong type', exported({ agenda_item: [{ weight: 'heavy' }] }), { kind: 'damaged', where: 'agenda_item/1 weight' }],
  ['a foreign id', exported({ topic: [{ id: 0 }] }), { kind: 'damaged', where: 'topic/0 id' }],
  ['a list for a collection', '{"meeting": {"1": {"id": 1}}, "topic": []}', { kind: 'damaged', where: 'topic' }],
  ['ids that differ', '{"meeting": {"1": {"id": 2}}}', { kind: 'damaged', where: 'meeting/1 id' }],
])('[F9] %s is refused with one clear error', (_name, bytes, error) => {
  expect(openSlidesMeeting(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, { language: 'en' })).toEqual({ ok: false, error })
})

test('[F9] a meeting that is not in the file is named with those that are', () => {
  expect(openSlidesMeeting(exported({}), { language: 'en', meetingId: 7 })).toEqual({ ok: false, error: { kind: 'meeting-unknown', id: 7, known: [1] } })
})

test('[F9] a chain of thousands of items and a text of a million letters come in', () => {
  const items = Array.from({ length: 5000 }, (_, index) => ({ content_object_id: 'topic/1', parent_id: index === 0 ? null : index }))
  const imported = read({ agenda_item: items, topic: [{ title: 't' }], motion: [{ title: 'long', text: '😀'.repeat(500_000) }] })
  const [meeting] = imported.meetings
  expect({
    agenda: meeting?.agenda.length,
    cards: meeting?.cards.map(({ detail }) => detail.isWellFormed() && detail.length <= 100_000),
    letters: [...(meeting?.cards.map(({ detail }) => detail).join('') ?? '')].filter((letter) => letter === '😀').length,
    notes: blocksText(meeting?.agenda[1]?.notes ?? []),
  }).toEqual({ agenda: 5000, cards: Array.from({ length: 12 }, () => true), letters: 500_000, notes: 'Part of: t' })
})
