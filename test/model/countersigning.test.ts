import { expect, test } from 'vitest'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { adoptResolution, countersign, countersignStates, presentAdoptions, requestCountersigns, type NewAdoption } from '../../shared/model/countersigning.ts'
import type { MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { draftResolution, editResolution } from '../../shared/model/resolutions.ts'
import { contextOf, must, startMeeting } from '../support/startMeeting.ts'

const wang = contextOf('wang')
const FROZEN = { result: null, reason: '', snapshot: '{}', snapshotSha256: 'a'.repeat(64), methodVersion: 1, seed: 42, outcome: 'adopted' } as const

function withResolution(): { readonly meeting: MeetingDocument; readonly resolutionId: string; readonly itemId: string } {
  const meeting = startMeeting()
  const itemId = must(addAgendaItem(meeting, { title: 'Noise' }, wang))
  return { meeting, itemId, resolutionId: must(draftResolution(meeting, { itemId, text: 'Quiet after 22:00' }, wang)) }
}

test('[C6] what is adopted is the text as it stood; adopted again after an edit, the last one counts and the first stays', () => {
  const { meeting, itemId, resolutionId } = withResolution()
  const first = must(adoptResolution(meeting, { resolutionId, ...FROZEN, result: 'passed' }, contextOf('chair')))
  must(editResolution(meeting, resolutionId, { text: 'Quiet after 21:00' }, wang))
  expect(meeting.adoptions.list()).toEqual([
    { id: first, itemId, resolutionId, text: 'Quiet after 22:00', ...FROZEN, result: 'passed', at: '2026-03-05T14:30:01.000Z', by: 'chair' },
  ])
  // By a machine whose clock is behind.
  const second = must(adoptResolution(meeting, { resolutionId, ...FROZEN, outcome: 'amended' }, contextOf('late', { lateBySeconds: 3600 })))
  expect(presentAdoptions(meeting.adoptions.list()).get(resolutionId)).toMatchObject({ id: second, text: 'Quiet after 21:00' })
  expect([meeting.adoptions.list().length, meeting.resolutions.get(resolutionId)?.outcome]).toEqual([2, 'amended'])
})

test('[C6] to end against what the positions come to takes a reason, either way; to put it off takes none', () => {
  const { meeting, resolutionId } = withResolution()
  const adopt = (change: Partial<NewAdoption>) => {
    const adopted = adoptResolution(meeting, { resolutionId, ...FROZEN, result: 'not-passed', ...change }, wang)
    return adopted.ok ? 'adopted' : adopted.error
  }
  expect([
    adopt({}),
    adopt({ reason: ' ' }),
    adopt({ reason: 'The mayor asked for it' }),
    adopt({ outcome: 'not-adopted' }),
    adopt({ outcome: 'deferred' }),
    adopt({ result: 'passed-with-dissent', outcome: 'not-adopted' }),
    adopt({ result: 'passed' }),
    adopt({ result: 'chair-decision' }),
    adopt({ resolutionId: 'gone' }),
    adopt({ result: 'passed', snapshotSha256: 'A' }),
  ]).toEqual([
    { kind: 'reason-missing' }, { kind: 'reason-missing' }, 'adopted', 'adopted', 'adopted', { kind: 'reason-missing' }, 'adopted', 'adopted', { kind: 'resolution-gone' }, { kind: 'value-refused', field: 'snapshotSha256' },
  ])
})

test('[C8] departments are asked about what is adopted, and answer what they were asked', () => {
  const { meeting, resolutionId } = withResolution()
  const ask = (change = {}) => requestCountersigns(meeting, { resolutionId, departmentIds: ['urban', 'housing'], deadline: '2026-03-05T15:00:00Z', ...change }, wang)
  const refusals = [ask({ resolutionId: 'gone' }), ask()]
  must(adoptResolution(meeting, { resolutionId, ...FROZEN }, wang))
  refusals.push(ask({ departmentIds: [] }), ask({ deadline: 'soon' }))
  const requestId = must(ask())
  const li = contextOf('li', { departmentId: 'urban' })
  const answer = (change = {}) => countersign(meeting, { requestId, departmentId: 'urban', kind: 'agree', remark: '', ...change }, li)
  const answers = [
    answer({ requestId: 'gone' }), answer({ departmentId: 'police' }), answer({ kind: 'disagree' }), answer({ kind: 'agree-with-remark', remark: ' ' }), answer({ kind: 'disagree', remark: 'x'.repeat(100_001) }),
  ]
  expect([...refusals, ...answers].map((result) => (result.ok ? 'ok' : result.error))).toEqual([
    { kind: 'resolution-gone' }, { kind: 'resolution-not-adopted' }, { kind: 'departments-missing' }, { kind: 'value-refused', field: 'deadline' },
    { kind: 'request-gone' }, { kind: 'department-not-asked' }, { kind: 'remark-missing' }, { kind: 'remark-missing' }, { kind: 'value-refused', field: 'remark' },
  ])
  must(answer())
  must(answer({ kind: 'disagree', remark: 'On second thoughts, no' }))
  expect(meeting.countersigns.list().map(({ kind }) => kind)).toEqual(['agree', 'disagree'])
})

test('[M11] silence waits until the deadline and is deemed after it, never agreed; an answer counts before and after', () => {
  const { meeting, resolutionId } = withResolution()
  must(adoptResolution(meeting, { resolutionId, ...FROZEN }, wang))
  const requestId = must(requestCountersigns(meeting, { resolutionId, departmentIds: ['police', 'urban', 'housing'], deadline: '2026-03-05T23:00:00+08:00' }, wang))
  must(countersign(meeting, { requestId, departmentId: 'urban', kind: 'agree-with-remark', remark: 'Signs first' }, contextOf('li')))
  const request = meeting.countersignRequests.list()[0]
  if (!request) throw new Error('no request')
  const states = (now: string) => [...countersignStates(request, meeting.countersigns.list(), now)]
  expect(states('2026-03-05T15:00:00Z')).toEqual([['police', 'waiting'], ['urban', 'agree-with-remark'], ['housing', 'waiting']])
  expect(states('2026-03-05T15:00:00.001Z')).toEqual([['police', 'deemed'], ['urban', 'agree-with-remark'], ['housing', 'deemed']])
  must(countersign(meeting, { requestId, departmentId: 'police', kind: 'disagree', remark: 'Too late, still no' }, contextOf('zhou', { lateBySeconds: -7200 })))
  expect(states('2026-03-05T17:00:00Z')).toEqual([['police', 'disagree'], ['urban', 'agree-with-remark'], ['housing', 'deemed']])
})
