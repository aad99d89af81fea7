import { expect, test } from 'vitest'
import { acceptedInto, likelyDuplicates } from '../../renderer/src/features/pool/earlier/likelyDuplicates.ts'
import { poolLists } from '../../renderer/src/features/pool/poolLists.ts'
import type { Submission, SubmissionEvent, SubmissionEventKind } from '../../shared/schema/submission.ts'
import type { Writer } from '../../shared/sync/access.ts'

const submission = (id: string, departmentId: string): Submission => ({ id, departmentId, title: id, background: '', basis: '', ask: '', options: '', disagreement: '', matterClass: '', place: '', minutesWanted: 10 })
const event = (submissionId: string, kind: SubmissionEventKind, minute: number): SubmissionEvent => ({
  id: `${submissionId}-${kind}`, submissionId, kind, reason: null, note: '', mergedIntoId: null, meetingId: null, itemId: null, agendaClass: null, at: `2026-03-05T14:${minute}:00Z`, by: 'p',
})

const SUBMISSIONS = [submission('draft', 'a'), submission('early', 'a'), submission('late', 'b'), submission('back', 'a'), submission('done', 'b')]
const EVENTS = [
  event('late', 'submitted', 30), event('early', 'submitted', 20), event('back', 'submitted', 21), event('back', 'returned', 22), event('done', 'submitted', 23), event('done', 'accepted', 24),
]

function shown(viewer: Pick<Writer, 'role' | 'departmentId'>): Record<string, readonly string[]> {
  const lists = poolLists(SUBMISSIONS, EVENTS, { personId: 'p', ...viewer })
  return Object.fromEntries(lists.map(([group, rows]) => [group, rows.map((row) => row.submission.id)]))
}

test('[C1] the secretariat sees what waits longest first, a department what it has to go on with', () => {
  expect(shown({ role: 'secretary', departmentId: null })).toEqual({ queue: ['early', 'late'], waiting: ['back'], drafts: ['draft'], done: ['done'] })
  for (const role of ['delegate', 'coordinator'] as const) expect(shown({ role, departmentId: 'a' })).toEqual({ mine: ['draft', 'back'], waiting: ['late', 'early'], done: ['done'] })
})

test('[C1] a likely duplicate is of the same class and place within twelve months, and says where it was dealt with', () => {
  const at = (id: string, matterClass: string, place: string, since: string | null) => ({ submission: { ...submission(id, 'a'), matterClass, place }, status: 'accepted' as const, since })
  const asked = { ...submission('asked', 'b'), matterClass: '噪声', place: ' 建设路 ' }
  const rows = [
    at('asked', '噪声', '建设路', '2026-03-01T00:00:00Z'), at('same', '噪声', '建设路', '2025-06-01T00:00:00Z'), at('newer', '噪声', '建设路', '2026-01-01T00:00:00Z'), at('old', '噪声', '建设路', '2025-01-01T00:00:00Z'),
    at('elsewhere', '噪声', '人民路', '2026-01-01T00:00:00Z'), at('draft', '噪声', '建设路', null), at('nowhere', '', '', '2026-01-01T00:00:00Z'),
  ]
  const now = '2026-03-05'
  expect(likelyDuplicates(asked, rows, now).map((row) => row.submission.id)).toEqual(['newer', 'same'])
  expect(likelyDuplicates({ ...asked, place: '' }, rows, now)).toEqual([])
  expect([acceptedInto(EVENTS, 'done')?.itemId, acceptedInto(EVENTS, 'late')]).toEqual([null, null])
})

test('[C1] similar words make a likely duplicate as well, with what both say; another matter at the same place is none', () => {
  const said = (id: string, title: string, background: string) => ({ submission: { ...submission(id, 'a'), title, background, place: '北门夜市' }, status: 'submitted' as const, since: '2026-01-01T00:00:00Z' })
  const asked = { ...submission('asked', 'b'), title: '北门夜市油烟整治', background: '烧烤油烟直排，夜间噪声扰民，居民多次投诉，要求加装油烟净化设备。' }
  const rows = [
    said('title', '关于北门夜市油烟的整治', ''),
    said('text', '烧烤摊点管理', '摊点烧烤油烟直排、噪声扰民，居民多次投诉，建议统一加装净化设备。'),
    said('other', '北门夜市消防通道', '消防通道长期被占，车辆无法通行。'),
    { ...said('old', '北门夜市油烟整治', ''), since: '2025-03-01T00:00:00Z' },
  ]
  expect(likelyDuplicates(asked, rows, '2026-03-05').map(({ submission: { id }, alike }) => [id, alike.by === 'words' ? [alike.in, alike.shared[0]] : alike.by])).toEqual([
    ['title', ['title', '北门夜市油烟']],
    ['text', ['text', '居民多次投诉']],
  ])
})
