import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addAgendaItem, editAgendaItem, endAgendaItem, removeAgendaItem } from '../../shared/model/agenda.ts'
import { advanceAction, draftAction } from '../../shared/model/actions.ts'
import { recordAttendance } from '../../shared/model/attendance.ts'
import { changesBetween } from '../../shared/model/changesBetween.ts'
import { raiseIssue, removeIssue } from '../../shared/model/issues.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { takeSnapshot } from '../../shared/model/snapshot.ts'
import { MeetingSnapshotSchema } from '../../shared/schema/snapshot.ts'
import { CONSULTED, consultedMeeting } from '../support/consultedMeeting.ts'
import { contextOf, copyOf, must, snapshotOf, startMeeting } from '../support/startMeeting.ts'

function write(body: Y.XmlFragment | undefined, text: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  body?.push([paragraph])
}

test('what happened between two states is told record by record; nothing happened, nothing told', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const columnId = meeting.columns.list()[0]?.id ?? ''
  const [kept = '', gone = ''] = ['Noise', 'Parking'].map((title) => must(addAgendaItem(meeting, { title }, context)))
  const issue = must(raiseIssue(meeting, { title: 'Old issue', columnId }, context))
  const before = snapshotOf(meeting)
  must(editAgendaItem(meeting, kept, { title: 'Noise at night' }, context))
  must(removeAgendaItem(meeting, gone, context))
  write(noteBody(meeting, kept), 'Heard the residents')
  must(removeIssue(meeting, issue, context))
  const newIssue = must(raiseIssue(meeting, { title: 'New issue', columnId }, context))
  const resolution = must(draftResolution(meeting, { itemId: kept, text: 'Quiet after 22:00' }, context))
  const action = must(draftAction(meeting, { task: 'Put up signs' }, context))
  recordAttendance(meeting, { id: 'p1', name: '王芳', role: 'delegate', departmentId: null }, 'present', context)
  const after = snapshotOf(meeting)
  expect(changesBetween(before, after)).toEqual([
    { section: 'agenda', kind: 'changed', id: kept, title: 'Noise at night' },
    { section: 'agenda', kind: 'removed', id: gone, title: 'Parking' },
    { section: 'notes', kind: 'added', id: kept, title: 'Noise at night' },
    { section: 'issues', kind: 'added', id: newIssue, title: 'New issue' },
    { section: 'issues', kind: 'removed', id: issue, title: 'Old issue' },
    { section: 'resolutions', kind: 'added', id: resolution, title: 'Quiet after 22:00' },
    { section: 'actions', kind: 'added', id: action, title: 'Put up signs' },
    { section: 'attendance', kind: 'added', id: 'p1', title: '王芳' },
  ])
  expect(changesBetween(after, snapshotOf(copyOf(meeting)))).toEqual([])
})

test('[F7] what was decided and said meanwhile is told too: a round once it is revealed, positions by department, what was adopted and is to be countersigned', () => {
  const meeting = consultedMeeting()
  const after = takeSnapshot(meeting, CONSULTED)
  const before = { ...after, options: [], rounds: after.rounds.map((round) => ({ ...round, revealedAt: null })), positions: [], positionAnswers: [], adoptions: [], countersignRequests: [], countersigns: [] }
  const told = changesBetween(before, after).map(({ section, kind, title }) => `${section} ${kind}: ${title}`)
  const text = after.resolutions[0]?.text ?? ''
  expect(told).toEqual([
    ...after.options.map(({ title }) => `options added: ${title}`),
    'rounds added: 夜市油烟扰民治理',
    ...['公安局', '城市管理局', '生态环境局', '生态环境局', '住房和城乡建设局'].map((name) => `positions added: ${name}`),
    'positionAnswers added: 困难商户另行申请补贴，由街道审核。',
    `adoptions added: ${text}`,
    `countersignRequests added: ${text}`,
    ...['城市管理局', '住房和城乡建设局'].map((name) => `countersigns added: ${name}`),
  ])
  // A sealed round, and one that was given up, tell nothing.
  const voided = { ...after, rounds: after.rounds.map((round) => ({ ...round, voidedAt: round.openedAt })) }
  expect([changesBetween(before, { ...before, rounds: [] }), changesBetween({ ...after, rounds: [] }, voided)]).toEqual([[], []])
})

test('notes of an item that was taken off are told under the title it had', () => {
  const meeting = startMeeting()
  const id = must(addAgendaItem(meeting, { title: 'Parking' }, contextOf('li')))
  const before = snapshotOf(meeting)
  const offline = copyOf(meeting)
  must(removeAgendaItem(meeting, id, contextOf('li')))
  write(noteBody(offline, id), 'written while away')
  Y.applyUpdate(meeting.doc, Y.encodeStateAsUpdate(offline.doc))
  expect(changesBetween(before, snapshotOf(meeting))).toEqual([
    { section: 'agenda', kind: 'removed', id, title: 'Parking' },
    { section: 'notes', kind: 'added', id, title: 'Parking' },
  ])
})

test('[M4] an ending or a dispatch counts as a change of its item or action', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const id = must(addAgendaItem(meeting, { title: 'Noise' }, context))
  const action = must(draftAction(meeting, { task: 'Signs' }, context))
  const before = snapshotOf(meeting)
  must(endAgendaItem(meeting, id, { kind: 'deferred', nextOn: '2026-04-02' }, context))
  must(advanceAction(meeting, action, 'withdrawn', context))
  expect(changesBetween(before, snapshotOf(meeting)).map(({ section, kind }) => [section, kind])).toEqual([['agenda', 'changed'], ['actions', 'changed']])
})

test('a snapshot keeps notes of items taken off meanwhile, counts what did not fit, and fits its own schema', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const gone = must(addAgendaItem(meeting, { title: 'Parking' }, context))
  const offline = copyOf(meeting)
  must(removeAgendaItem(meeting, gone, context))
  write(noteBody(offline, gone), 'written while away')
  Y.applyUpdate(meeting.doc, Y.encodeStateAsUpdate(offline.doc))
  meeting.doc.getMap<string>('issues').set('bad', 'not a record')
  const snapshot = takeSnapshot(meeting, [{ id: 'd1', order: 'a0', name: '城管局' }])
  expect({ notes: snapshot.notes, skipped: snapshot.skipped, departments: snapshot.departments, parsed: MeetingSnapshotSchema.parse(snapshot) }).toEqual({
    notes: [{ id: gone, text: 'written while away', html: '<p>written while away</p>' }],
    skipped: { issues: 1 },
    departments: [{ id: 'd1', order: 'a0', name: '城管局' }],
    parsed: snapshot,
  })
  expect(() => snapshotOf(openMeetingDocument(new Y.Doc()))).toThrow('bug: a snapshot needs a meeting')
})
