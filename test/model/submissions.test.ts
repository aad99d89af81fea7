import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { openPoolDocument, type PoolDocument } from '../../shared/model/PoolDocument.ts'
import { addPaper } from '../../shared/model/papers.ts'
import { acceptSubmission, mergeSubmission, refuseSubmission, type Acceptance } from '../../shared/model/screening.ts'
import { draftSubmission, editSubmission, papersOf, removeSubmission, submissionGaps, submissionStatus, submitSubmission, withdrawSubmission } from '../../shared/model/submissions.ts'
import type { Paper } from '../../shared/schema/submission.ts'
import { contextOf, must, startMeeting } from '../support/startMeeting.ts'

const delegate = contextOf('li', { role: 'delegate', departmentId: 'd1' })
const secretary = contextOf('wang')
const ACCEPTANCE: Acceptance = { agendaClass: 'new', minutesAllotted: 15, note: '', doNothing: '维持现状', screenings: [] }
const WHOLE = { background: '夜间噪声投诉三个月增加四成', basis: '噪声污染防治法', ask: '议定由谁牵头', options: '限时经营\n\n划定疏导点\n限时经营', disagreement: '经费由谁承担', matterClass: '噪声', place: '建设路' }

function newPool(): PoolDocument {
  return openPoolDocument(new Y.Doc())
}

function submitted(pool: PoolDocument, title = '夜市噪声扰民'): string {
  const id = must(draftSubmission(pool, { departmentId: 'd1', title }, delegate))
  must(editSubmission(pool, id, WHOLE, delegate))
  must(submitSubmission(pool, id, delegate))
  return id
}

const statusOf = (pool: PoolDocument, id: string) => submissionStatus(pool, id).status

test('[C1] a draft says what is missing, is submitted once nothing is, and stays as it is until it comes back', () => {
  const pool = newPool()
  const id = must(draftSubmission(pool, { departmentId: 'd1', title: ' 夜市噪声扰民 ' }, delegate))
  expect(submitSubmission(pool, id, delegate)).toEqual({ ok: false, error: { kind: 'submission-incomplete', gaps: ['background', 'basis', 'ask', 'options', 'disagreement'] } })
  must(editSubmission(pool, id, { ...WHOLE, options: '一\n二\n三\n四\n五\n六', background: '长'.repeat(3_001) }, delegate))
  expect(submissionGaps(pool.submissions.get(id)!)).toEqual(['background-long', 'options'])
  must(editSubmission(pool, id, WHOLE, delegate))
  must(submitSubmission(pool, id, delegate))
  expect(editSubmission(pool, id, { title: '改' }, delegate)).toEqual({ ok: false, error: { kind: 'submission-fixed', from: 'submitted' } })
  expect(removeSubmission(pool, id, delegate)).toEqual({ ok: false, error: { kind: 'submission-in-use' } })
  must(withdrawSubmission(pool, id, delegate))
  must(editSubmission(pool, id, { title: '夜市油烟和噪声' }, delegate))
  must(submitSubmission(pool, id, delegate))
  expect(pool.submissions.list()).toEqual([{ id, departmentId: 'd1', minutesWanted: 10, ...WHOLE, title: '夜市油烟和噪声' }])
  expect(statusOf(pool, id)).toBe('submitted')
})

test('[C1] screening gives a standard reason; “other” says which; what is returned may be mended', () => {
  const pool = newPool()
  const id = submitted(pool)
  expect(refuseSubmission(pool, id, { kind: 'rejected', reason: 'other', note: ' ' }, secretary)).toEqual({ ok: false, error: { kind: 'note-missing' } })
  must(refuseSubmission(pool, id, { kind: 'returned', reason: 'not-coordinated', note: '' }, secretary))
  must(editSubmission(pool, id, { disagreement: '住建局书面不同意' }, delegate))
  must(submitSubmission(pool, id, delegate))
  must(refuseSubmission(pool, id, { kind: 'rejected', reason: 'own-power', note: '' }, secretary))
  expect(submissionStatus(pool, id)).toMatchObject({ status: 'rejected', last: { reason: 'own-power', by: 'wang' }, superseded: [] })
  expect(submitSubmission(pool, id, delegate)).toEqual({ ok: false, error: { kind: 'transition-missing', from: 'rejected' } })
})

test('[C1] a submission is merged into another that goes on, never into itself or one that has ended', () => {
  const pool = newPool()
  const [one, other] = [submitted(pool), submitted(pool, '夜市油烟')]
  expect(mergeSubmission(pool, one, { pool, id: one }, '', secretary)).toEqual({ ok: false, error: { kind: 'merge-target-gone' } })
  must(mergeSubmission(pool, one, { pool, id: other }, '同一条街', secretary))
  expect(submissionStatus(pool, one).last).toMatchObject({ kind: 'merged', mergedIntoId: other, reason: 'duplicate', note: '同一条街' })
  expect(mergeSubmission(pool, other, { pool, id: one }, '', secretary)).toEqual({ ok: false, error: { kind: 'merge-target-gone' } })
})

test('[C1] merged into another department’s, a submission says so and nothing else of it', () => {
  const [ours, theirs] = [newPool(), newPool()]
  const [one, other] = [submitted(ours), submitted(theirs, '夜市油烟')]
  must(mergeSubmission(ours, one, { pool: theirs, id: other }, '与市场监管局的申报同办', secretary))
  expect(submissionStatus(ours, one).last).toMatchObject({ kind: 'merged', mergedIntoId: other, note: '与市场监管局的申报同办' })
  expect(JSON.stringify(ours.doc.toJSON())).not.toContain('夜市油烟')
  expect(submissionStatus(theirs, other).status).toBe('submitted')
})

test('[C1] an accepted submission is an agenda item with its options, its papers and a dossier of what it said then', () => {
  const pool = newPool()
  const id = submitted(pool)
  const paper: Paper = { id: 'p1', ownerId: id, departmentId: 'd1', name: '可行性报告.pdf', version: 1, type: 'application/pdf', bytes: 9, sha256: 'a'.repeat(64), at: '2026-03-05T14:30:00Z', by: 'li' }
  pool.doc.transact(() => pool.papers.insert(paper))
  const meeting = startMeeting()
  const itemId = must(acceptSubmission(pool, meeting, id, { ...ACCEPTANCE, note: '排第一场' }, secretary))
  const event = submissionStatus(pool, id).last
  expect(event).toMatchObject({ kind: 'accepted', meetingId: 'm1', itemId, agendaClass: 'new', note: '排第一场' })
  expect(meeting.agenda.get(itemId)).toMatchObject({ title: '夜市噪声扰民', ask: '议定由谁牵头', minutesAllotted: 15, presenterDepartmentId: 'd1' })
  expect(meeting.options.list().map(({ title, isDoNothing }) => [title, isDoNothing])).toEqual([['限时经营', false], ['划定疏导点', false], ['维持现状', true]])
  const { background, basis, disagreement, matterClass, place } = WHOLE
  const submittedAt = pool.submissionEvents.list()[0]?.at
  expect(meeting.dossiers.list()).toEqual([
    { id: itemId, submissionId: id, departmentId: 'd1', background, basis, disagreement, matterClass, place, submittedAt, submittedBy: 'li', acceptedAt: expect.any(String), acceptedBy: 'wang', note: '排第一场' },
  ])
  expect(meeting.papers.list()).toEqual([{ ...paper, id: expect.any(String), ownerId: itemId, by: 'wang' }])
  expect(acceptSubmission(pool, meeting, id, ACCEPTANCE, secretary)).toEqual({ ok: false, error: { kind: 'transition-missing', from: 'accepted' } })
  expect(meeting.agenda.list()).toHaveLength(1)
})

test('[C1] on the agenda open follow-ups come first, then standing items, then new ones, each in the order they were accepted', () => {
  const [ours, theirs] = [newPool(), newPool()]
  const meeting = startMeeting()
  must(addAgendaItem(meeting, { title: '例行通报' }, secretary))
  const accept = (pool: PoolDocument, title: string, agendaClass: Acceptance['agendaClass']) => {
    const screenings = [ours, theirs].flatMap((each) => each.screenings.list())
    must(acceptSubmission(pool, meeting, submitted(pool, title), { ...ACCEPTANCE, agendaClass, screenings }, secretary))
  }
  accept(ours, '新一', 'new')
  accept(theirs, '旧一', 'follow-up')
  accept(ours, '常设', 'standing')
  accept(theirs, '新二', 'new')
  accept(ours, '旧二', 'follow-up')
  expect(meeting.agenda.list().map(({ title }) => title)).toEqual(['旧一', '旧二', '例行通报', '常设', '新一', '新二'])
})

test('[C1] a closed meeting takes nothing, and the submission goes on waiting', () => {
  const pool = newPool()
  const id = submitted(pool)
  const meeting = startMeeting()
  meeting.doc.transact(() => meeting.info.patch('m1', { closedAt: '2026-03-05T18:00:00+08:00' }))
  expect(acceptSubmission(pool, meeting, id, ACCEPTANCE, secretary)).toEqual({ ok: false, error: { kind: 'meeting-closed' } })
  expect(statusOf(pool, id)).toBe('submitted')
})

test('[C1][M4] withdrawn and returned at once on two machines: both are kept, every replica says the same', () => {
  const pool = newPool()
  const id = submitted(pool)
  const other = openPoolDocument(new Y.Doc())
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(pool.doc))
  must(refuseSubmission(other, id, { kind: 'rejected', reason: 'routine-report', note: '' }, contextOf('wang', { lateBySeconds: 60 })))
  must(withdrawSubmission(pool, id, delegate))
  const updates = [pool, other].map(({ doc }) => Y.encodeStateAsUpdate(doc))
  for (const { doc } of [pool, other]) for (const update of updates) Y.applyUpdate(doc, update)
  expect(submissionStatus(other, id)).toEqual(submissionStatus(pool, id))
  expect(submissionStatus(pool, id)).toMatchObject({ status: 'rejected', superseded: [{ kind: 'withdrawn' }] })
})

test('[C1] what a delegate writes as their own screening is nowhere seen', () => {
  const pool = newPool()
  const id = submitted(pool)
  const forged = { submissionId: id, kind: 'accepted', reason: null, note: '', mergedIntoId: null, meetingId: null, itemId: null, agendaClass: null, at: '2026-03-05T15:00:00Z', by: 'li' }
  pool.doc.getMap('submissionEvents').set('forged', new Y.Map(Object.entries(forged)))
  expect([statusOf(pool, id), pool.submissionEvents.skipped()]).toEqual(['submitted', 1])
})

function paperOf(id: string, name: string, version: number): Paper {
  return { id, ownerId: 's', departmentId: 'd1', name, version, type: '', bytes: 1, sha256: 'a'.repeat(64), at: '2026-03-05T14:30:00Z', by: 'li' }
}

test('[C1] a paper of the same name is its next version', () => {
  const pool = newPool()
  const id = submitted(pool)
  const file = { ownerId: id, name: '报告.pdf', type: 'application/pdf', bytes: 3, sha256: 'b'.repeat(64) }
  for (const digit of ['b', 'c']) must(addPaper(pool, { ...file, sha256: digit.repeat(64) }, delegate))
  must(addPaper(pool, { ...file, name: '附件.pdf' }, delegate))
  expect(pool.papers.list().map(({ name, version, departmentId, by }) => [name, version, departmentId, by])).toEqual([['报告.pdf', 1, 'd1', 'li'], ['报告.pdf', 2, 'd1', 'li'], ['附件.pdf', 1, 'd1', 'li']])
  expect(addPaper(pool, { ...file, ownerId: 'gone' }, delegate)).toEqual({ ok: false, error: { kind: 'submission-gone' } })
})

test('[C1] papers stand by name, their versions newest first', () => {
  const found = papersOf([paperOf('1', 'b', 1), paperOf('2', 'a', 1), paperOf('3', 'b', 2), { ...paperOf('4', 'a', 9), ownerId: 'x' }], 's')
  expect(found.map(([name, versions]) => [name, versions.map(({ version }) => version)])).toEqual([['a', [1]], ['b', [2, 1]]])
})
