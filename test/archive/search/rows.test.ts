import { expect, test } from 'vitest'
import { readSearchedMeeting } from '../../../shared/archive/readArchive.ts'
import { bodyName } from '../../../shared/archive/search/bodyName.ts'
import { searchableRows } from '../../../shared/archive/search/rows.ts'
import { SearchRequestSchema } from '../../../shared/archive/search/answer.ts'
import { altered, archiveBytes, withDatabase } from '../archiveFile.ts'
import { sampleSnapshot } from '../sampleSnapshot.ts'

test('[A5] everything that was written in a meeting is a row, with its agenda item and its departments', () => {
  expect(searchableRows(sampleSnapshot())).toEqual([
    { kind: 'meeting', ref: 'm1', text: '夜市噪声综合会商\n三楼会议室', itemId: null, departmentIds: [] },
    { kind: 'agenda-item', ref: 'a1', text: '建设路夜市噪声\n议定牵头单位和时限\n城市管理局', itemId: 'a1', departmentIds: ['d1'] },
    { kind: 'agenda-item', ref: 'a2', text: '摊位布局', itemId: 'a2', departmentIds: [] },
    { kind: 'note', ref: 'a1', text: '22时后噪声超标\n居民连续投诉', itemId: 'a1', departmentIds: [] },
    { kind: 'resolution', ref: 'r1', text: '22时后停止使用扩音设备', itemId: 'a1', departmentIds: ['d1'] },
    { kind: 'action', ref: 'x1', text: '签订承诺书并夜间巡查\n连续14日22时后不超过55分贝\n城市管理局、生态环境局', itemId: 'a1', departmentIds: ['d1', 'd2'] },
    { kind: 'issue', ref: 'i1', text: '噪声\n38件\n城市管理局', itemId: 'a2', departmentIds: ['d1'] },
    { kind: 'attendance', ref: 'p1', text: '王芳', itemId: null, departmentIds: [] },
    { kind: 'attendance', ref: 'p2', text: '李强\n城市管理局', itemId: null, departmentIds: ['d1'] },
  ])
})

test('[A5] a record reads for searching as it reads whole, also when its document is damaged; a stranger does not', () => {
  const bytes = archiveBytes(sampleSnapshot())
  const { info, departments, attendance, agenda, notes, issues, resolutions, actions } = sampleSnapshot()
  const searched = { ok: true, value: { meeting: { info, departments, attendance, agenda, notes, issues, resolutions, actions }, supersedes: null } }
  expect([
    withDatabase(bytes, readSearchedMeeting),
    withDatabase(altered(bytes, "UPDATE document SET state = x'00'; DELETE FROM agenda_event"), readSearchedMeeting),
    withDatabase(altered(bytes, "UPDATE meeting SET starts_at = 'soon'"), readSearchedMeeting),
    withDatabase(altered(bytes, 'CREATE VIEW v AS SELECT 1'), readSearchedMeeting),
    withDatabase(new TextEncoder().encode('no database at all, but long enough to be read as a header of one, which takes 100 bytes or more.'), readSearchedMeeting),
  ]).toEqual([searched, searched, { ok: false, error: { kind: 'damaged', what: 'values' } }, { ok: false, error: { kind: 'damaged', what: 'tables' } }, { ok: false, error: { kind: 'not-an-archive' } }])
})

test.each([
  ['第3次综合会商', '综合会商'],
  ['第十二届三次综合会商会议', '三次综合会商会议'],
  ['2026年3月5日夜市噪声综合会商', '夜市噪声综合会商'],
  ['综合会商（2026年第1期）', '综合会商'],
  ['JSON-LD CG Telecon, 2013-05-07', 'JSON-LD CG Telecon'],
  ['Credentials CG meeting of 7 May 2019', 'Credentials CG meeting of'],
  ['Board, 3rd meeting', 'Board meeting'],
  ['第3次', '第3次'],
  ['', ''],
])('[A5] the body of %j is %j', (title, name) => {
  expect(bodyName(title)).toBe(name)
})

test('[A5] a request: numbers and lists also as text, nothing strange', () => {
  expect([
    SearchRequestSchema.parse({ q: 'x', limit: '5', kind: 'note,action', from: '2026-01-01' }),
    SearchRequestSchema.parse({ q: '' }),
    ...[{ q: 'x', limit: '-1' }, { q: 'x', limit: 2_000 }, { q: 'x', kind: 'minutes' }, { q: 'x', from: 'soon' }, {}].map((request) => SearchRequestSchema.safeParse(request).success),
  ]).toEqual([{ q: 'x', limit: 5, offset: 0, kind: ['note', 'action'], from: '2026-01-01', order: 'newest' }, { q: '', limit: 20, offset: 0, kind: [], order: 'newest' }, false, false, false, false, false])
})
