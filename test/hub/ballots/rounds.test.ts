import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { endAgendaItem } from '../../../shared/model/agenda.ts'
import { editCriterion } from '../../../shared/model/frame.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { frameOf } from '../../../shared/schema/round.ts'
import { must } from '../../support/startMeeting.ts'
import { connect } from '../connect.ts'
import { eventually, joinAs, NOON, request, startHub } from '../support.ts'
import { toInstant } from '../../../shared/lib/instant.ts'
import { cast, endRound, openRoundOn, ownOf, paperOf, roundsShown, startSilentScene } from './silentScene.ts'

const NOW = toInstant(NOON)

test('[C4][M13] a round from opening to reveal: who has voted is seen, what is not, and then all at once; a second one follows', async () => {
  const scene = await startSilentScene()
  const { url, secretary, delegateA, delegateB, departmentA, departmentB, honest, optionId, ids, meetingId } = scene
  const seen = openMeetingDocument(scene.witness.doc)
  const roundId = await openRoundOn(scene)
  await eventually(() => expect(roundsShown(seen)).toEqual([{ number: 1, state: 'open', voted: [], ballots: [] }]))
  const again = await request(url, 'POST', `/api/meetings/${meetingId}/rounds`, secretary.token, { itemId: ids.item })
  expect({ again: again.json['error'], early: (await endRound(url, roundId, 'reveal', secretary)).json['error'] }).toEqual({ again: 'round-running', early: 'ballots-missing' })

  // The frame is what it was, whatever is changed meanwhile.
  must(editCriterion(honest.meeting, scene.criterionId, { best: 40 }, honest.context))
  const paper = paperOf(scene)
  expect(await cast(url, roundId, delegateA, paper)).toEqual({ status: 200, json: { ballot: { ...paper, castAt: NOW, castBy: delegateA.person.id, version: 1 } } })
  await eventually(() => expect(roundsShown(seen)).toEqual([{ number: 1, state: 'open', voted: [departmentA], ballots: [] }]))

  // A second machine of the same department goes on from there, and replaces.
  const secondA = await joinAs(url, secretary.token, 'delegate', '钱代表', departmentA)
  expect((await ownOf(url, roundId, secondA)).json['ballot']).toMatchObject({ castBy: delegateA.person.id, version: 1, remark: paper.remark })
  const changed = paperOf(scene, 50, '改过')
  expect((await cast(url, roundId, secondA, changed)).json['ballot']).toMatchObject({ castBy: secondA.person.id, version: 2, remark: '改过' })
  expect((await ownOf(url, roundId, delegateA)).json['ballot']).toMatchObject({ castBy: secondA.person.id, version: 2 })
  expect((await ownOf(url, roundId, delegateB)).json).toEqual({ ballot: null })
  expect((await cast(url, roundId, delegateB, { kind: 'abstain', weights: [], scores: [], remark: '' })).status).toBe(200)

  const updates = { count: 0 }
  seen.doc.on('update', () => updates.count++)
  await eventually(() => expect(roundsShown(seen)[0]?.voted).toEqual([departmentA, departmentB].toSorted()))
  updates.count = 0
  expect(await endRound(url, roundId, 'reveal', secretary)).toEqual({ status: 200, json: {} })
  const ballots = [{ departmentId: departmentA, remark: '改过' }, { departmentId: departmentB, remark: '' }].toSorted((a, b) => (a.departmentId < b.departmentId ? -1 : 1))
  const first = { number: 1, state: 'revealed', voted: [departmentA, departmentB].toSorted(), ballots }
  await eventually(() => expect(roundsShown(seen)).toEqual([first]))
  const round = seen.rounds.get(roundId)
  const own = seen.ballots.list().find(({ departmentId }) => departmentId === departmentA)
  expect({
    updates: updates.count,
    revealedBy: round?.revealedBy,
    best: round && frameOf(round)?.criteria[0]?.best,
    scores: own?.scores[0],
    castBy: own?.castBy,
    kept: await readdir(join(scene.hub.dataDir, 'ballots')),
    late: [(await cast(url, roundId, delegateB, paper)).json['error'], (await ownOf(url, roundId, delegateB)).json['error'], (await endRound(url, roundId, 'void', secretary)).json['error']],
  }).toEqual({
    updates: 1, revealedBy: secretary.person.id, best: 45, scores: { optionId, criterionId: scene.criterionId, value: 50 }, castBy: secondA.person.id, kept: [],
    late: ['round-ended', 'round-ended', 'round-ended'],
  })

  // Given up unread, and repeated under the same number.
  const given = await openRoundOn(scene)
  expect((await cast(url, given, delegateA, paper)).status).toBe(200)
  expect((await endRound(url, given, 'void', secretary)).json).toEqual({})
  const second = await openRoundOn(scene)
  await eventually(() =>
    expect(roundsShown(seen)).toEqual([first, { number: 2, state: 'voided', voted: [departmentA], ballots: [] }, { number: 2, state: 'open', voted: [], ballots: [] }]),
  )
  expect(await readdir(join(scene.hub.dataDir, 'ballots'))).toEqual([`${second}.json`])
})

test('[C4] a round is refused with a plain reason', async () => {
  const scene = await startSilentScene()
  const { url, secretary, meetingId, ids, honest } = scene
  const open = async (body: unknown, id = meetingId) => (await request(url, 'POST', `/api/meetings/${id}/rounds`, secretary.token, body)).json['error']
  const before = [await open({}), await open({ itemId: 'gone' }), await open({ itemId: ids.item }, 'gone')]
  must(endAgendaItem(honest.meeting, ids.item, { kind: 'shelved' }, honest.context))
  await eventually(() => expect(openMeetingDocument(scene.witness.doc).agendaEvents.list()).toHaveLength(2))
  expect([...before, await open({ itemId: ids.item })]).toEqual(['request-invalid', 'agenda-item-gone', 'meeting-unknown', 'item-ended'])
})

describe('[C4] a ballot that is none is refused with its field, and changes nothing', () => {
  test('of every kind', async () => {
    const scene = await startSilentScene()
    const { url, delegateA, criterionId, optionId } = scene
    const roundId = await openRoundOn(scene)
    const paper = paperOf(scene)
    const attempts: Readonly<Record<string, unknown>> = {
      nothing: undefined,
      'no kind': { ...paper, kind: 'yes' },
      'a negative weight': { ...paper, weights: [{ criterionId, value: -1 }] },
      'a weight of words': { ...paper, weights: [{ criterionId, value: '100' }] },
      'an unknown option': { ...paper, scores: [{ optionId: 'x', criterionId, value: 1 }] },
      'an unknown criterion': { ...paper, scores: [{ optionId, criterionId: 'x', value: 1 }] },
      'a cell twice': { ...paper, scores: [...paper.scores, ...paper.scores] },
      'scores of an abstention': { ...paper, kind: 'abstain', weights: [] },
      'too many': { ...paper, scores: Array.from({ length: 1001 }, () => paper.scores[0]) },
    }
    const answers: Record<string, unknown> = {}
    for (const [name, body] of Object.entries(attempts)) {
      const { status, json } = await cast(url, roundId, delegateA, body)
      answers[name] = [status, json['error'], json['field']]
    }
    expect(answers).toEqual({
      nothing: [400, 'ballot-invalid', ''],
      'no kind': [400, 'ballot-invalid', 'kind'],
      'a negative weight': [400, 'ballot-invalid', 'weights.0.value'],
      'a weight of words': [400, 'ballot-invalid', 'weights.0.value'],
      'an unknown option': [400, 'ballot-invalid', 'scores.0.optionId'],
      'an unknown criterion': [400, 'ballot-invalid', 'scores.0.criterionId'],
      'a cell twice': [400, 'ballot-invalid', 'scores.2'],
      'scores of an abstention': [400, 'ballot-invalid', 'scores'],
      'too many': [400, 'ballot-invalid', 'scores'],
    })
    expect((await ownOf(url, roundId, delegateA)).json).toEqual({ ballot: null })
  })
})

test('[C4][M1] a meeting with an open round does not close', async () => {
  const scene = await startSilentScene()
  const { url, secretary, meetingId, ids, honest } = scene
  await openRoundOn(scene)
  must(endAgendaItem(honest.meeting, ids.item, { kind: 'shelved' }, honest.context))
  await eventually(() => expect(openMeetingDocument(scene.witness.doc).agendaEvents.list()).toHaveLength(2))
  const { status, json } = await request(url, 'POST', `/api/meetings/${meetingId}/close`, secretary.token)
  expect({ status, kinds: (json['open'] as { kind: string; id: string }[]).filter(({ id }) => id === ids.item).map(({ kind }) => kind) }).toEqual({ status: 409, kinds: ['round-open'] })
})

test('[C4][M13] a restart between ballot and reveal loses nothing and reveals nothing', async () => {
  const scene = await startSilentScene()
  const { hub, secretary, delegateA, delegateB, departmentA, room } = scene
  const roundId = await openRoundOn(scene)
  await cast(scene.url, roundId, delegateA, paperOf(scene))
  const file = join(hub.dataDir, 'ballots', `${roundId}.json`)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await hub.close()
  const { url } = await startHub({ dataDir: hub.dataDir })
  const { doc, provider } = connect(url, room, delegateB.token)
  await eventually(() => expect(provider.synced).toBe(true))
  const seen = openMeetingDocument(doc)
  expect(roundsShown(seen)).toEqual([{ number: 1, state: 'open', voted: [departmentA], ballots: [] }])
  expect((await ownOf(url, roundId, delegateA)).json['ballot']).toMatchObject({ ...paperOf(scene), version: 1 })
  expect((await endRound(url, roundId, 'reveal', secretary)).status).toBe(200)
  await eventually(() => expect(roundsShown(seen)).toEqual([{ number: 1, state: 'revealed', voted: [departmentA], ballots: [{ departmentId: departmentA, remark: paperOf(scene).remark }] }]))
})
