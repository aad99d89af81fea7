import { expect, test } from 'vitest'
import { recordAttendance, recordProxy, recordProxyAtItem, usualAttendance } from '../../shared/model/attendance.ts'
import { proxyOf } from '../../shared/room/quorumOf.ts'
import { err, ok } from '../../shared/lib/result.ts'
import { closeMeeting, editMeeting } from '../../shared/model/createMeeting.ts'
import { meetingInfo } from '../../shared/model/MeetingDocument.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { meetingTemplate } from '../../shared/model/templates.ts'
import { TEMPLATES } from '../../shared/schema/directory.ts'
import { LanguageSchema } from '../../shared/schema/settings.ts'
import { MeetingSnapshotSchema } from '../../shared/schema/snapshot.ts'
import { contextOf, snapshotOf, startMeeting } from '../support/startMeeting.ts'

const everyTemplate = TEMPLATES.flatMap((template) => LanguageSchema.options.map((language) => ({ template, language })))

test.each(everyTemplate)('a $template meeting in $language starts with its template, in order, in one update', ({ template, language }) => {
  const meeting = startMeeting(template, language)
  const wanted = meetingTemplate(template, language)
  const snapshot = snapshotOf(meeting)
  expect({
    info: snapshot.info,
    agenda: snapshot.agenda.map(({ title, ask, minutesAllotted, status }) => ({ title, ask, minutesAllotted, status })),
    columns: snapshot.columns.map(({ name, limit }) => ({ name, limit })),
    notes: snapshot.notes.map(({ id, text }) => ({ id, text })),
    everythingFits: MeetingSnapshotSchema.safeParse(snapshot).success && Object.keys(snapshot.skipped).length === 0,
  }).toEqual({
    info: { id: 'm1', schemaVersion: 2, title: 'Night market noise', startsAt: '2026-03-05T14:30:00+08:00', place: '', template, currentItemId: null, closedAt: null },
    agenda: wanted.agenda.map((item) => ({ ...item, status: 'pending' })),
    columns: wanted.columns,
    notes: snapshot.agenda.map(({ id }) => ({ id, text: '' })),
    everythingFits: true,
  })
})

test('both languages offer the same template: as many items and columns, the same minutes and limits', () => {
  const shapes = LanguageSchema.options.map((language) =>
    TEMPLATES.map((template) => {
      const { agenda, columns } = meetingTemplate(template, language)
      return { minutes: agenda.map(({ minutesAllotted }) => minutesAllotted), limits: columns.map(({ limit }) => limit) }
    }),
  )
  expect(shapes[0]).toEqual(shapes[1])
})

test('every item has the notes that an editor binds to', () => {
  const meeting = startMeeting('joint-consultation', 'zh-CN')
  expect(meeting.agenda.list().map(({ id }) => noteBody(meeting, id)?.length)).toEqual([0, 0, 0])
})

test('the meeting changes its own record and is closed for good by the hub', () => {
  const meeting = startMeeting()
  expect([
    editMeeting(meeting, { title: '夜市噪声', place: '三号会议室' }, contextOf('li')),
    editMeeting(meeting, { title: ' ' }, contextOf('li')),
    editMeeting(meeting, { title: '长'.repeat(501) }, contextOf('li')),
  ]).toEqual([ok(), err({ kind: 'title-missing' }), err({ kind: 'value-refused', field: 'title' })])
  closeMeeting(meeting, '2026-03-05T16:00:00+08:00', contextOf('hub'))
  expect(meetingInfo(meeting)).toMatchObject({ title: '夜市噪声', place: '三号会议室', startsAt: '2026-03-05T14:30:00+08:00', closedAt: '2026-03-05T16:00:00+08:00' })
})

test('attendance keeps who a person was that day; signing in again changes only how they attend', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const person = { id: 'p1', name: '王芳', role: 'delegate', departmentId: 'd1' } as const
  recordAttendance(meeting, person, usualAttendance(person), context)
  recordAttendance(meeting, { ...person, name: 'Renamed', role: 'observer' }, 'leave', context)
  expect([meeting.attendance.list(), usualAttendance({ role: 'observer' })]).toEqual([
    [{ ...person, status: 'leave', proxyForDepartmentId: null, at: '2026-03-05T14:30:01.000Z' }],
    'in-attendance',
  ])
})

test('[C2] a person stands in for one department, at the meeting or at items; another one ends the first, another person ends both', () => {
  const meeting = startMeeting('joint-consultation')
  const secretary = contextOf('wang')
  const person = { id: 'p1', name: '王芳', role: 'delegate', departmentId: 'd1' } as const
  const [first = '', second = ''] = meeting.agenda.list().map(({ id }) => id)
  const at = (itemId: string, departmentId: string) => recordProxyAtItem(meeting, { itemId, personId: 'p1', departmentId }, secretary)
  const held = (): readonly (string | null)[] => [null, first, second].map((itemId) => proxyOf(meeting.attendance.list(), meeting.itemAttendance.list(), itemId, 'p1'))
  const steps = [at(first, 'd2')]
  recordAttendance(meeting, person, 'present', secretary)
  const states = [held()]
  steps.push(at(first, 'd2'), at('gone', 'd2'))
  states.push(held())
  at(second, 'd3')
  states.push(held())
  recordAttendance(meeting, person, 'leave', contextOf('p1'))
  states.push(held())
  recordProxy(meeting, person, 'd4', secretary)
  states.push(held())
  at(first, 'd2')
  states.push(held())
  recordAttendance(meeting, person, 'present', secretary)
  states.push(held())
  expect([steps, states]).toEqual([
    [err({ kind: 'person-gone' }), ok(), err({ kind: 'agenda-item-gone' })],
    [[null, null, null], [null, 'd2', null], [null, null, 'd3'], [null, null, 'd3'], ['d4', null, 'd4'], [null, 'd2', null], [null, null, null]],
  ])
})
