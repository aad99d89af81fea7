import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addAgendaItem, endAgendaItem, openAgendaItem, reopenAgendaItem } from '../../shared/model/agenda.ts'
import { addOption } from '../../shared/model/frame.ts'
import type { MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { answerPosition, metConditions, presentPositions, settleCondition, statePosition, type NewPosition } from '../../shared/model/positions.ts'
import { draftResolution, removeResolution } from '../../shared/model/resolutions.ts'
import { contextOf, copyOf, exchange, must, startMeeting } from '../support/startMeeting.ts'

const delegate = () => contextOf('li', { role: 'delegate', departmentId: 'urban' })
const CONDITION = { text: 'After the market week', ownerDepartmentId: 'housing', dueOn: '2026-04-01' }

function withResolution(): { readonly meeting: MeetingDocument; readonly itemId: string; readonly subjectId: string } {
  const meeting = startMeeting()
  const context = contextOf('secretary')
  const itemId = must(addAgendaItem(meeting, { title: 'Noise' }, context))
  return { meeting, itemId, subjectId: must(draftResolution(meeting, { itemId, text: 'Quiet after 22:00' }, context)) }
}

test('[C6] no position is stated on an item that was put off, and one is once it is discussed again', () => {
  const { meeting, itemId, subjectId } = withResolution()
  const context = contextOf('secretary')
  const state = () => statePosition(meeting, { subjectId, departmentId: 'urban', kind: 'support' }, delegate())
  must(openAgendaItem(meeting, itemId, context))
  for (const ending of [{ kind: 'withdrawn' }, { kind: 'shelved' }, { kind: 'deferred', nextOn: '2026-04-01' }] as const) {
    must(endAgendaItem(meeting, itemId, ending, context))
    expect(state()).toEqual({ ok: false, error: { kind: 'item-put-off' } })
    must(reopenAgendaItem(meeting, itemId, context))
  }
  expect(state().ok).toBe(true)
})

test('[C6] a position says what it takes: a reason to oppose, conditions to be conditional and for nothing else', () => {
  const li = delegate()
  const { meeting, subjectId } = withResolution()
  const refused = (change: Partial<NewPosition>) => {
    const stated = statePosition(meeting, { subjectId, departmentId: 'urban', kind: 'support', ...change }, li)
    return stated.ok ? 'stated' : stated.error
  }
  expect([
    refused({ subjectId: 'gone' }),
    refused({ departmentId: '' }),
    refused({ kind: 'oppose', reason: ' \n' }),
    refused({ kind: 'conditional' }),
    refused({ kind: 'support', conditions: [CONDITION] }),
    refused({ kind: 'conditional', conditions: [CONDITION, { ...CONDITION, text: ' ' }] }),
    refused({ reason: 'x'.repeat(100_001) }),
  ]).toEqual([
    { kind: 'subject-gone' },
    { kind: 'department-missing' },
    { kind: 'reason-missing' },
    { kind: 'conditions-missing' },
    { kind: 'conditions-surplus' },
    { kind: 'text-missing' },
    { kind: 'value-refused', field: 'reason' },
  ])
  expect(meeting.positions.list()).toEqual([])
})

test('[C6][M7] every statement stays, the last one of a department about a subject counts, options are subjects too', () => {
  const li = delegate()
  const { meeting, itemId, subjectId } = withResolution()
  const optionId = must(addOption(meeting, { itemId, title: 'Ban', doNothing: 'Do nothing' }, contextOf('wang')))
  const first = must(statePosition(meeting, { subjectId, departmentId: 'urban', kind: 'oppose', reason: 'No staff at night' }, li))
  const second = must(statePosition(meeting, { subjectId, departmentId: 'urban', kind: 'support' }, li))
  const other = must(statePosition(meeting, { subjectId, departmentId: 'housing', kind: 'abstain' }, contextOf('anna', { departmentId: 'housing' })))
  const ofOption = must(statePosition(meeting, { subjectId: optionId, departmentId: 'urban', kind: 'recused' }, li))
  expect(meeting.positions.list().map(({ id }) => id).toSorted()).toEqual([first, second, other, ofOption].toSorted())
  expect(meeting.positions.get(first)).toEqual({
    id: first, itemId, subjectId, departmentId: 'urban', kind: 'oppose', reason: 'No staff at night', conditions: [], at: '2026-03-05T14:30:01.000Z', by: 'li',
  })
  const present = presentPositions(meeting.positions.list(), subjectId)
  expect(Object.fromEntries([...present].map(([department, { id }]) => [department, id]))).toEqual({ urban: second, housing: other })
  expect(presentPositions(meeting.positions.list(), optionId).get('urban')?.kind).toBe('recused')
})

test('[C6] a condition is met and is not after all; restated under its id it keeps what it was', () => {
  const li = delegate()
  const { meeting, subjectId } = withResolution()
  const positionId = must(statePosition(meeting, { subjectId, departmentId: 'urban', kind: 'conditional', conditions: [CONDITION] }, li))
  const conditionId = meeting.positions.get(positionId)?.conditions[0]?.id ?? ''
  const settle = (isMet: boolean, change = {}) => settleCondition(meeting, { positionId, conditionId, isMet, note: '', ...change }, li)
  const met = [[...metConditions(meeting.conditionEvents.list())]]
  for (const isMet of [true, false, true]) {
    must(settle(isMet))
    met.push([...metConditions(meeting.conditionEvents.list())])
  }
  expect(met).toEqual([[], [conditionId], [], [conditionId]])
  const again = must(statePosition(meeting, { subjectId, departmentId: 'urban', kind: 'conditional', conditions: [{ ...CONDITION, id: conditionId }, { ...CONDITION, text: 'And lit' }] }, li))
  expect(meeting.positions.get(again)?.conditions.map(({ id }) => metConditions(meeting.conditionEvents.list()).has(id))).toEqual([true, false])
  expect([settle(true, { positionId: 'gone' }), settle(true, { conditionId: 'gone' }), settle(true, { note: 'x'.repeat(100_001) })].map((result) => (result.ok ? 'ok' : result.error))).toEqual([
    { kind: 'position-gone' }, { kind: 'condition-gone' }, { kind: 'value-refused', field: 'note' },
  ])
})

test('[M7] dissent is answered, not deleted: it outlives the answer and a change of mind, and keeps what it is about', () => {
  const li = delegate()
  const { meeting, subjectId } = withResolution()
  const dissent = must(statePosition(meeting, { subjectId, departmentId: 'urban', kind: 'oppose', reason: 'No staff at night' }, li))
  must(answerPosition(meeting, dissent, 'The street helps out', contextOf('wang')))
  must(statePosition(meeting, { subjectId, departmentId: 'urban', kind: 'support' }, li))
  expect(removeResolution(meeting, subjectId, contextOf('wang'))).toEqual({ ok: false, error: { kind: 'resolution-in-use' } })
  expect(meeting.positions.get(dissent)).toMatchObject({ kind: 'oppose', reason: 'No staff at night' })
  expect(meeting.positionAnswers.list()).toEqual([{ id: 'wang-001', positionId: dissent, text: 'The street helps out', at: '2026-03-05T14:30:01.000Z', by: 'wang' }])
  expect([answerPosition(meeting, 'gone', 'x', li), answerPosition(meeting, dissent, ' ', li), answerPosition(meeting, dissent, 'x'.repeat(100_001), li)].map((result) => (result.ok ? 'ok' : result.error))).toEqual([
    { kind: 'position-gone' }, { kind: 'text-missing' }, { kind: 'value-refused', field: 'text' },
  ])
})

test('[M7] what a department stated on two machines offline is all kept, and every copy has the same present one in whatever order they meet', () => {
  const stance = fc.constantFrom('support', 'abstain', 'recused', 'oppose')
  const statements = fc.array(fc.record({ on: fc.nat(2), kind: stance, late: fc.integer({ min: 0, max: 90 }) }), { minLength: 1, maxLength: 6 })
  const meetings = fc.array(fc.shuffledSubarray([0, 1, 2], { minLength: 2, maxLength: 2 }), { minLength: 0, maxLength: 5 })
  fc.assert(
    fc.property(statements, meetings, (stated, encounters) => {
      const { meeting, subjectId } = withResolution()
      const replicas = [meeting, copyOf(meeting), copyOf(meeting)]
      const contexts = stated.map(({ late }, i) => contextOf(`p${i}`, { departmentId: 'urban', lateBySeconds: late }))
      stated.forEach(({ on, kind }, i) => must(statePosition(replicas[on] ?? meeting, { subjectId, departmentId: 'urban', kind, reason: 'because' }, contexts[i] ?? contextOf('nobody'))))
      for (const pair of encounters) exchange(...pair.map((index) => replicas[index] ?? meeting))
      exchange(...replicas)
      const seen = replicas.map((replica) => ({ kept: replica.positions.list().length, present: presentPositions(replica.positions.list(), subjectId).get('urban')?.id }))
      expect(seen).toEqual(replicas.map(() => ({ kept: stated.length, present: seen[0]?.present })))
      expect(seen[0]?.present).toBeDefined()
    }),
    { numRuns: 40 },
  )
})
