import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { draftAction } from '../../shared/model/actions.ts'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { project } from '../../shared/model/floor.ts'
import { addCriterion, editOption } from '../../shared/model/frame.ts'
import { raiseIssue } from '../../shared/model/issues.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { answerPosition, statePosition } from '../../shared/model/positions.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import { PROJECTOR_VIEWS } from '../../shared/schema/floor.ts'
import { must } from '../support/startMeeting.ts'
import { cast, endRound, openRoundOn, paperOf, SECRET, SECRET_NUMBER, startSilentScene, type SilentScene } from './ballots/silentScene.ts'
import { eventually, request } from './support.ts'

/** In every place of the meeting where somebody may write what is not for the room's wall. */
async function writeSecrets({ url, secretary, honest, ids, departmentA, optionId }: SilentScene): Promise<void> {
  const { meeting, context } = honest
  noteBody(meeting, ids.item)?.push([new Y.XmlText('MARK-note')])
  must(editOption(meeting, optionId, { detail: 'MARK-detail' }, context))
  const other = must(addAgendaItem(meeting, { title: 'MARK-other-item', ask: 'MARK-other-ask' }, context))
  must(draftResolution(meeting, { itemId: other, text: 'MARK-other-resolution' }, context))
  must(addCriterion(meeting, { itemId: other, name: 'MARK-criterion', unit: 'dB', worst: 70, best: 45 }, context))
  must(raiseIssue(meeting, { title: 'MARK-issue', columnId: meeting.columns.list()[0]?.id ?? '', detail: 'MARK-issue-detail', leadDepartmentId: departmentA }, context))
  must(draftAction(meeting, { task: 'MARK-action', leadDepartmentId: departmentA, itemId: ids.item, dueOn: '2026-04-01', closingCriterion: 'MARK-closing', evidenceKinds: ['photo'] }, context))
  const positionId = must(statePosition(meeting, { subjectId: ids.resolution, departmentId: departmentA, kind: 'conditional', reason: 'MARK-reason', conditions: [{ text: 'MARK-condition', ownerDepartmentId: null, dueOn: null }] }, context))
  must(answerPosition(meeting, positionId, 'MARK-answer', context))
  honest.provider.awareness.setLocalState({ personId: secretary.person.id, name: 'MARK-presence', at: 'MARK-place' })
  // Of the workspace, and of the pool.
  expect((await request(url, 'POST', '/api/departments', secretary.token, { name: 'MARK-department' })).status).toBe(200)
  expect((await request(url, 'POST', '/api/invitations', secretary.token, { role: 'observer', name: 'MARK-invited' })).status).toBe(200)
}

/** Everything that `GET /api/projector` has to say, heads included: with the code, without, with others, asked in every way. */
async function everyAnswer({ url, meetingId, secretary, honest, ids }: SilentScene, code: string): Promise<readonly { readonly asked: string; readonly status: number; readonly text: string }[]> {
  const answers: { asked: string; status: number; text: string }[] = []
  const ask = async (asked: string, path: string, headers: Record<string, string>, method = 'GET'): Promise<string> => {
    const response = await fetch(`${url}${path}`, { method, headers })
    const text = await response.text()
    answers.push({ asked, status: response.status, text: JSON.stringify([...response.headers]) + text })
    return text
  }
  const right = { authorization: `Projector ${code}` }
  for (const view of PROJECTOR_VIEWS) {
    for (const changes of [{ isFrozen: false, isBlank: false }, { isFrozen: true, isBlank: false }, { isFrozen: true, isBlank: true }, { isFrozen: false, isBlank: true }]) {
      must(project(honest.meeting, { view, itemId: ids.item, ...changes }, honest.context))
      const wanted = `"isFrozen":${String(changes.isFrozen)},"isBlank":${String(changes.isBlank)}`
      await eventually(async () => expect(await ask(`${view} ${wanted}`, '/api/projector?after=', right)).toMatch(changes.isBlank ? wanted : changes.isFrozen ? wanted : new RegExp(`${wanted}.*"view":"${view}"`)))
    }
  }
  must(project(honest.meeting, { view: 'item', itemId: null, isFrozen: false, isBlank: false }, honest.context))
  await ask('no code', '/api/projector', {})
  await ask('wrong code', '/api/projector', { authorization: `Projector ${'x'.repeat(43)}` })
  await ask("the chair's token", '/api/projector', { authorization: `Bearer ${secretary.token}` })
  await ask('the code as a token', `/api/meetings/${meetingId}`, { authorization: `Bearer ${code}` })
  await ask('a malformed head', '/api/projector', { authorization: 'Projector' })
  await ask('an odd version', `/api/projector?after=${encodeURIComponent('"><script>')}&after=2&view=results&itemId=${ids.item}`, right)
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']) await ask(method, '/api/projector', right, method)
  await ask('below', `/api/projector/${meetingId}`, right)
  await ask('another place', `/api/meetings/${meetingId}/projector`, right)
  await ask('the page', '/projector/', {})
  return answers
}

const secretsIn = (answers: Awaited<ReturnType<typeof everyAnswer>>, secrets: RegExp): readonly string[] => answers.filter(({ text }) => secrets.test(text)).map(({ asked, text }) => `${asked}: ${secrets.exec(text)?.[0]}`)

test('[C7][M13] no answer for a big screen holds what is private or not revealed, whatever is asked, before the reveal and after', async () => {
  const scene = await startSilentScene()
  const { url, secretary, meetingId, delegateA, delegateB, departmentA, departmentB } = scene
  await writeSecrets(scene)
  const roundId = await openRoundOn(scene)
  for (const delegate of [delegateA, delegateB]) expect((await cast(url, roundId, delegate, paperOf(scene))).status).toBe(200)
  const code = String((await request(url, 'POST', `/api/meetings/${meetingId}/projector`, secretary.token)).json['code'])

  const people = [secretary.person.id, delegateA.person.id, secretary.token, departmentA, departmentB, roundId].join('|')
  const before = await everyAnswer(scene, code)
  expect(secretsIn(before, new RegExp(`MARK|${SECRET}|${String(SECRET_NUMBER).slice(0, 6)}|王秘书|李代表|${people}`))).toEqual([])
  expect(before.some(({ text }) => text.includes('"round":null'))).toBe(true)

  expect((await endRound(url, roundId, 'reveal', secretary)).status).toBe(200)
  const after = await everyAnswer(scene, code)
  // What departments gave in sum is shown now; what they wrote, and who they are, is not.
  expect(secretsIn(after, new RegExp(`MARK|${SECRET}|王秘书|李代表|${people}`))).toEqual([])
  expect(after.some(({ text }) => text.includes('"round":1,"scored":2'))).toBe(true)
})
