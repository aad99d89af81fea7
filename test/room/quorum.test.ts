import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Attendance } from '../../shared/schema/attendance.ts'
import type { ItemAttendance } from '../../shared/schema/floor.ts'
import { proxyOf, quorumOf, type QuorumRule } from '../../shared/room/quorumOf.ts'

const AT = '2026-03-05T06:30:00Z'
const half = (quorumOperator: QuorumRule['quorumOperator'], members: readonly string[]): QuorumRule => ({ memberDepartmentIds: [...members], quorumNumerator: 1, quorumDenominator: 2, quorumOperator })
const present = (id: string, departmentId: string | null, more: Partial<Attendance> = {}): Attendance => ({
  id, name: id, role: 'delegate', departmentId, status: 'present', proxyForDepartmentId: null, at: AT, ...more,
})
const onItem = (personId: string, status: ItemAttendance['status'], second = 0): ItemAttendance => ({ id: `${personId}${second}`, itemId: 'i', personId, status, at: `2026-03-05T06:30:0${second}Z`, by: 'p' })

test('[M8] half of them is 半数以上 and is not 过半数', () => {
  const attendance = [present('p1', 'd1'), present('p2', 'd2')]
  expect(quorumOf(half('at-least', ['d1', 'd2', 'd3', 'd4']), attendance, [], null)).toEqual({ present: ['d1', 'd2'], absent: ['d3', 'd4'], needed: 2, isReached: true })
  expect(quorumOf(half('more-than', ['d1', 'd2', 'd3', 'd4']), attendance, [], null)).toEqual({ present: ['d1', 'd2'], absent: ['d3', 'd4'], needed: 3, isReached: false })
})

test.each([
  ['an observer registered as present', present('p', 'd1', { role: 'observer' }), []],
  ['somebody in attendance', present('p', 'd1', { status: 'in-attendance' }), []],
  ['somebody on leave', present('p', 'd1', { status: 'leave' }), []],
  ['somebody of no department', present('p', null), []],
  ['somebody of a department that is no member', present('p', 'd9'), []],
  ['a second person of a department', present('p', 'd2'), ['d2']],
  ['a proxy, for both departments', present('p', 'd2', { status: 'proxy', proxyForDepartmentId: 'd1' }), ['d1', 'd2']],
  ['an observer as proxy', present('p', 'd2', { role: 'observer', status: 'proxy', proxyForDepartmentId: 'd1' }), []],
] as const)('[C2][M8] who counts: %s', (_name, record, expected) => {
  const others = expected.length > 0 ? [present('q', 'd2')] : []
  expect(quorumOf(half('at-least', ['d1', 'd2']), [...others, record], [], null).present).toEqual(expected)
})

test('[C2][M8] for one item who left or came for it counts as they are there; the last word holds', () => {
  const rule = half('more-than', ['d1', 'd2', 'd3'])
  const attendance = [present('p1', 'd1'), present('p2', 'd2'), present('p3', 'd3', { status: 'leave' })]
  const changes = [onItem('p2', 'leave', 1), onItem('p3', 'present', 2), onItem('p1', 'leave', 3), onItem('p1', 'present', 4), onItem('unknown', 'present', 5)]
  expect(quorumOf(rule, attendance, changes, 'i').present).toEqual(['d1', 'd3'])
  expect(quorumOf(rule, attendance, changes, 'another').present).toEqual(['d1', 'd2'])
})

test('[M8] a body without members has no quorum, and more than all is never there', () => {
  expect(quorumOf(half('at-least', []), [present('p1', 'd1')], [], null)).toEqual({ present: [], absent: [], needed: null, isReached: false })
  const impossible = { ...half('more-than', ['d1']), quorumDenominator: 1 }
  expect(quorumOf(impossible, [present('p1', 'd1')], [], null)).toEqual({ present: ['d1'], absent: [], needed: null, isReached: false })
})

test('[M8] reached means at least as many as needed, and one more never loses it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom('at-least' as const, 'more-than' as const), (size, here, numerator, denominator, operator) => {
      const members = Array.from({ length: size }, (_, index) => `d${index}`)
      const rule: QuorumRule = { memberDepartmentIds: members, quorumNumerator: numerator, quorumDenominator: denominator, quorumOperator: operator }
      const count = (n: number) => quorumOf(rule, members.slice(0, n).map((id) => present(`p-${id}`, id)), [], null)
      const { needed, isReached, present: counted } = count(here)
      expect(isReached).toBe(needed !== null && counted.length >= needed)
      const over = Math.min(here, size) / size - numerator / denominator
      expect(isReached).toBe(Math.abs(over) > 1e-9 ? over > 0 : operator === 'at-least')
      expect(!isReached || count(here + 1).isReached).toBe(true)
    }),
  )
})

test.each([
  ['for the meeting', present('p', 'd1', { status: 'proxy', proxyForDepartmentId: 'd2' }), [], 'd2'],
  ['for the item alone', present('p', 'd1', { proxyForDepartmentId: 'd2' }), [onItem('p', 'proxy')], 'd2'],
  ['for another item', present('p', 'd1', { proxyForDepartmentId: 'd2' }), [{ ...onItem('p', 'proxy'), itemId: 'j' }], null],
  ['for the meeting but not the item', present('p', 'd1', { status: 'proxy', proxyForDepartmentId: 'd2' }), [onItem('p', 'proxy'), onItem('p', 'leave', 1)], null],
  ['for nobody', present('p', 'd1', { status: 'proxy' }), [], null],
  ['for the own department', present('p', 'd1', { status: 'proxy', proxyForDepartmentId: 'd1' }), [], null],
  ['as an observer', present('p', 'd1', { role: 'observer', status: 'proxy', proxyForDepartmentId: 'd2' }), [], null],
  ['who is not here', present('q', 'd1', { status: 'proxy', proxyForDepartmentId: 'd2' }), [], null],
] as const)('[C2] whom somebody stands in for at an item: %s', (_name, record, changes, expected) => {
  expect(proxyOf([record], changes, 'i', 'p')).toBe(expected)
})
