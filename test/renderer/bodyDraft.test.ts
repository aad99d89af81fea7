import { expect, test } from 'vitest'
import { bodyProblems, draftOf, readDraft } from '../../renderer/src/features/settings/bodies/bodyDraft.ts'

test('[C2] a body goes through the form unchanged', () => {
  const fields = { name: '联席会议', memberDepartmentIds: ['d1'], quorumNumerator: 2, quorumDenominator: 3, quorumOperator: 'more-than', noticeHours: 0, paperHours: 12, countersignHours: 8784 } as const
  const body = { id: 'b', order: 'a0', ...fields, memberDepartmentIds: [...fields.memberDepartmentIds] }
  expect(readDraft(draftOf(body))).toEqual(fields)
})

test.each([
  [{}, { name: 'nameMissing' }],
  [{ name: ' 会 ', quorumNumerator: '3' }, { quorumNumerator: 'shareWrong' }],
  [{ name: '会', quorumDenominator: '0' }, { quorumNumerator: 'shareWrong' }],
  [{ name: '会', quorumNumerator: '0.5' }, { quorumNumerator: 'shareWrong' }],
  [{ name: '会', noticeHours: '', paperHours: '-1', countersignHours: '8785' }, { noticeHours: 'hoursWrong', paperHours: 'hoursWrong', countersignHours: 'hoursWrong' }],
  [{ name: '会' }, {}],
] as const)('[C2] what keeps %j from being saved', (changes, problems) => {
  expect(bodyProblems({ ...draftOf(undefined), ...changes })).toEqual(problems)
})
