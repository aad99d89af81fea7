import { expect, test } from 'vitest'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { addItemPaper, nextVersion } from '../../shared/model/papers.ts'
import { papersOf } from '../../shared/model/submissions.ts'
import { contextOf, must, startMeeting } from '../support/startMeeting.ts'

const delegate = contextOf('li', { role: 'delegate', departmentId: 'd2' })
const secretary = contextOf('wang')
const bytesOf = (digit: string) => ({ type: 'application/pdf', bytes: 12, sha256: digit.repeat(64) })

test('[C1] a paper of an agenda item is its department’s; one of the same name is the next version, and the older one stays', () => {
  const meeting = startMeeting()
  const ownerId = must(addAgendaItem(meeting, { title: '夜市', presenterDepartmentId: 'd1' }, secretary))
  must(addItemPaper(meeting, { ownerId, name: '报告.pdf', ...bytesOf('a') }, secretary))
  must(addItemPaper(meeting, { ownerId, name: '报告.pdf', ...bytesOf('b') }, secretary))
  must(addItemPaper(meeting, { ownerId, name: '预算.pdf', ...bytesOf('a') }, secretary))
  const seen = papersOf(meeting.papers.list(), ownerId).map(([name, versions]) => [name, versions.map(({ version, sha256, departmentId, by }) => [version, sha256[0], departmentId, by])])
  expect(seen).toEqual([
    ['报告.pdf', [[2, 'b', 'd1', 'wang'], [1, 'a', 'd1', 'wang']]],
    ['预算.pdf', [[1, 'a', 'd1', 'wang']]],
  ])
  // Back to what it was before is a version of its own; the same again is none.
  expect(addItemPaper(meeting, { ownerId, name: '报告.pdf', ...bytesOf('b') }, secretary)).toEqual({ ok: false, error: { kind: 'paper-unchanged', name: '报告.pdf', version: 2 } })
  must(addItemPaper(meeting, { ownerId, name: '报告.pdf', ...bytesOf('a') }, secretary))
  expect(papersOf(meeting.papers.list(), ownerId)[0]?.[1].map(({ version }) => version)).toEqual([3, 2, 1])
})

test('[C1] a paper is in the name of the department that adds it if the matter is its own, as presenter or as who submitted it', () => {
  const meeting = startMeeting()
  const ownerId = must(addAgendaItem(meeting, { title: '夜市', presenterDepartmentId: 'd1' }, secretary))
  meeting.dossiers.insert({ id: ownerId, departmentId: 'd2', background: '', basis: '', disagreement: '', matterClass: '', place: '', submissionId: 's1', submittedAt: secretary.now(), submittedBy: 'li', acceptedAt: secretary.now(), acceptedBy: 'wang', note: '' })
  must(addItemPaper(meeting, { ownerId, name: '一', ...bytesOf('a') }, delegate))
  must(addItemPaper(meeting, { ownerId, name: '二', ...bytesOf('a') }, secretary))
  expect(meeting.papers.list().map(({ name, departmentId }) => [name, departmentId]).toSorted()).toEqual([['一', 'd2'], ['二', 'd1']].toSorted())
  expect(addItemPaper(meeting, { ownerId: 'gone', name: '三', ...bytesOf('a') }, secretary)).toEqual({ ok: false, error: { kind: 'agenda-item-gone' } })
})

test('[C1] a new version is the same kind of file as the paper that it replaces', () => {
  expect([nextVersion('报告.PDF', '报告 (2).pdf'), nextVersion('报告.pdf', '报告.docx'), nextVersion('说明', '说明2')]).toEqual([
    { ok: true, value: '报告.PDF' },
    { ok: false, error: { kind: 'paper-other-kind', ending: '.pdf' } },
    { ok: true, value: '说明' },
  ])
})
