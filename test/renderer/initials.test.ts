import { expect, test } from 'vitest'
import { initials } from '../../renderer/src/features/meeting/people/initials.ts'

test.each([
  ['王芳', '王'],
  ['欧阳 娜', '欧'],
  ['Anna Maria Schmidt', 'AS'],
  ['𠮷田', '𠮷'],
  ['li', 'L'],
  ['  ', '?'],
])('[F6] initials of %s', (name, expected) => {
  expect(initials(name)).toBe(expected)
})
