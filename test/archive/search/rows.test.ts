import { expect, test } from 'vitest'
import { ARCHIVE_FORMATS } from '../../../shared/archive/formats.ts'
import { readArchiveHeading, readSearchedMeeting } from '../../../shared/archive/readArchive.ts'
import { bodyName, bodyOf } from '../../../shared/archive/search/bodyName.ts'
import { searchableRows } from '../../../shared/archive/search/rows.ts'
import { SearchRequestSchema } from '../../../shared/archive/search/answer.ts'
import { altered, archiveBytes, withDatabase } from '../archiveFile.ts'
import { sampleSnapshot } from '../sampleSnapshot.ts'

test('[A5] everything that was written in a meeting is a row, with its agenda item and its departments', () => {
  expect(searchableRows(sampleSnapshot())).toEqual([
    { kind: 'meeting', ref: 'm1', text: '夜市噪声综合会商\n三楼会议室\n城市管理联席会议', itemId: null, departmentIds: [] },
    { kind: 'agenda-item', ref: 'a1', text: '建设路夜市噪声\n议定牵头单位和时限\n城市管理局', itemId: 'a1', departmentIds: ['d1'] },
    { kind: 'agenda-item', ref: 'a2', text: '摊位布局', itemId: 'a2', departmentIds: [] },
    { kind: 'submission', ref: 'a1', text: '38件诉求\n噪声污染防治法\n停业时间\n噪声\n建设路\n城市管理局', itemId: 'a1', departmentIds: ['d1'] },
    { kind: 'submission', ref: 'pp1', text: '监测报告.pdf\n城市管理局', itemId: 'a1', departmentIds: ['d1'] },
    { kind: 'option', ref: 'o1', text: '22时停用扩音设备', itemId: 'a1', departmentIds: [] },
    { kind: 'option', ref: 'o2', text: '维持现状', itemId: 'a1', departmentIds: [] },
    { kind: 'option', ref: 'g1', text: '合法', itemId: 'a1', departmentIds: [] },
    { kind: 'option', ref: 'k1', text: '夜间噪声\ndB', itemId: 'a1', departmentIds: [] },
    { kind: 'note', ref: 'a1', text: '22时后噪声超标\n居民连续投诉', itemId: 'a1', departmentIds: [] },
    { kind: 'resolution', ref: 'r1', text: '22时后停止使用扩音设备', itemId: 'a1', departmentIds: ['d1'] },
    { kind: 'position', ref: 'ps1', text: '先划定集中经营区\n已划定\n城市管理局、生态环境局', itemId: 'a1', departmentIds: ['d1', 'd2'] },
    { kind: 'dissent', ref: 'ps2', text: '夜间监测人手不足\n生态环境局', itemId: 'a1', departmentIds: ['d2'] },
    { kind: 'position', ref: 'an1', text: '由街道协助', itemId: 'a1', departmentIds: [] },
    { kind: 'countersign', ref: 'cs1', text: '城市管理局', itemId: 'a1', departmentIds: ['d1'] },
    { kind: 'action', ref: 'x1', text: '签订承诺书并夜间巡查\n连续14日22时后不超过55分贝\n城市管理局、生态环境局', itemId: 'a1', departmentIds: ['d1', 'd2'] },
    { kind: 'issue', ref: 'i1', text: '噪声\n38件\n城市管理局', itemId: 'a2', departmentIds: ['d1'] },
    { kind: 'attendance', ref: 'p1', text: '王芳', itemId: null, departmentIds: [] },
    { kind: 'attendance', ref: 'p2', text: '李强\n城市管理局', itemId: null, departmentIds: ['d1'] },
    { kind: 'attendance', ref: 'sp1', text: '李强\n城市管理局', itemId: 'a1', departmentIds: ['d1'] },
  ])
})

test('[A5] what was written beside a vote, when it was adopted and before a name was changed is found too', () => {
  const { gateVerdicts, ballots, rounds, adoptions, countersigns, speakerRequests } = sampleSnapshot()
  const frame = JSON.stringify({
    options: [{ id: 'o1', title: '停用扩音设备', isDoNothing: false }],
    criteria: [{ id: 'k1', name: '噪声值', unit: 'dB', worst: 72.5, best: 45 }],
    rule: sampleSnapshot().itemRules[0],
  })
  const changed = sampleSnapshot({
    gateVerdicts: gateVerdicts.map((verdict) => ({ ...verdict, isPassed: false, reason: '须先修订办法' })),
    rounds: rounds.map((round) => ({ ...round, frame })),
    ballots: ballots.map((ballot) => ({ ...ballot, remark: '按监测均值打分' })),
    adoptions: adoptions.map((adoption) => ({ ...adoption, text: '22时后一律停用', reason: '主持人综合各方意见' })),
    countersigns: countersigns.map((answer) => ({ ...answer, remark: '请注明依据' })),
    speakerRequests: [...speakerRequests, ...speakerRequests.map((request) => ({ ...request, id: 'sp2' }))],
  })
  const before = new Set(searchableRows(sampleSnapshot()).map(({ text }) => text))
  expect(searchableRows(changed).filter(({ text }) => !before.has(text))).toEqual([
    { kind: 'option', ref: 'o1', text: '22时停用扩音设备\n须先修订办法\n停用扩音设备', itemId: 'a1', departmentIds: [] },
    { kind: 'option', ref: 'k1', text: '夜间噪声\ndB\n噪声值', itemId: 'a1', departmentIds: [] },
    { kind: 'ballot', ref: 'bl1', text: '按监测均值打分\n城市管理局', itemId: 'a1', departmentIds: ['d1'] },
    { kind: 'resolution', ref: 'ad1', text: '22时后一律停用\n主持人综合各方意见', itemId: 'a1', departmentIds: ['d1'] },
    { kind: 'countersign', ref: 'cs1', text: '请注明依据\n城市管理局', itemId: 'a1', departmentIds: ['d1'] },
  ])
})

test('[A5] the body is what the record calls it, else what its title says; a record of the first format reads as one that says nothing of it', () => {
  const first = ARCHIVE_FORMATS.get(1)
  const bytes = archiveBytes(sampleSnapshot(), undefined, undefined, first)
  const searched = withDatabase(bytes, readSearchedMeeting)
  expect({
    bodies: [bodyOf(sampleSnapshot()), bodyOf(sampleSnapshot({ bodies: [] }))],
    listed: [archiveBytes(sampleSnapshot()), bytes].map((record) => withDatabase(record, readArchiveHeading)).map((read) => read.ok && read.value.body),
    kinds: searched.ok && [...new Set(searchableRows(searched.value.meeting).map(({ kind }) => kind))],
  }).toEqual({
    bodies: ['城市管理联席会议', '夜市噪声综合会商'],
    listed: ['城市管理联席会议', '夜市噪声综合会商'],
    kinds: ['meeting', 'agenda-item', 'note', 'resolution', 'action', 'issue', 'attendance'],
  })
})

test('[A5] a record reads for searching as it reads whole, also when its document is damaged; a stranger does not', () => {
  const bytes = archiveBytes(sampleSnapshot())
  const unsearched = ['itemAttendance', 'agendaEvents', 'stageEvents', 'clockEvents', 'floorEvents', 'columns', 'itemRules', 'weights', 'scores', 'actionEvents', 'skipped']
  const meeting = Object.fromEntries(Object.entries(sampleSnapshot()).filter(([section]) => !unsearched.includes(section)))
  const searched = { ok: true, value: { meeting, supersedes: null } }
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
