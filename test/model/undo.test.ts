import { expect, test } from 'vitest'
import { advanceAction, draftAction } from '../../shared/model/actions.ts'
import { addAgendaItem, agendaStatus, editAgendaItem, endAgendaItem, openAgendaItem, removeAgendaItem } from '../../shared/model/agenda.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { adoptResolution } from '../../shared/model/countersigning.ts'
import { addCriterion, addGate, addOption, judgeGate, setItemRule } from '../../shared/model/frame.ts'
import { addColumn, editIssue, raiseIssue } from '../../shared/model/issues.ts'
import { transact, type MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { statePosition } from '../../shared/model/positions.ts'
import { draftResolution, editResolution, removeResolution } from '../../shared/model/resolutions.ts'
import { createUndo } from '../../shared/model/undo.ts'
import type { ItemRule } from '../../shared/schema/frame.ts'
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

/** What undo would take away, what others build on it, and what is said then. Each command is one's own, each use another's. */
const BUILT_ON: Readonly<Record<string, (ground: Ground) => readonly [id: string, use: () => unknown, kind: string]>> = {
  'an option on which a position was stated': ({ meeting, mine, others, itemId }) => {
    const id = must(addOption(meeting, { itemId, title: 'a', doNothing: 'nothing' }, mine))
    return [id, () => must(statePosition(meeting, { subjectId: id, departmentId: 'd1', kind: 'support' }, others)), 'undo-subject-in-use']
  },
  '“do nothing” on which a position was stated': ({ meeting, mine, others, itemId }) => {
    must(addOption(meeting, { itemId, title: 'a', doNothing: 'nothing' }, mine))
    const id = meeting.options.list().find(({ isDoNothing }) => isDoNothing)?.id ?? ''
    return [id, () => must(statePosition(meeting, { subjectId: id, departmentId: 'd1', kind: 'support' }, others)), 'undo-subject-in-use']
  },
  'an option that a round asks about': ({ meeting, mine, itemId, openRound }) => [must(addOption(meeting, { itemId, title: 'a', doNothing: 'nothing' }, mine)), openRound, 'undo-subject-in-use'],
  'an option judged at a gate': ({ meeting, mine, others, itemId }) => {
    const gateId = must(addGate(meeting, itemId, 'legal', others))
    const optionId = must(addOption(meeting, { itemId, title: 'a', doNothing: 'nothing' }, mine))
    return [optionId, () => must(judgeGate(meeting, { gateId, optionId, isPassed: true, reason: '' }, others)), 'undo-subject-in-use']
  },
  'a gate with a verdict': ({ meeting, mine, others, itemId }) => {
    const optionId = must(addOption(meeting, { itemId, title: 'a', doNothing: 'nothing' }, others))
    const gateId = must(addGate(meeting, itemId, 'legal', mine))
    return [gateId, () => must(judgeGate(meeting, { gateId, optionId, isPassed: true, reason: '' }, others)), 'undo-gate-judged']
  },
  'a criterion that a round scores by': ({ meeting, mine, itemId, openRound }) => [must(addCriterion(meeting, { itemId, name: 'noise', unit: 'dB', worst: 70, best: 40 }, mine)), openRound, 'undo-criterion-scored'],
  'the rule of an item with a position': ({ meeting, mine, others, itemId }) => {
    must(setItemRule(meeting, RULE(itemId), mine))
    const subjectId = must(draftResolution(meeting, { itemId, text: 'a' }, others))
    return [itemId, () => must(statePosition(meeting, { subjectId, departmentId: 'd1', kind: 'support' }, others)), 'undo-rule-in-use']
  },
  'a change of the rule of an item with a round': ({ meeting, mine, others, itemId, openRound }) => {
    must(setItemRule(meeting, RULE(itemId), others))
    must(setItemRule(meeting, { ...RULE(itemId), entitledDepartmentIds: ['d1'] }, mine))
    return [itemId, openRound, 'undo-rule-in-use']
  },
  'a draft on which a position was stated': ({ meeting, mine, others, itemId }) => {
    const id = must(draftResolution(meeting, { itemId, text: 'a' }, mine))
    return [id, () => must(statePosition(meeting, { subjectId: id, departmentId: 'd1', kind: 'support' }, others)), 'undo-resolution-in-use']
  },
  'a draft that was adopted': ({ meeting, mine, others, itemId }) => {
    const id = must(draftResolution(meeting, { itemId, text: 'a' }, mine))
    const frozen = { result: null, reason: '', snapshot: '{}', snapshotSha256: 'a'.repeat(64), methodVersion: 1, seed: 1 }
    return [id, () => must(adoptResolution(meeting, { resolutionId: id, outcome: 'adopted', ...frozen }, others)), 'undo-resolution-in-use']
  },
  'a draft with an action': ({ meeting, mine, others, itemId }) => {
    const id = must(draftResolution(meeting, { itemId, text: 'a' }, mine))
    return [id, () => must(draftAction(meeting, { task: 't', itemId, resolutionId: id }, others)), 'undo-resolution-in-use']
  },
  'an action that was withdrawn': ({ meeting, mine, others }) => {
    const id = must(draftAction(meeting, { task: 't' }, mine))
    return [id, () => must(advanceAction(meeting, id, 'withdrawn', others)), 'undo-action-dispatched']
  },
  'an agenda item that was opened': ({ meeting, mine, others }) => {
    const id = must(addAgendaItem(meeting, { title: 'a' }, mine))
    return [id, () => must(openAgendaItem(meeting, id, others)), 'undo-agenda-item-in-use']
  },
  'an agenda item with a position': ({ meeting, mine, others }) => {
    const id = must(addAgendaItem(meeting, { title: 'a' }, mine))
    const subjectId = must(addOption(meeting, { itemId: id, title: 'o', doNothing: 'nothing' }, others))
    return [id, () => must(statePosition(meeting, { subjectId, departmentId: 'd1', kind: 'support' }, others)), 'undo-agenda-item-in-use']
  },
  'a column with a card': ({ meeting, mine, others }) => {
    const columnId = must(addColumn(meeting, 'later', mine))
    return [columnId, () => must(raiseIssue(meeting, { title: 'card', columnId }, others)), 'undo-column-not-empty']
  },
}

const RULE = (id: string): ItemRule => ({ id, entitledDepartmentIds: ['d1', 'd2'], supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'entitled', conditionalCounts: 'no', vetoDepartmentIds: [], isChairDeciding: false })

interface Ground {
  readonly meeting: MeetingDocument
  readonly mine: CommandContext
  readonly others: CommandContext
  readonly itemId: string
  /** As the hub does, by the frame as it is then. */
  readonly openRound: () => void
}

function ground(): Ground {
  const meeting = startMeeting()
  const others = contextOf('wang')
  const itemId = must(addAgendaItem(meeting, { title: 'item' }, others))
  const openRound = (): void => {
    const [options, criteria] = [meeting.options, meeting.criteria].map((records) => records.list().filter((record) => record.itemId === itemId))
    const frame = JSON.stringify({ options, criteria, rule: RULE(itemId) })
    transact(meeting, others, () => meeting.rounds.insert({ id: others.newId(), itemId, number: 1, frame, entitledDepartmentIds: ['d1'], votedDepartmentIds: [], openedAt: others.now(), openedBy: 'wang', revealedAt: null, revealedBy: null, voidedAt: null }))
  }
  return { meeting, mine: contextOf('li'), others, itemId, openRound }
}

test.each(Object.entries(BUILT_ON))('[F6][M7] what others have built on is not undone, and what was done before it is: %s', (_name, build) => {
  const at = ground()
  const { meeting, mine } = at
  const undo = createUndo(meeting, mine)
  const earlier = must(addColumn(meeting, 'mine', mine))
  const [id, use, kind] = build(at)
  use()
  const before = snapshotOf(meeting)
  undo.undo()
  const told = [undo.takeRefusal(), undo.takeRefusal()]
  expect([told, snapshotOf(meeting), undo.canRedo()]).toEqual([[{ kind }, null], before, false])
  undo.undo()
  expect([undo.takeRefusal(), meeting.columns.get(earlier), snapshotOf(meeting).skipped]).toEqual([null, undefined, before.skipped])
  expect(id).not.toBe('')
})

test.each(Object.entries(BUILT_ON))('[F6] before anybody has built on it, it is undone; redo brings it, and then it stays: %s', (_name, build) => {
  const at = ground()
  const { meeting, mine } = at
  const undo = createUndo(meeting, mine)
  const [, use, kind] = build(at)
  const done = snapshotOf(meeting)
  undo.undo()
  expect([undo.takeRefusal(), snapshotOf(meeting)]).not.toEqual([null, done])
  undo.redo()
  expect([undo.takeRefusal(), snapshotOf(meeting)]).toEqual([null, done])
  use()
  undo.undo()
  expect(undo.takeRefusal()).toEqual({ kind })
})

test('[F6] what came back by undo and was built on then is not taken away by redo', () => {
  const { meeting, mine, others, itemId } = ground()
  const subjectId = must(draftResolution(meeting, { itemId, text: 'a' }, others))
  const undo = createUndo(meeting, mine)
  must(removeResolution(meeting, subjectId, mine))
  undo.undo()
  must(statePosition(meeting, { subjectId, departmentId: 'd1', kind: 'oppose', reason: 'no' }, others))
  undo.redo()
  expect([undo.takeRefusal(), meeting.resolutions.get(subjectId)?.text]).toEqual([{ kind: 'undo-resolution-in-use' }, 'a'])
})

test('[F6] words typed into a draft are undone also when positions were stated on it', () => {
  const { meeting, mine, others, itemId } = ground()
  const undo = createUndo(meeting, mine)
  const subjectId = must(draftResolution(meeting, { itemId, text: 'a' }, mine))
  must(editResolution(meeting, subjectId, { text: 'a and b' }, mine))
  must(statePosition(meeting, { subjectId, departmentId: 'd1', kind: 'support' }, others))
  undo.undo()
  expect([undo.takeRefusal(), meeting.resolutions.get(subjectId)?.text]).toEqual([null, 'a'])
  undo.undo()
  expect([undo.takeRefusal(), meeting.resolutions.get(subjectId)?.text]).toEqual([{ kind: 'undo-resolution-in-use' }, 'a'])
})
