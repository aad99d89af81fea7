import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { countPositions, type StatedPosition } from '../../shared/decision/positions/countPositions.ts'
import { isReached, outcomeOf } from '../../shared/decision/positions/outcomeOf.ts'
import type { DecisionRule, Stance } from '../../shared/schema/decisionRule.ts'

const HALF = { numerator: 1, denominator: 2, operator: 'at-least' } as const
const OVER_HALF = { ...HALF, operator: 'more-than' } as const
const RULE: DecisionRule = { quorum: null, minSupportShare: OVER_HALF, of: 'entitled', conditionalCounts: 'asSupportWhenResolved', vetoRoles: [], chairDecides: false }

/** `+` support, `?` conditional with an open condition, `!` with all met, `-` oppose, `0` abstain, `r` recused, `.` silent. */
const SIGNS: Readonly<Record<string, readonly [Stance, boolean]>> = {
  '+': ['support', true],
  '?': ['conditional', false],
  '!': ['conditional', true],
  '-': ['oppose', true],
  '0': ['abstain', true],
  r: ['recused', true],
}

function decide(signs: string, change: Partial<DecisionRule> = {}, { roles = {}, absent = [] }: { roles?: Readonly<Record<string, string>>; absent?: readonly string[] } = {}) {
  const entitled = [...signs].map((_, index) => ({ id: `d${index}`, role: roles[`d${index}`] ?? null }))
  const positions = new Map<string, StatedPosition>()
  ;[...signs].forEach((sign, index) => {
    const found = SIGNS[sign]
    if (found) positions.set(`d${index}`, { stance: found[0], areConditionsMet: found[1] })
  })
  const present = entitled.map(({ id }) => id).filter((id) => !absent.includes(id))
  return outcomeOf({ ...RULE, ...change }, entitled, countPositions(entitled, positions), present)
}

const stated = (stance: Stance, areConditionsMet = true): StatedPosition => ({ stance, areConditionsMet })

const reached = (supporting: number, of: number) => ({ kind: 'share-reached', supporting, of, needed: OVER_HALF })
const missed = (supporting: number, of: number) => ({ kind: 'share-missed', supporting, of, needed: OVER_HALF })

test('[C5] the count names who stands where; those who were not entitled are counted nowhere', () => {
  const entitled = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, role: null }))
  const positions = new Map([
    ['late', stated('oppose')],
    ['a', stated('support')],
    ['b', stated('conditional', false)],
    ['c', stated('oppose')],
    ['d', stated('abstain')],
    ['e', stated('recused')],
  ])
  expect(countPositions(entitled, positions)).toEqual({
    support: ['a'],
    conditional: ['b'],
    oppose: ['c'],
    abstain: ['d'],
    recused: ['e'],
    notStated: ['f'],
    withOpenConditions: ['b'],
    notEntitled: ['late'],
  })
})

test('[C5] silence is never consent: it weighs as much against as being opposed, of all entitled', () => {
  expect([decide('++..'), decide('+++.')]).toEqual([
    { outcome: 'not-passed', reason: missed(2, 4) },
    { outcome: 'passed', reason: reached(3, 4) },
  ])
})

test('[C5] of those who voted, abstaining and silence are left out', () => {
  expect([decide('++0..', { of: 'voting' }), decide('0..', { of: 'voting' })]).toEqual([
    { outcome: 'passed', reason: reached(2, 2) },
    { outcome: 'not-passed', reason: { kind: 'nobody-counts' } },
  ])
})

test('[C5] the recused are out of every number', () => {
  expect([decide('++-r'), decide('+rrr'), decide('rr', { quorum: HALF }), decide('rr')]).toEqual([
    { outcome: 'passed-with-dissent', reason: { ...reached(2, 3), kind: 'dissent', by: ['d2'] } },
    { outcome: 'passed', reason: reached(1, 1) },
    { outcome: 'not-passed', reason: { kind: 'nobody-counts' } },
    { outcome: 'not-passed', reason: { kind: 'nobody-counts' } },
  ])
})

test('[C5] a conditional support counts once its conditions are met, always or never, as the rule says', () => {
  expect(
    (['asSupportWhenResolved', 'asSupport', 'no'] as const).map((conditionalCounts) => [decide('+!?0', { conditionalCounts }).outcome, decide('+!!0', { conditionalCounts }).outcome]),
  ).toEqual([
    ['not-passed', 'passed'],
    ['passed', 'passed'],
    ['not-passed', 'not-passed'],
  ])
})

test('[M8][C5] half is not more than half, and two of three are two thirds', () => {
  expect([isReached(HALF, 2, 4), isReached(OVER_HALF, 2, 4), isReached(OVER_HALF, 3, 4)]).toEqual([true, false, true])
  const twoThirds = { numerator: 2, denominator: 3, operator: 'at-least' } as const
  expect([2, 4, 66, 67].map((part) => isReached(twoThirds, part, part < 5 ? (part * 3) / 2 : 100))).toEqual([true, true, false, true])
})

test('[M8][C5] without quorum nothing passes, nor is the chair asked; who is not entitled does not make one', () => {
  const missing = (present: number, of: number) => ({ outcome: 'not-passed', reason: { kind: 'quorum-missing', present, of, needed: OVER_HALF } })
  expect([
    decide('++++', { quorum: OVER_HALF }, { absent: ['d0', 'd1'] }),
    decide('++++', { quorum: OVER_HALF, chairDecides: true }, { absent: ['d0', 'd1'] }),
    decide('++++', { quorum: HALF }, { absent: ['d0', 'd1'] }).outcome,
    decide('+++r', { quorum: OVER_HALF }, { absent: ['d0', 'd1'] }),
    outcomeOf({ ...RULE, quorum: OVER_HALF }, [{ id: 'a', role: null }, { id: 'b', role: null }], countPositions([{ id: 'a', role: null }], new Map()), ['x', 'y', 'a']),
  ]).toEqual([missing(2, 4), missing(2, 4), 'passed', missing(1, 3), missing(1, 2)])
})

test('[C5] a veto stops what everyone else supports, before the chair decides', () => {
  const roles = { d3: 'legal', d0: 'legal' }
  expect([decide('+++-', { vetoRoles: ['legal'], chairDecides: true }, { roles }), decide('+++-', { vetoRoles: ['fire'] }, { roles }).outcome, decide('++-+', { vetoRoles: ['legal'] }, { roles }).outcome]).toEqual([
    { outcome: 'not-passed', reason: { kind: 'vetoed', by: ['d3'] } },
    'passed-with-dissent',
    'passed-with-dissent',
  ])
})

test('[C5] where the chair decides, what the count comes to is advice', () => {
  expect([decide('+--', { chairDecides: true }), decide('++-', { chairDecides: true })]).toEqual([
    { outcome: 'chair-decision', reason: { kind: 'chair-decides', counted: 'not-passed', because: missed(1, 3) } },
    { outcome: 'chair-decision', reason: { kind: 'chair-decides', counted: 'passed-with-dissent', because: { ...reached(2, 3), kind: 'dissent', by: ['d2'] } } },
  ])
})

test('[C5] another support never turns a pass into a failure, and another silence never a failure into a pass', () => {
  const signs = fc.array(fc.constantFrom('+', '?', '!', '-', '0', 'r', '.'), { minLength: 1, maxLength: 12 }).map((list) => list.join(''))
  const rule = fc.record({
    minSupportShare: fc.constantFrom(HALF, OVER_HALF, { numerator: 2, denominator: 3, operator: 'at-least' } as const),
    of: fc.constantFrom('entitled' as const, 'voting' as const),
    conditionalCounts: fc.constantFrom('asSupport' as const, 'asSupportWhenResolved' as const, 'no' as const),
  })
  fc.assert(
    fc.property(signs, rule, (found, change) => {
      const [now, more, silent] = [found, `${found}+`, `${found}.`].map((each) => decide(each, change).outcome !== 'not-passed')
      expect({ lostByMore: now && !more, wonBySilence: !now && silent }).toEqual({ lostByMore: false, wonBySilence: false })
    }),
    { numRuns: 1000 },
  )
})
