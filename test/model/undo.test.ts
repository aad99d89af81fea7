import { expect, test } from 'vitest'
import { draftAction } from '../../shared/model/actions.ts'
import { addAgendaItem, agendaStatus, editAgendaItem, endAgendaItem, removeAgendaItem } from '../../shared/model/agenda.ts'
import { editIssue, raiseIssue } from '../../shared/model/issues.ts'
import { createUndo } from '../../shared/model/undo.ts'
import { contextOf, copyOf, exchange, must, snapshotOf, startMeeting } from '../support/startMeeting.ts'

test('undo takes back one own command at a time, redo brings it again', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const undo = createUndo(meeting, context)
  const id = must(addAgendaItem(meeting, { title: 'a' }, context))
  must(editAgendaItem(meeting, id, { title: 'b' }, context))
  must(draftAction(meeting, { task: 't' }, context))
  const states = [snapshotOf(meeting)]
  for (const step of ['undo', 'undo', 'undo', 'redo', 'redo', 'redo'] as const) {
    undo[step]()
    states.push(snapshotOf(meeting))
  }
  expect(states.map(({ agenda, actions }) => [agenda.map(({ title }) => title), actions.length])).toEqual([
    [['b'], 1], [['b'], 0], [['a'], 0], [[], 0], [['a'], 0], [['b'], 0], [['b'], 1],
  ])
  expect(states.at(-1)).toEqual(states[0])
})

test('undo never takes back what somebody else did, not even in the same text or field', () => {
  const one = startMeeting('blank')
  const context = contextOf('li')
  const undo = createUndo(one, context)
  const columnId = one.columns.list()[0]?.id ?? ''
  const id = must(raiseIssue(one, { title: 'Noise', columnId, detail: 'At night.' }, contextOf('hub')))
  const other = copyOf(one)
  must(editIssue(one, id, { detail: 'At night. Every weekend.', title: 'Noise at night' }, context))
  exchange(one, other)
  must(editIssue(other, id, { detail: 'At night, after ten. Every weekend.', title: 'Loud nights', priority: 'high' }, contextOf('wang')))
  exchange(one, other)
  undo.undo()
  exchange(one, other)
  const [here, there] = [one, other].map(({ issues }) => issues.get(id))
  expect(here).toEqual(there)
  expect(here).toMatchObject({ title: 'Loud nights', detail: 'At night, after ten.', priority: 'high' })
})

test('a field that two people set while apart keeps a value when one of them undoes', () => {
  for (const [own, others] of [[1, 2], [2, 1]] as const) {
    const one = startMeeting('joint-consultation')
    const other = copyOf(one)
    one.doc.clientID = own
    other.doc.clientID = others
    const context = contextOf('li')
    const undo = createUndo(one, context)
    const id = one.agenda.list()[0]?.id ?? ''
    must(editAgendaItem(one, id, { title: 'mine' }, context))
    must(editAgendaItem(other, id, { title: 'theirs' }, contextOf('wang')))
    exchange(one, other)
    undo.undo()
    exchange(one, other)
    const titles = [one, other].map(({ agenda }) => agenda.get(id)?.title)
    expect([titles[0] === titles[1], ['mine', 'theirs'].includes(titles[0] ?? 'none'), one.agenda.skipped()]).toEqual([true, true, 0])
  }
})

test('a record that comes back by undo is whole, also if somebody edited it while it was being removed', () => {
  for (const [own, others] of [[1, 2], [2, 1]] as const) {
    const one = startMeeting('joint-consultation')
    const other = copyOf(one)
    one.doc.clientID = own
    other.doc.clientID = others
    const context = contextOf('li')
    const undo = createUndo(one, context)
    const id = one.agenda.list()[0]?.id ?? ''
    must(removeAgendaItem(one, id, context))
    must(editAgendaItem(other, id, { title: 'theirs', ask: 'edited', minutesAllotted: 99 }, contextOf('wang')))
    exchange(one, other)
    undo.undo()
    exchange(one, other)
    expect([one, other].map(({ agenda }) => [agenda.list().length, agenda.skipped()])).toEqual([[3, 0], [3, 0]])
  }
})

test('[M4] what happened is not undone: events stay, only an opposite event answers them', () => {
  const meeting = startMeeting()
  const context = contextOf('li')
  const id = must(addAgendaItem(meeting, { title: 'a' }, contextOf('hub')))
  const undo = createUndo(meeting, context)
  must(endAgendaItem(meeting, id, { kind: 'shelved' }, context))
  expect([undo.canUndo(), agendaStatus(meeting, id).status]).toEqual([false, 'shelved'])
})
