import { expect, test } from 'vitest'
import { narrowedList, bodiesOf, daysOf, timelineOf } from '../../renderer/src/features/archive/home/timelineOf.ts'
import { matterTerms } from '../../shared/archive/matter/matterTerms.ts'
import { rankMatters } from '../../shared/archive/matter/rankMatters.ts'
import { foundPlaces, occurrences } from '../../renderer/src/features/archive/stepping/foundPlaces.ts'
import { itemOfPlace, onlyItem } from '../../renderer/src/features/archive/record/onlyItem.ts'
import { groupHits, piecesOf } from '../../renderer/src/features/archive/search/groupHits.ts'
import { isSearching, kindsOf, searchOf } from '../../renderer/src/features/archive/search/searchOf.ts'
import { matterText, withFields, type ArchiveRoute } from '../../renderer/src/hooks/archiveRoute.ts'
import { parseRoute, routeHref } from '../../renderer/src/hooks/useRoute.ts'
import type { SearchHit } from '../../shared/archive/search/answer.ts'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { contextOf, must, snapshotOf, startMeeting } from '../support/startMeeting.ts'

const hit = (path: string, kind: SearchHit['kind'], ref: string, { itemId = 'i1' as string | null, heldOn = '2026-03-05' } = {}): SearchHit => ({
  meetingId: path, meeting: path, heldOn, kind, ref, text: ref, snippet: ref, highlights: [], path, itemId, department: null, body: '', supersededBy: null,
})
const listed = (title: string, startsAt: string) => ({ file: `${title}.sqlite`, meetingId: title, title, startsAt, closedAt: startsAt, body: '', size: 1, origin: 'meeting' as const, source: null })

const marked = (text: string, highlights: [number, number][]): string => piecesOf(text, highlights).map((piece) => (piece.isFound ? `[${piece.text}]` : piece.text)).join('')

test('[A6] a place in the archive keeps what was looked for, whatever characters it holds', () => {
  const places: readonly ArchiveRoute[] = [
    { screen: 'archive', file: null },
    { screen: 'archive', file: null, q: '油烟 & "5号线"？#/?=%', kind: 'resolution,action', from: '2026-01-01', to: '2026-12-31', department: '城管局', body: '综合会商', order: 'relevance' },
    { screen: 'archive', file: '2026/20260305-x.sqlite', q: 'a+b', at: 'resolution/r-1', beside: '2025/20251106-y.sqlite', besideAt: 'note/i' },
    { screen: 'archive', file: null, matter: '夜市油烟\n议定标准', meeting: 'm-1' },
  ]
  expect(places.map((place) => parseRoute(routeHref(place)))).toEqual(places)
  expect(routeHref({ screen: 'archive', file: null })).toBe('#/archive')
})

test('[A6] a change of the search leaves the rest as it is; the empty string takes away', () => {
  const route: ArchiveRoute = { screen: 'archive', file: null, q: '油烟', kind: 'note' }
  expect(withFields(route, { kind: '', from: '2026-01-01' })).toEqual({ screen: 'archive', file: null, q: '油烟', from: '2026-01-01' })
  expect({ asked: searchOf({ ...route, at: 'note/x' }), kinds: kindsOf('note,unheard-of') }).toEqual({ asked: { q: '油烟', kind: 'note' }, kinds: ['note'] })
  expect([{}, { q: ' ' }, { body: 'x', from: '2026-01-01' }, { kind: 'note' }, { department: 'd' }, { q: '油' }].map((fields) => isSearching({ screen: 'archive', file: null, ...fields }))).toEqual([false, false, false, true, true, true])
})

test('[A6] hits of one record stand together, records in the order of their first hit', () => {
  const groups = groupHits([hit('b', 'note', '1'), hit('a', 'note', '2'), hit('b', 'action', '3')])
  expect(groups.map(({ path, hits }) => [path, hits.map(({ ref }) => ref)])).toEqual([['b', ['1', '3']], ['a', ['2']]])
})

test('[A6] what was found in a snippet is marked, and highlights that cannot be are passed over', () => {
  expect([marked('夜市油烟扰民', [[2, 4]]), marked('aa', [[0, 1], [1, 2]]), marked('ab', []), marked('ab', [[1, 9], [0, 1]])]).toEqual(['夜市[油烟]扰民', '[a][a]', 'ab', '[a]b'])
})

test('[A6] words are found in a record by the rules of the search: width, case, and all words in one text', () => {
  const meeting = startMeeting()
  const context = contextOf('p')
  const itemId = must(addAgendaItem(meeting, { title: 'ＰＭ2.5 治理', ask: '议定 油烟 标准' }, context))
  const resolutionId = must(draftResolution(meeting, { itemId, text: '油烟设备四月底前安装' }, context))
  const snapshot = snapshotOf(meeting)
  const places = (q: string, kind?: string): string[] => [...foundPlaces(snapshot, { q, ...(kind && { kind }) })]
  expect([places('油烟'), places('pm2.5 油烟'), places('油烟', 'resolution'), places('没有'), places('')]).toEqual([
    [`agenda-item/${itemId}`, `resolution/${resolutionId}`],
    [`agenda-item/${itemId}`],
    [`resolution/${resolutionId}`],
    [],
    [],
  ])
  const text = 'ＰＭ2.5 与 pm2.5，油烟油烟'
  expect(occurrences(text, 'pm2.5 油烟').map(([start, end]) => text.slice(start, end))).toEqual(['ＰＭ2.5', 'pm2.5', '油烟', '油烟'])
  expect(itemOfPlace(snapshot, `resolution/${resolutionId}`)).toBe(itemId)
  expect(itemOfPlace(snapshot, 'attendance/p')).toBeNull()
  expect(onlyItem(snapshot, 'another').agenda).toEqual([])
})

test('[A6] the timeline has years and months by the day on which the meeting was held', () => {
  const archives = [listed('第2次综合会商', '2026-01-01T00:30:00+08:00'), listed('年终会', '2025-12-31T23:30:00+08:00'), listed('第1次综合会商', '2025-12-02T09:00:00+08:00')]
  expect(timelineOf(archives).map(({ year, count, months }) => [year, count, months.map(({ month, entries }) => [month, entries.length])])).toEqual([
    ['2026', 1, [['2026-01', 1]]],
    ['2025', 2, [['2025-12', 2]]],
  ])
  expect(bodiesOf(archives)).toEqual([{ name: '综合会商', count: 2 }])
  expect(narrowedList(archives, { body: '综合会商', from: '2025-12-01', to: '2025-12-31' }).map(({ title }) => title)).toEqual(['第1次综合会商'])
  expect([daysOf('2024'), daysOf('2024-02'), daysOf('2025-12')]).toEqual([
    { from: '2024-01-01', to: '2024-12-31' },
    { from: '2024-02-01', to: '2024-02-29' },
    { from: '2025-12-01', to: '2025-12-31' },
  ])
})

test('[A6] the telling words of a matter, also those that no dictionary holds', () => {
  expect(matterTerms('夜市油烟扰民\n请议定在五一前的治理标准 2026')).toEqual(['夜市', '油烟', '烟扰', '扰民', '五一', '治理', '标准'])
  expect(matterTerms('The Night-market noise, and what to do about it')).toEqual(['night', 'market', 'noise'])
  expect(matterTerms('关于 2026 的 。')).toEqual([])
  expect(matterText({ title: '油烟', ask: '' })).toBe('油烟')
  expect(matterText({ title: '油烟', ask: '标准'.repeat(500) })).toHaveLength(300)
})

test('[A6] earlier items are ranked by how rare the shared words are and where they stand; of equals the newer comes first', () => {
  const ranked = rankMatters([
    { term: '油烟', total: 3, hits: [hit('old', 'agenda-item', 'i1', { heldOn: '2024-01-01' }), hit('new', 'agenda-item', 'i1'), hit('talk', 'note', 'i1')] },
    { term: '投诉', total: 4000, hits: [hit('many', 'resolution', 'r'), hit('nowhere', 'meeting', 'm', { itemId: null })] },
    { term: '无人知', total: 0, hits: [] },
  ])
  expect(ranked.map(({ path, terms }) => [path, terms])).toEqual([['new', ['油烟']], ['old', ['油烟']], ['talk', ['油烟']]])
  const corrected = { ...hit('wrong', 'resolution', 'r'), supersededBy: 'right' }
  expect(rankMatters([{ term: '油烟', total: 2, hits: [corrected, hit('right', 'resolution', 'r')] }]).map(({ path }) => path)).toEqual(['right'])
  const many = rankMatters([{ term: 'x', total: 50, hits: Array.from({ length: 50 }, (_, at) => hit(`p${at}`, 'note', 'i1')) }])
  expect(many).toHaveLength(12)
})
