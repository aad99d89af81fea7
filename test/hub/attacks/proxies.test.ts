import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addAgendaItem } from '../../../shared/model/agenda.ts'
import { recordAttendance, recordProxy, recordProxyAtItem, removeAttendance } from '../../../shared/model/attendance.ts'
import { adoptResolution, countersign, requestCountersigns } from '../../../shared/model/countersigning.ts'
import type { CommandContext } from '../../../shared/model/context.ts'
import { attendItem } from '../../../shared/model/floor.ts'
import { addOption } from '../../../shared/model/frame.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { settleCondition, statePosition } from '../../../shared/model/positions.ts'
import { must } from '../../support/startMeeting.ts'
import { cast, endRound, openRoundOn, ownOf, paperOf, roundsShown, startSilentScene, type SilentScene } from '../ballots/silentScene.ts'
import { eventually, request } from '../support.ts'
import { RawClient } from './RawClient.ts'
import { fieldsOf, record, refusal, strikeAt } from './scene.ts'

const AT = '2026-03-05T15:00:00+08:00'

/** Department C's delegate stands in for B, as the secretary registers it, and the witness is there to see it. */
async function startProxied(reach: 'meeting' | 'item' = 'meeting'): Promise<SilentScene> {
  const scene = await startSilentScene()
  const { honest, delegateC, departmentB, ids } = scene
  const { meeting, context } = honest
  if (reach === 'meeting') must(recordProxy(meeting, delegateC.person, departmentB, context))
  else {
    must(recordAttendance(meeting, delegateC.person, 'present', context))
    must(recordProxyAtItem(meeting, { itemId: ids.item, personId: delegateC.person.id, departmentId: departmentB }, context))
  }
  await seen(scene, ({ attendance, itemAttendance }) => attendance.get(delegateC.person.id)?.proxyForDepartmentId === departmentB && (reach === 'meeting' || itemAttendance.list().length === 1))
  return scene
}

async function seen({ witness }: SilentScene, there: (meeting: ReturnType<typeof openMeetingDocument>) => boolean): Promise<void> {
  const meeting = openMeetingDocument(witness.doc)
  await eventually(() => expect(there(meeting)).toBe(true))
}

function asC({ honest, delegateC: { person } }: SilentScene): CommandContext {
  return { ...honest.context, newId: () => crypto.randomUUID(), actor: { personId: person.id, role: person.role, departmentId: person.departmentId } }
}

function opposeFor(scene: SilentScene, subjectId: string, departmentId: string): (doc: Y.Doc) => void {
  return (doc) => void must(statePosition(openMeetingDocument(doc), { subjectId, departmentId, kind: 'oppose', reason: '夜间施工扰民' }, asC(scene)))
}

test('[C2][C6][C8] a proxy states, settles and countersigns for the department, in their own name', async () => {
  const scene = await startProxied()
  const { url, room, delegateC, departmentB, optionId, ids, honest } = scene
  must(adoptResolution(honest.meeting, { resolutionId: ids.resolution, outcome: 'adopted', result: null, reason: '', snapshot: '{}', snapshotSha256: 'a'.repeat(64), methodVersion: 1, seed: 1 }, honest.context))
  const requestId = must(requestCountersigns(honest.meeting, { resolutionId: ids.resolution, departmentIds: [departmentB], deadline: '2026-03-07T12:00:00+08:00' }, honest.context))
  await seen(scene, ({ countersignRequests }) => countersignRequests.get(requestId) !== undefined)
  const proxy = await RawClient.join(url, room, delegateC.token)
  proxy.edit((doc) => {
    const meeting = openMeetingDocument(doc)
    const context = asC(scene)
    const positionId = must(statePosition(meeting, { subjectId: optionId, departmentId: departmentB, kind: 'conditional', conditions: [{ text: '经费到位', ownerDepartmentId: null, dueOn: null }] }, context))
    must(settleCondition(meeting, { positionId, conditionId: meeting.positions.get(positionId)?.conditions[0]?.id ?? '', isMet: true, note: '' }, context))
    must(countersign(meeting, { requestId, departmentId: departmentB, kind: 'agree', remark: '' }, context))
  })
  const by = delegateC.person.id
  await eventually(() => {
    const { positions, conditionEvents, countersigns } = honest.meeting
    expect([positions.list(), conditionEvents.list(), countersigns.list()].map((list) => list.map((one) => [('departmentId' in one && one.departmentId) || '', one.by]))).toEqual([[[departmentB, by]], [['', by]], [[departmentB, by]]])
  })
  expect(proxy.isClosed).toBe(false)
})

const forgeries: Readonly<Record<string, (doc: Y.Doc, scene: SilentScene) => void>> = {
  'a new record': (doc, { delegateC: { person }, departmentB }) => doc.getMap('attendance').set(person.id, record({ name: person.name, role: person.role, departmentId: person.departmentId, status: 'proxy', proxyForDepartmentId: departmentB, at: AT })),
  'the department as a text': (doc, { delegateC: { person }, departmentB }) => doc.getMap('attendance').set(person.id, record({ name: person.name, role: person.role, departmentId: person.departmentId, status: 'proxy', proxyForDepartmentId: new Y.Text(departmentB), at: AT })),
  'another’s record': (doc, { delegateB: { person }, departmentB }) => fieldsOf(doc, 'attendance', person.id).set('proxyForDepartmentId', departmentB),
  'the item’s': (doc, { delegateC: { person }, ids }) => doc.getMap('itemAttendance').set('forged', record({ itemId: ids.item, personId: person.id, status: 'proxy', at: AT, by: person.id })),
}

describe('[C2][H3] attack: somebody registers themselves as a proxy:', () => {
  test.each(Object.entries(forgeries))('%s', async (_name, forge) => {
    const scene = await startSilentScene()
    const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge((doc) => forge(doc, scene))), scene.delegateC.token)
    expect(closing.text).toMatch(/^write-refused (attendance|itemAttendance)\//)
  })

  test('together with what they want to say as such', async () => {
    const scene = await startSilentScene()
    const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge((doc) => {
      forgeries['a new record']?.(doc, scene)
      opposeFor(scene, scene.optionId, scene.departmentB)(doc)
    })), scene.delegateC.token)
    expect(closing.text).toMatch(/^write-refused /)
  })
})

test('[C2][H3] attack: a proxy gives themselves another department, or keeps what was taken back by writing it again', async () => {
  const scene = await startProxied()
  const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge((doc) => {
    const fields = fieldsOf(doc, 'attendance', scene.delegateC.person.id)
    fields.set('proxyForDepartmentId', scene.departmentB)
  })), scene.delegateC.token)
  expect(closing).toEqual(refusal('write-refused', `attendance/${scene.delegateC.person.id}`))
})

describe('[C2][H3] attack: a proxy speaks for', () => {
  test('a department that they do not stand in for', async () => {
    const scene = await startProxied()
    const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge(opposeFor(scene, scene.optionId, scene.departmentA))), scene.delegateC.token)
    expect(closing.text).toMatch(/^write-refused positions\//)
  })

  test('it at another item, which the record calls by the right one’s name', async () => {
    const scene = await startProxied('item')
    const { meeting, context } = scene.honest
    const itemId = must(addAgendaItem(meeting, { title: '另一议题' }, context))
    const elsewhere = must(addOption(meeting, { itemId, title: '方案', doNothing: '维持现状' }, context))
    await seen(scene, ({ options }) => options.get(elsewhere) !== undefined)
    const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(attacker.forge((doc) => {
      const by = scene.delegateC.person.id
      doc.getMap('positions').set('forged', record({ itemId: scene.ids.item, subjectId: elsewhere, departmentId: scene.departmentB, kind: 'oppose', reason: '反对', conditions: [], at: AT, by }))
    })), scene.delegateC.token)
    expect(closing).toEqual(refusal('write-refused', 'positions/forged'))
  })

  test.each(['taken back', 'on leave for the item', 'gone from the register'] as const)('it after they were %s, offline as they were', async (how) => {
    const scene = await startProxied()
    const { honest, delegateC, ids } = scene
    // Written while it was still so, sent when it is not.
    const stale = (await RawClient.join(scene.url, scene.room, delegateC.token)).forge(opposeFor(scene, scene.optionId, scene.departmentB))
    if (how === 'taken back') must(recordAttendance(honest.meeting, delegateC.person, 'present', honest.context))
    else if (how === 'on leave for the item') must(attendItem(honest.meeting, ids.item, delegateC.person.id, 'leave', honest.context))
    else must(removeAttendance(honest.meeting, delegateC.person.id, honest.context))
    await seen(scene, ({ attendance, itemAttendance }) => attendance.get(delegateC.person.id)?.status !== 'proxy' || itemAttendance.list().length > 0)
    const closing = await strikeAt(scene, (attacker) => attacker.sendUpdate(stale), delegateC.token)
    expect(closing.text).toMatch(/^write-refused positions\//)
  })
})

const ballotOf = (scene: Pick<SilentScene, 'url'>, roundId: string, departmentId: string, { token }: { readonly token: string }, paper?: unknown) =>
  request(scene.url, paper === undefined ? 'GET' : 'PUT', `/api/rounds/${roundId}/ballot/${departmentId}`, token, paper)

test('[C2][C4] who stands in for a department gives its ballot besides the own one; one counts, the last, whoever gave it', async () => {
  const scene = await startProxied()
  const { url, secretary, delegateA, delegateB, delegateC, departmentA, departmentB, honest, witness } = scene
  // A's delegate stands in as well: two departments, two ballots, by one person.
  must(recordProxy(honest.meeting, delegateA.person, departmentB, honest.context))
  await seen(scene, ({ attendance }) => attendance.get(delegateA.person.id)?.status === 'proxy')
  const roundId = await openRoundOn(scene)
  const cast1 = [await cast(url, roundId, delegateA, paperOf(scene, 1, '甲')), await ballotOf(scene, roundId, departmentB, delegateA, paperOf(scene, 2, '甲代乙'))]
  expect(cast1.map(({ json }) => json['ballot'])).toMatchObject([{ castBy: delegateA.person.id, version: 1 }, { castBy: delegateA.person.id, version: 1 }])
  await eventually(() => expect(roundsShown(openMeetingDocument(witness.doc))[0]?.voted).toEqual([departmentA, departmentB].toSorted()))
  // The department's own lead goes on from there; who stands in is told no more of it than what they gave themselves.
  expect((await ownOf(url, roundId, delegateB)).json['ballot']).toMatchObject({ castBy: delegateA.person.id, remark: '甲代乙' })
  expect((await ballotOf(scene, roundId, departmentB, delegateA)).json['ballot']).toMatchObject({ remark: '甲代乙' })
  expect((await ballotOf(scene, roundId, departmentB, delegateC)).json).toEqual({ ballot: null })
  expect((await cast(url, roundId, delegateB, paperOf(scene, 3, '乙'))).json['ballot']).toMatchObject({ castBy: delegateB.person.id, version: 2 })
  expect((await ballotOf(scene, roundId, departmentB, delegateA)).json).toEqual({ ballot: null })
  expect((await ballotOf(scene, roundId, departmentB, delegateC, paperOf(scene, 4, '丙代乙'))).json['ballot']).toMatchObject({ castBy: delegateC.person.id, version: 3 })
  expect((await endRound(url, roundId, 'reveal', secretary)).status).toBe(200)
  const ballots = openMeetingDocument(witness.doc).ballots
  await eventually(() => expect(Object.fromEntries(ballots.list().map(({ departmentId, castBy, remark }) => [departmentId, [castBy, remark]]))).toEqual({ [departmentA]: [delegateA.person.id, '甲'], [departmentB]: [delegateC.person.id, '丙代乙'] }))
  expect(ballots.list()).toHaveLength(2)
})

test('[C2][M13][H3] attack: a ballot for a department without its proxy, with another item’s, after it was taken back', async () => {
  const scene = await startProxied('item')
  const { url, delegateC, delegateB, secretary, departmentA, departmentB, honest, ids } = scene
  const roundId = await openRoundOn(scene)
  const paper = paperOf(scene, 1, '代')
  const tried = [await ballotOf(scene, roundId, departmentA, delegateC, paper), await ballotOf(scene, roundId, departmentA, delegateC), await ballotOf(scene, roundId, departmentB, delegateC, paper), await ballotOf(scene, roundId, departmentB, secretary, paper)]
  expect(tried.map(({ json }) => json['error'] ?? 'taken')).toEqual(['proxy-missing', 'proxy-missing', 'taken', 'role-refused'])
  must(attendItem(honest.meeting, ids.item, delegateC.person.id, 'present', honest.context))
  await seen(scene, ({ itemAttendance }) => itemAttendance.list().length === 2)
  const after = [await ballotOf(scene, roundId, departmentB, delegateC, paper), await ballotOf(scene, roundId, departmentB, delegateC), await cast(url, roundId, delegateC, paper)]
  expect(after.map(({ json }) => json['error'])).toEqual(['proxy-missing', 'proxy-missing', 'not-entitled'])
  // What they gave while they stood in stays the department's, which may replace it.
  expect((await ownOf(url, roundId, delegateB)).json['ballot']).toMatchObject({ castBy: delegateC.person.id, version: 1 })
  await endRound(url, roundId, 'void', secretary)
  const elsewhere = must(addAgendaItem(honest.meeting, { title: '另一议题' }, honest.context))
  must(recordProxyAtItem(honest.meeting, { itemId: elsewhere, personId: delegateC.person.id, departmentId: departmentB }, honest.context))
  await seen(scene, ({ itemAttendance }) => itemAttendance.list().length === 3)
  const next = await openRoundOn(scene)
  expect((await ballotOf(scene, next, departmentB, delegateC, paper)).json['error']).toBe('proxy-missing')
})
