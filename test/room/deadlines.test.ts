import { expect, test } from 'vitest'
import { deadlinesOf, dutiesOf, isLate, noticeState, papersState } from '../../shared/room/deadlines.ts'

const BODY = { noticeHours: 72, paperHours: 48 }
const STARTS = '2026-03-05T14:30:00+08:00'
const INFO = { title: '第三次综合会商', startsAt: STARTS, place: '三号会议室' }
const TAKEN = { ...INFO, sequence: 0, minutes: 60 }
const at = (instant: string) => Date.parse(instant)

test('[C1] deadlines are counted back from the beginning by the rules of the body; without a body or a rule there is none', () => {
  expect([deadlinesOf(STARTS, BODY), deadlinesOf(STARTS, { noticeHours: 0, paperHours: 24 }), deadlinesOf(STARTS, undefined)]).toEqual([
    { noticeBy: at('2026-03-02T14:30:00+08:00'), papersBy: at('2026-03-03T14:30:00+08:00') },
    { noticeBy: null, papersBy: at('2026-03-04T14:30:00+08:00') },
    { noticeBy: null, papersBy: null },
  ])
})

test('[C1] the notice is out once the secretariat took the invitation that says when and where the meeting is; in time, or late', () => {
  const { noticeBy } = deadlinesOf(STARTS, BODY)
  const states = (invitation: Parameters<typeof noticeState>[1]) => ['2026-03-02T14:30:00+08:00', '2026-03-02T14:30:01+08:00'].map((now) => noticeState(noticeBy, invitation, INFO, at(now)))
  expect({
    nobody: states(undefined),
    // Somebody else put it into their own calendar: nobody was told by that.
    others: states(TAKEN),
    inTime: states({ ...TAKEN, takenAt: '2026-03-02T14:30:00+08:00' }),
    late: states({ ...TAKEN, takenAt: '2026-03-02T15:00:00+08:00' }),
  }).toEqual({ nobody: ['due', 'overdue'], others: ['due', 'overdue'], inTime: ['out', 'out'], late: ['late', 'late'] })
  expect(noticeState(null, undefined, INFO, 0)).toBe('none-needed')
})

test('[C1] a meeting that is moved has other deadlines, and the notice that was out is out no more', () => {
  const invitation = { ...TAKEN, takenAt: '2026-02-20T09:00:00+08:00' }
  const now = at('2026-03-02T09:00:00+08:00')
  const moved = (startsAt: string) => {
    const { noticeBy, papersBy } = deadlinesOf(startsAt, BODY)
    return [noticeState(noticeBy, invitation, { ...INFO, startsAt }, now), papersState(papersBy, [{ at: '2026-03-01T09:00:00+08:00' }], now), papersState(papersBy, [], now)]
  }
  expect({ asItWas: moved(STARTS), sameInstant: moved('2026-03-05T06:30:00Z'), later: moved('2026-03-12T14:30:00+08:00'), earlier: moved('2026-03-03T08:00:00+08:00') }).toEqual({
    asItWas: ['out', 'in', 'due'],
    sameInstant: ['out', 'in', 'due'],
    later: ['changed', 'in', 'due'],
    // Nobody could have kept it; it is said all the same.
    earlier: ['overdue', 'late', 'missing'],
  })
  expect(noticeState(deadlinesOf(STARTS, BODY).noticeBy, invitation, { ...INFO, place: '' }, now)).toBe('changed')
})

test('[C1] papers of an item are in, late by any version that came after, due, or missing', () => {
  const { papersBy } = deadlinesOf(STARTS, BODY)
  const [before, after] = [{ at: '2026-03-03T14:30:00+08:00' }, { at: '2026-03-03T14:30:01+08:00' }]
  const now = at('2026-03-04T00:00:00+08:00')
  expect([[before], [before, after], []].map((papers) => papersState(papersBy, papers, now))).toEqual(['in', 'late', 'missing'])
  expect([papersState(papersBy, [], at(before.at)), papersState(null, [after], now), isLate(papersBy, after.at), isLate(null, after.at)]).toEqual(['due', 'none-needed', true, false])
})

test('[C1] before a meeting the secretariat has its notice to do and each department its own papers; nobody anything else, and nothing once it began', () => {
  const body = { id: 'b', order: '', name: '', memberDepartmentIds: [], quorumNumerator: 1, quorumDenominator: 2, quorumOperator: 'at-least' as const, countersignHours: 0, ...BODY }
  const info = { ...INFO, id: 'm', schemaVersion: 2, template: 'blank' as const, currentItemId: null, closedAt: null }
  const items = [{ id: 'i1', title: '夜市', departments: ['d1'] }, { id: 'i2', title: '井盖', departments: ['d1', 'd2'] }, { id: 'i3', title: '上次事项', departments: [] }]
  const paper = { id: 'p', ownerId: 'i1', departmentId: 'd1', name: '报告', version: 1, type: '', bytes: 1, sha256: 'a'.repeat(64), at: '2026-03-01T09:00:00+08:00', by: 'li' }
  const asked = (viewer: { isSecretariat: boolean; departmentId: string | null }, now: string, startsAt = STARTS) =>
    dutiesOf({ info: { ...info, startsAt }, body, invitation: undefined, items, papers: [paper], viewer, now: at(now) }).map((duty) => [duty.kind, duty.state, ...('itemId' in duty ? [duty.itemId] : [])])
  const [secretary, d1, d2, observer] = [{ isSecretariat: true, departmentId: null }, { isSecretariat: false, departmentId: 'd1' }, { isSecretariat: false, departmentId: 'd2' }, { isSecretariat: false, departmentId: null }]
  const [early, between, afterwards] = ['2026-03-01T12:00:00+08:00', '2026-03-04T12:00:00+08:00', '2026-03-05T14:30:00+08:00']
  expect([secretary, d1, d2, observer].map((viewer) => [early, between, afterwards].map((now) => asked(viewer, now)))).toEqual([
    [[['notice', 'due']], [['notice', 'overdue']], []],
    [[['papers', 'due', 'i2']], [['papers', 'missing', 'i2']], []],
    [[['papers', 'due', 'i2']], [['papers', 'missing', 'i2']], []],
    [[], [], []],
  ])
  // Moved by a week, what was over is due again.
  expect(asked(d1, between, '2026-03-12T14:30:00+08:00')).toEqual([['papers', 'due', 'i2']])
})
