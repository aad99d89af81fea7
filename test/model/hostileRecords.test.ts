import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { recordAttendance } from '../../shared/model/attendance.ts'
import { raiseIssue } from '../../shared/model/issues.ts'
import { MEETING_SECTIONS } from '../../shared/model/MeetingDocument.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { contextOf, must, snapshotOf, startMeeting } from '../support/startMeeting.ts'

/** What somebody who may write a section could leave there with a client of their own making. */
const LEFT_BEHIND: readonly (() => unknown)[] = [() => 'a word', () => 7, () => null, () => new Y.Text('text'), () => new Y.Array(), () => new Y.XmlFragment(), () => new Y.Map([['order', '😀']]), () => new Y.Map([['body', 'a word']])]

test('[H3] records of no known shape are counted, and neither commands nor the archive’s snapshot stumble over them', () => {
  const meeting = startMeeting('joint-consultation')
  const context = contextOf('p1')
  const before = snapshotOf(meeting)
  meeting.doc.transact(() => {
    for (const section of MEETING_SECTIONS) for (const [index, make] of LEFT_BEHIND.entries()) if (section !== 'info') meeting.doc.getMap(section).set(`left-${index}`, make())
    meeting.doc.getMap('attendance').set('p1', 'in the way')
  })
  const { skipped, ...after } = snapshotOf(meeting)
  expect({ ...after, skipped: {} }).toEqual(before)
  const counted = MEETING_SECTIONS.filter((section) => !['info', 'notes', 'projector'].includes(section))
  expect(skipped).toEqual({ ...Object.fromEntries(counted.map((section) => [section, 8])), attendance: 9 })
  must(recordAttendance(meeting, { id: 'p1', name: '王', role: 'secretary', departmentId: null }, 'present', context))
  must(addAgendaItem(meeting, { title: '道路扬尘' }, context))
  must(raiseIssue(meeting, { title: '井盖', columnId: meeting.columns.list()[0]?.id ?? '' }, context))
  expect([meeting.attendance.get('p1')?.status, noteBody(meeting, 'left-0'), noteBody(meeting, 'left-7')]).toEqual(['present', undefined, undefined])
})
