import { expect, test } from 'vitest'
import { addColumn, editColumn, editIssue, issuesInColumn, moveIssue, raiseIssue, removeColumn, removeIssue, strandedIssues } from '../../shared/model/issues.ts'
import type { MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { contextOf, copyOf, exchange, must, startMeeting } from '../support/startMeeting.ts'

function board(meeting: MeetingDocument): Record<string, string[]> {
  return Object.fromEntries(meeting.columns.list().map(({ id, name }) => [name, issuesInColumn(meeting.issues.list(), id).map(({ title }) => title)]))
}

function startBoard() {
  const meeting = startMeeting('blank', 'zh-CN')
  const context = contextOf('li')
  const [assess = '', consult = '', resolved = ''] = meeting.columns.list().map(({ id }) => id)
  const raise = (title: string, columnId = assess): string => must(raiseIssue(meeting, { title, columnId }, context))
  return { meeting, context, assess, consult, resolved, raise }
}

test('issues are raised at the end of a column and stand where they were moved to', () => {
  const { meeting, context, assess, consult, raise } = startBoard()
  const [a = '', b = '', c = ''] = [' 占道经营 ', '油烟', '噪声'].map((title) => raise(title))
  must(moveIssue(meeting, c, assess, 0, context))
  must(moveIssue(meeting, a, consult, 99, context))
  must(moveIssue(meeting, b, consult, 0, context))
  expect(board(meeting)).toEqual({ 待研判: ['噪声'], 会商中: ['油烟', '占道经营'], 已议定: [] })
})

test('a full column takes no more, though issues still move within it', () => {
  const { meeting, context, assess, consult, raise } = startBoard()
  const ids = ['1', '2', '3', '4', '5'].map((title) => raise(title, consult))
  const waiting = raise('6')
  const full = { ok: false, error: { kind: 'column-full', limit: 5 } }
  expect([
    raiseIssue(meeting, { title: '7', columnId: consult }, context),
    moveIssue(meeting, waiting, consult, 0, context),
    moveIssue(meeting, ids[4] ?? '', consult, 0, context),
  ]).toEqual([full, full, { ok: true, value: undefined }])
  must(editColumn(meeting, consult, { limit: null }, context))
  must(moveIssue(meeting, waiting, consult, 1, context))
  expect(board(meeting)).toEqual({ 待研判: [], 会商中: ['5', '6', '1', '2', '3', '4'], 已议定: [] })
  expect(issuesInColumn(meeting.issues.list(), assess)).toEqual([])
})

test('two people move one issue and edit it while apart: it ends in one place with both edits', () => {
  const { meeting, context, consult, resolved, raise } = startBoard()
  const id = raise('油烟')
  const other = copyOf(meeting)
  must(moveIssue(meeting, id, consult, 0, context))
  must(editIssue(meeting, id, { priority: 'high', agendaItemIds: ['i1'] }, context))
  must(moveIssue(other, id, resolved, 0, contextOf('wang')))
  must(editIssue(other, id, { detail: '夜间', agendaItemIds: ['i2'] }, contextOf('wang')))
  exchange(meeting, other)
  const [here, there] = [meeting, other].map(({ issues }) => issues.get(id))
  expect(here).toEqual(there)
  expect({ ...here, columnId: [consult, resolved].includes(here?.columnId ?? ''), order: '' }).toEqual({
    id, title: '油烟', columnId: true, order: '', detail: '夜间', priority: 'high', leadDepartmentId: null, agendaItemIds: ['i1', 'i2'],
  })
})

test('a column goes only when empty; issues moved there while it went are stranded, not lost', () => {
  const { meeting, context, assess, raise } = startBoard()
  const id = raise('油烟')
  const fresh = must(addColumn(meeting, ' 转办 ', context))
  const other = copyOf(meeting)
  must(moveIssue(other, id, fresh, 0, contextOf('wang')))
  expect(removeColumn(meeting, assess, context)).toEqual({ ok: false, error: { kind: 'column-not-empty' } })
  must(removeColumn(meeting, fresh, context))
  exchange(meeting, other)
  expect(strandedIssues(meeting.issues.list(), meeting.columns.list()).map(({ title }) => title)).toEqual(['油烟'])
})

test('what cannot be: refused, and nothing is written', () => {
  const { meeting, context, assess, raise } = startBoard()
  const id = raise('油烟')
  let updates = 0
  meeting.doc.on('update', () => updates++)
  expect([
    raiseIssue(meeting, { title: '', columnId: assess }, context),
    raiseIssue(meeting, { title: 'x', columnId: 'gone' }, context),
    raiseIssue(meeting, { title: 'x', columnId: assess, leadDepartmentId: 'no such id!' }, context),
    editIssue(meeting, id, { title: ' ' }, context),
    editIssue(meeting, id, { title: 'x'.repeat(501) }, context),
    editIssue(meeting, 'gone', {}, context),
    moveIssue(meeting, 'gone', assess, 0, context),
    moveIssue(meeting, id, 'gone', 0, context),
    removeIssue(meeting, 'gone', context),
    addColumn(meeting, '', context),
    editColumn(meeting, assess, { limit: 0 }, context),
    editColumn(meeting, 'gone', {}, context),
    removeColumn(meeting, 'gone', context),
  ].map((result) => (result.ok ? result : result.error))).toEqual([
    { kind: 'title-missing' },
    { kind: 'column-gone' },
    { kind: 'value-refused', field: 'leadDepartmentId' },
    { kind: 'title-missing' },
    { kind: 'value-refused', field: 'title' },
    { kind: 'issue-gone' },
    { kind: 'issue-gone' },
    { kind: 'column-gone' },
    { kind: 'issue-gone' },
    { kind: 'title-missing' },
    { kind: 'value-refused', field: 'limit' },
    { kind: 'column-gone' },
    { kind: 'column-gone' },
  ])
  expect(updates).toBe(0)
})
