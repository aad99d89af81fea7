import { expect, test } from 'vitest'
import { criteriaCaution, directionOf, numberFrom, usuallyEntitled } from '../../renderer/src/features/meeting/frame/frameFacts.ts'

test.each([
  ['12', 12], ['１２．５', 12.5], ['-3', -3], ['−3', -3], ['1,200', 1200], ['１，２００', 1200], [' 1 200 ', 1200], ['', null], ['  ', null], ['十二', null], ['1e999', null], ['12万', null],
])('[C3] the number in “%s”', (text, expected) => {
  expect(numberFrom(text)).toBe(expected)
})

test('[C3] the anchors give the direction', () => {
  expect([directionOf({ worst: 0, best: 100 }), directionOf({ worst: 300, best: 20 })]).toEqual(['more', 'less'])
})

test('[C3] fewer than three criteria or more than seven are warned of, none are none yet', () => {
  expect([0, 1, 2, 3, 7, 8].map(criteriaCaution)).toEqual([null, 'few', 'few', null, null, 'many'])
})

const person = (departmentId: string | null, changes = {}) => ({ departmentId, status: 'present' as const, role: 'delegate' as const, proxyForDepartmentId: null, ...changes })

test.each([
  ['the body’s members, present or not', { memberDepartmentIds: ['c', 'a', 'gone'] }, [person('b')], ['a', 'c']],
  ['those present where there is no body', undefined, [person('b'), person(null), person('b')], ['b']],
  ['whom a proxy stands for is present', undefined, [person('a', { status: 'proxy', proxyForDepartmentId: 'c' })], ['a', 'c']],
  ['the secretariat and who is in attendance or away are not parties', undefined, [person('a', { role: 'secretary' }), person('b', { status: 'in-attendance' }), person('c', { status: 'leave' })], ['a', 'b', 'c']],
  ['everybody while nobody has signed in', { memberDepartmentIds: [] }, [], ['a', 'b', 'c']],
] as const)('[C3] entitled unless said otherwise: %s', (_name, body, attendance, expected) => {
  expect(usuallyEntitled({ body, attendance, departmentIds: ['a', 'b', 'c'] })).toEqual(expected)
})
