import { expect, test } from 'vitest'
import { spokenAs } from '../../shared/room/spokenAs.ts'

test.each([
  ['own', { role: 'delegate', departmentId: 'd1', proxyForDepartmentId: null }],
  ['proxy', { role: 'delegate', departmentId: 'd2', proxyForDepartmentId: 'd1' }],
  ['proxy', { role: 'delegate', departmentId: 'd2', proxyForDepartmentId: null }],
  ['noted', { role: 'secretary', departmentId: 'd2', proxyForDepartmentId: null }],
  ['own', { role: 'chair', departmentId: 'd1', proxyForDepartmentId: null }],
  ['proxy', { role: 'chair', departmentId: 'd2', proxyForDepartmentId: 'd1' }],
  ['noted', undefined],
] as const)('[C2] as what somebody spoke for a department: %s, %j', (expected, speaker) => {
  expect(spokenAs(speaker, 'd1')).toBe(expected)
})
