import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ROLES, type Role } from '../../../shared/lib/roles.ts'
import { advanceAction, draftAction, editAction, removeAction } from '../../../shared/model/actions.ts'
import { addAgendaItem, editAgendaItem, endAgendaItem, moveAgendaItem, openAgendaItem, removeAgendaItem, reopenAgendaItem } from '../../../shared/model/agenda.ts'
import { recordAttendance, removeAttendance } from '../../../shared/model/attendance.ts'
import { editMeeting } from '../../../shared/model/createMeeting.ts'
import { addColumn, editColumn, editIssue, moveIssue, raiseIssue, removeColumn, removeIssue } from '../../../shared/model/issues.ts'
import { noteBody } from '../../../shared/model/notes.ts'
import { draftResolution, editResolution, removeResolution } from '../../../shared/model/resolutions.ts'
import { mayWrite, type Owner, type Section, type Writer } from '../../../shared/sync/access.ts'
import { must } from '../../support/startMeeting.ts'
import { CheckedMeeting, type Participant } from './CheckedMeeting.ts'

const OWN = { departmentId: 'd1' }
const OTHER = { departmentId: 'd2' }
const ME = { personId: 'me' }
const SOMEONE = { personId: 'someone' }

/** A meeting with something of everything, of this department and of another. */
function busyMeeting() {
  const room = new CheckedMeeting()
  const { meeting, context } = room.join('secretary', 'secretary')
  const columnId = meeting.columns.list()[0]?.id ?? ''
  const itemId = meeting.agenda.list()[0]?.id ?? ''
  const action = { task: 't', dueOn: '2026-04-01', closingCriterion: 'c', evidenceKinds: ['photo' as const] }
  const ids = {
    columnId,
    itemId,
    emptyItemId: must(addAgendaItem(meeting, { title: 'empty' }, context)),
    emptyColumnId: must(addColumn(meeting, 'empty', context)),
    issue: must(raiseIssue(meeting, { title: 'own', columnId, leadDepartmentId: 'd1', detail: 'words' }, context)),
    others: must(raiseIssue(meeting, { title: 'other', columnId, leadDepartmentId: 'd2', detail: 'words' }, context)),
    resolution: must(draftResolution(meeting, { itemId, text: 'r' }, context)),
    action: must(draftAction(meeting, { ...action, leadDepartmentId: 'd1' }, context)),
    othersAction: must(draftAction(meeting, { ...action, leadDepartmentId: 'd2' }, context)),
  }
  must(recordAttendance(meeting, { id: 'someone', name: 'Someone', role: 'delegate', departmentId: 'd2' }, 'present', context))
  return { room, ids }
}

type Ids = ReturnType<typeof busyMeeting>['ids']
type Attempt = readonly [section: Section<'meeting'>, owner: Owner, act: (me: Participant, ids: Ids) => void]

/** What the screens can do, with the section and owner by which they disable it. */
const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'meeting details': ['info', {}, ({ meeting, context }) => must(editMeeting(meeting, { title: 'new', place: 'hall' }, context))],
  'own attendance': ['attendance', ME, ({ meeting, context }) => must(recordAttendance(meeting, { id: 'me', name: 'Me', ...context.actor }, 'present', context))],
  "another's attendance": ['attendance', SOMEONE, ({ meeting, context }) => must(recordAttendance(meeting, { id: 'someone', name: 'x', role: 'delegate', departmentId: 'd2' }, 'leave', context))],
  "take back another's attendance": ['attendance', SOMEONE, ({ meeting, context }) => must(removeAttendance(meeting, 'someone', context))],
  'add an agenda item': ['agenda', {}, ({ meeting, context }) => must(addAgendaItem(meeting, { title: 'new', ask: 'why' }, context))],
  'edit an agenda item': ['agenda', {}, ({ meeting, context }, { itemId }) => must(editAgendaItem(meeting, itemId, { title: 'x', ask: 'y' }, context))],
  'move an agenda item': ['agenda', {}, ({ meeting, context }, { itemId }) => must(moveAgendaItem(meeting, itemId, 2, context))],
  'remove an agenda item': ['agenda', {}, ({ meeting, context }, { emptyItemId }) => must(removeAgendaItem(meeting, emptyItemId, context))],
  'open an agenda item': ['agendaEvents', {}, ({ meeting, context }, { itemId }) => must(openAgendaItem(meeting, itemId, context))],
  'end an agenda item': ['agendaEvents', {}, ({ meeting, context }, { itemId }) => must(endAgendaItem(meeting, itemId, { kind: 'shelved' }, context))],
  'add a column': ['columns', {}, ({ meeting, context }) => must(addColumn(meeting, 'x', context))],
  'edit a column': ['columns', {}, ({ meeting, context }, { columnId }) => must(editColumn(meeting, columnId, { limit: 9 }, context))],
  'remove a column': ['columns', {}, ({ meeting, context }, { emptyColumnId }) => must(removeColumn(meeting, emptyColumnId, context))],
  'raise an own issue': ['issues', OWN, ({ meeting, context }, { columnId }) => must(raiseIssue(meeting, { title: 'x', columnId, leadDepartmentId: 'd1', agendaItemIds: ['a'] }, context))],
  "raise another's issue": ['issues', OTHER, ({ meeting, context }, { columnId }) => must(raiseIssue(meeting, { title: 'x', columnId, leadDepartmentId: 'd2' }, context))],
  "raise nobody's issue": ['issues', { departmentId: null }, ({ meeting, context }, { columnId }) => must(raiseIssue(meeting, { title: 'x', columnId }, context))],
  'edit an own issue': ['issues', OWN, ({ meeting, context }, { issue }) => must(editIssue(meeting, issue, { title: 'x', detail: 'word', agendaItemIds: ['b'], priority: 'high' }, context))],
  "edit another's issue": ['issues', OTHER, ({ meeting, context }, { others }) => must(editIssue(meeting, others, { detail: 'word' }, context))],
  'give an own issue away': ['issues', OTHER, ({ meeting, context }, { issue }) => must(editIssue(meeting, issue, { leadDepartmentId: 'd2' }, context))],
  "take another's issue": ['issues', OTHER, ({ meeting, context }, { others }) => must(editIssue(meeting, others, { leadDepartmentId: 'd1' }, context))],
  'move an own issue': ['issues', OWN, ({ meeting, context }, { issue, emptyColumnId }) => must(moveIssue(meeting, issue, emptyColumnId, 0, context))],
  "move another's issue": ['issues', OTHER, ({ meeting, context }, { others, emptyColumnId }) => must(moveIssue(meeting, others, emptyColumnId, 0, context))],
  'remove an own issue': ['issues', OWN, ({ meeting, context }, { issue }) => must(removeIssue(meeting, issue, context))],
  "remove another's issue": ['issues', OTHER, ({ meeting, context }, { others }) => must(removeIssue(meeting, others, context))],
  'draft a resolution': ['resolutions', {}, ({ meeting, context }, { itemId }) => must(draftResolution(meeting, { itemId, text: 'x' }, context))],
  'edit a resolution': ['resolutions', {}, ({ meeting, context }, { resolution }) => must(editResolution(meeting, resolution, { text: 'x', outcome: 'deferred' }, context))],
  'remove a resolution': ['resolutions', {}, ({ meeting, context }, { resolution }) => must(removeResolution(meeting, resolution, context))],
  'draft an own action': ['actions', OWN, ({ meeting, context }) => must(draftAction(meeting, { task: 'x', leadDepartmentId: 'd1', supportingDepartmentIds: ['d2'] }, context))],
  "draft another's action": ['actions', OTHER, ({ meeting, context }) => must(draftAction(meeting, { task: 'x', leadDepartmentId: 'd2' }, context))],
  'edit an own action': ['actions', OWN, ({ meeting, context }, { action }) => must(editAction(meeting, action, { task: 'x', evidenceKinds: ['report'] }, context))],
  "edit another's action": ['actions', OTHER, ({ meeting, context }, { othersAction }) => must(editAction(meeting, othersAction, { closingCriterion: 'x' }, context))],
  'remove an own action': ['actions', OWN, ({ meeting, context }, { action }) => must(removeAction(meeting, action, context))],
  'advance an own action': ['actionEvents', OWN, ({ meeting, context }, { action }) => must(advanceAction(meeting, action, 'dispatched', context))],
  "advance another's action": ['actionEvents', OTHER, ({ meeting, context }, { othersAction }) => must(advanceAction(meeting, othersAction, 'dispatched', context))],
  'write notes': ['notes', {}, ({ meeting }, { itemId }) => noteBody(meeting, itemId)?.insert(0, [paragraph('words')])],
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

function writer(role: Role): Writer {
  return { personId: 'me', role, departmentId: 'd1' }
}

test.each(ROLES)('[H2] the hub takes from a %s what the screen offers, and refuses what the screen disables', (role) => {
  const verdicts: Record<string, string> = {}
  const expected: Record<string, string> = {}
  for (const [name, [section, owner, act]] of Object.entries(ATTEMPTS)) {
    const { room, ids } = busyMeeting()
    const me = room.join('me', role, 'd1')
    act(me, ids)
    const answers = new Set(me.answers().map((answer) => answer.split('/')[0]))
    verdicts[name] = [...answers].join()
    expected[name] = mayWrite('meeting', section, writer(role), owner) ? 'allowed' : `write-refused ${section}`
  }
  expect(verdicts).toEqual(expected)
})

test('[H2] every own command can be undone and done again, by whoever may do it', () => {
  const told: Record<string, readonly string[]> = {}
  for (const role of ROLES) {
    for (const [name, [section, owner, act]] of Object.entries(ATTEMPTS)) {
      if (!mayWrite('meeting', section, writer(role), owner)) continue
      const { room, ids } = busyMeeting()
      const me = room.join('me', role, 'd1')
      act(me, ids)
      for (let round = 0; round < 2; round++) {
        while (me.undo.canUndo()) me.undo.undo()
        while (me.undo.canRedo()) me.undo.redo()
      }
      const refusals = me.answers().filter((answer) => answer !== 'allowed')
      if (refusals.length > 0) told[`${role}: ${name}`] = refusals
    }
  }
  expect(told).toEqual({})
})

test('[H2] a long stay offline comes back whole: drafts, dispatch, undo and redo, one after the other', () => {
  const { room, ids } = busyMeeting()
  const me = room.join('me', 'delegate', 'd1')
  const { meeting, context, undo } = me
  me.disconnect()
  const raised = must(raiseIssue(meeting, { title: 'x', columnId: ids.columnId, leadDepartmentId: 'd1', detail: 'a' }, context))
  for (let n = 0; n < 50; n++) {
    must(editIssue(meeting, raised, { title: `t${n}`, detail: `a${n}` }, context))
    if (n % 7 === 0) undo.undo()
    if (n % 14 === 0) undo.redo()
  }
  const gone = must(raiseIssue(meeting, { title: 'gone', columnId: ids.columnId, leadDepartmentId: 'd1' }, context))
  must(removeIssue(meeting, gone, context))
  must(removeIssue(meeting, ids.issue, context))
  undo.undo()
  const drafted = must(draftAction(meeting, { task: 't', leadDepartmentId: 'd1', dueOn: '2026-04-01', closingCriterion: 'c', evidenceKinds: ['photo'] }, context))
  must(advanceAction(meeting, drafted, 'dispatched', context))
  must(recordAttendance(meeting, { id: 'me', name: 'Me', ...context.actor }, 'present', context))
  noteBody(meeting, ids.itemId)?.insert(0, [paragraph('offline')])
  me.reconnect()
  expect([me.answers(), room.hub.issues.list(), room.hub.actionEvents.list().length]).toEqual([['allowed'], meeting.issues.list(), 1])
})

test('[H2] what a delegate wrote offline into an issue that is gone by now is let go', () => {
  const { room, ids } = busyMeeting()
  const me = room.join('me', 'delegate', 'd1')
  const secretary = room.join('boss', 'secretary')
  me.disconnect()
  must(editIssue(me.meeting, ids.issue, { detail: 'more words', title: 'x' }, me.context))
  must(removeIssue(secretary.meeting, ids.issue, secretary.context))
  me.reconnect()
  must(editIssue(me.meeting, must(raiseIssue(me.meeting, { title: 'y', columnId: ids.columnId, leadDepartmentId: 'd1' }, me.context)), { title: 'z' }, me.context))
  expect([me.answers(), room.hub.issues.list().map(({ title }) => title).toSorted()]).toEqual([['allowed', 'allowed', 'allowed'], ['other', 'z']])
})

test('[H2] an observer reconnects and sends what is known, and nobody minds', () => {
  const { room, ids } = busyMeeting()
  const secretary = room.join('boss', 'secretary')
  const observer = room.join('me', 'observer')
  must(removeIssue(secretary.meeting, ids.issue, secretary.context))
  observer.disconnect()
  must(removeIssue(secretary.meeting, ids.others, secretary.context))
  must(reopenAgendaItem(secretary.meeting, (must(endAgendaItem(secretary.meeting, ids.itemId, { kind: 'shelved' }, secretary.context)), ids.itemId), secretary.context))
  observer.reconnect()
  expect(observer.answers()).toEqual(['known'])
})

test('[H2] formatted notes are written by several at once while observers look on, whose clients tidy marks away', () => {
  const { room, ids } = busyMeeting()
  const [a, b] = [room.join('a', 'delegate', 'd1'), room.join('b', 'coordinator')]
  const observer = room.join('me', 'observer')
  const text = ({ meeting }: Participant): Y.XmlText => {
    const first = noteBody(meeting, ids.itemId)?.get(0) as Y.XmlElement
    return first.get(0) as Y.XmlText
  }
  noteBody(a.meeting, ids.itemId)?.insert(0, [paragraph('渣土车夜间扰民 every night')])
  b.disconnect()
  text(a).format(0, 5, { bold: true })
  text(a).format(3, 6, { bold: true, italic: true })
  text(b).format(2, 6, { bold: true })
  text(b).insert(4, 'x')
  b.reconnect()
  text(a).format(0, 20, { bold: null })
  text(b).delete(0, 3)
  const bodies = [a, b, observer].map(({ meeting }) => noteBody(meeting, ids.itemId)?.toString())
  const refused = [a, b, observer].flatMap((each) => each.answers()).filter((answer) => answer !== 'allowed' && answer !== 'known')
  expect([refused, new Set(bodies).size]).toEqual([[], 1])
})

test('[H2] an observer whose editor takes away what it cannot show is not sent away for it, and nobody else loses it', () => {
  const { room, ids } = busyMeeting()
  const author = room.join('a', 'delegate', 'd1')
  const observer = room.join('me', 'observer')
  noteBody(author.meeting, ids.itemId)?.insert(0, [new Y.XmlElement('unheard-of'), paragraph('words')])
  noteBody(observer.meeting, ids.itemId)?.delete(0, 1)
  const left = noteBody(observer.meeting, ids.itemId)?.get(0) as Y.XmlElement
  const text = left.get(0) as Y.XmlText
  text.delete(0, 2)
  expect([observer.answers(), noteBody(room.hub, ids.itemId)?.toString()]).toEqual([
    ['dropped', `write-refused notes/${ids.itemId}`],
    '<unheard-of></unheard-of><paragraph>words</paragraph>',
  ])
})
