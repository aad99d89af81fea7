import { expect, test } from 'vitest'
import { safeFileName } from '../../electron/main/safeFileName.ts'

test.each([
  ['第3次会商纪要.docx', '第3次会商纪要.docx'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['a/b\\c:d*?"<>|.pdf', 'a_b_c_d______.pdf'],
  ['minutes\u202Excod.exe', 'minutes_xcod.exe'],
  ['con.txt', '_con.txt'],
  ['LPT1', '_LPT1'],
  ['名字. ', '名字'],
  ['...', '会商'],
  ['  ', '会商'],
])('[F3] a file called %j is offered as %j', (name, expected) => {
  expect(safeFileName(name)).toBe(expected)
})

test('[F3] a long name is cut between characters and keeps its extension', () => {
  const name = safeFileName(`${'会'.repeat(300)}.docx`)
  expect([Buffer.byteLength(name) <= 200, name.endsWith('会.docx')]).toEqual([true, true])
})
