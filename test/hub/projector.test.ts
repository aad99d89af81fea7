import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addAgendaItem, endAgendaItem, openAgendaItem } from '../../shared/model/agenda.ts'
import type { CommandContext } from '../../shared/model/context.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { project, requestFloor } from '../../shared/model/floor.ts'
import type { ProjectorAnswer } from '../../shared/room/projector/ProjectedFrameSchema.ts'
import { contextOf, must } from '../support/startMeeting.ts'
import { connect } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from './support.ts'

async function stage() {
  const hub = await startHub({ now: () => new Date() })
  const secretary = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const chair = await joinAs(hub.url, secretary.token, 'chair', '周主任')
  const { id, room } = await newMeeting(hub.url, secretary.token, { title: '综合会商' })
  const { doc, provider } = connect(hub.url, room, chair.token)
  await eventually(() => expect(provider.synced).toBe(true))
  const meeting = openMeetingDocument(doc)
  const context: CommandContext = { ...contextOf(chair.person.id, { role: 'chair' }), now: () => new Date().toISOString() }
  const itemId = must(addAgendaItem(meeting, { title: '油烟扰民' }, context))
  must(openAgendaItem(meeting, itemId, context))
  const issue = async (token: string) => request(hub.url, 'POST', `/api/meetings/${id}/projector`, token)
  const { json } = await issue(chair.token)
  const code = String(json['code'])
  const look = async (after = '', given = code) => {
    const response = await fetch(`${hub.url}/api/projector?after=${after}`, { headers: { Authorization: `Projector ${given}` } })
    return { status: response.status, json: (await response.json()) as ProjectorAnswer & { error?: string } }
  }
  const revoke = async (token: string) => request(hub.url, 'DELETE', `/api/meetings/${id}/projector`, token)
  return { hub, secretary, chair, id, meeting, context, itemId, code, look, issue, revoke }
}

test('[C7] a big screen is answered when what it shows changes; frozen it keeps that, blank it shows the name', async () => {
  const { look, meeting, context, itemId } = await stage()
  const first = await eventually(async () => {
    const shown = (await look()).json
    expect(shown.frame.content?.item.title).toBe('油烟扰民')
    return shown
  })
  const waiting = look(first.version)
  must(requestFloor(meeting, { itemId, kind: 'speak', name: '李建国', departmentId: null }, context))
  must(project(meeting, { view: 'speakers' }, context))
  const second = (await waiting).json
  expect(second.frame.content?.view).toMatchObject({ view: 'speakers', queue: [{ name: '李建国' }] })

  const freezing = look(second.version)
  must(project(meeting, { isFrozen: true }, context))
  const frozen = (await freezing).json
  expect(frozen.frame.content?.clock.runningSince).toBeNull()
  const whileFrozen = look(frozen.version)
  must(project(meeting, { view: 'item' }, context))
  must(requestFloor(meeting, { itemId, kind: 'speak', name: '后来', departmentId: null }, context))
  must(project(meeting, { isBlank: true }, context))
  expect((await whileFrozen).json.frame).toEqual({ title: '综合会商', isFrozen: true, isBlank: true, content: null })
  must(project(meeting, { isBlank: false }, context))
  await eventually(async () => expect((await look()).json.frame).toEqual(frozen.frame))
  must(project(meeting, { isFrozen: false }, context))
  await eventually(async () => expect((await look()).json.frame).toMatchObject({ isFrozen: false, content: { view: { view: 'item' } } }))
})

test('[C7][H4] the code opens the frames of its meeting and nothing else, and ends when it is taken back', async () => {
  const { hub, look, code, revoke, chair, issue, secretary } = await stage()
  const first = await look()
  expect(first.status).toBe(200)
  const asToken = await request(hub.url, 'GET', '/api/meetings', code)
  const asChair = await look('', chair.token)
  const without = await fetch(`${hub.url}/api/projector`)
  expect([asToken.status, asChair.status, without.status]).toEqual([401, 401, 401])
  const waiting = look(first.json.version)
  await eventually(async () => expect((await look()).status).toBe(200))
  expect((await revoke(secretary.token)).status).toBe(200)
  expect([(await waiting).json.error, (await look()).json.error]).toEqual(['projector-unknown', 'projector-unknown'])
  const delegate = await joinAs(hub.url, secretary.token, 'delegate', '代表')
  expect((await issue(delegate.token)).status).toBe(403)
})

test('[C7][H4] the code ends with the session that asked for it, and with the right to show', async () => {
  const { hub, look, chair, secretary, issue } = await stage()
  const second = String((await issue(secretary.token)).json['code'])
  expect([(await look()).status, (await look('', second)).status]).toEqual([200, 200])
  await request(hub.url, 'PATCH', `/api/people/${chair.person.id}`, secretary.token, { role: 'delegate' })
  expect([(await look()).status, (await look('', second)).status]).toEqual([401, 200])
  await request(hub.url, 'DELETE', '/api/session', secretary.token)
  expect((await look('', second)).status).toBe(401)
})

test('[C7] closing the meeting ends its big screens at once, those that wait too, and none is opened any more', async () => {
  const { hub, look, meeting, context, itemId, chair, id, issue } = await stage()
  must(endAgendaItem(meeting, itemId, { kind: 'shelved' }, context))
  const shown = await eventually(async () => {
    const { json } = await look()
    expect(json.frame.content?.clock.runningSince).toBeNull()
    return json
  })
  // The closing itself may stop the clock, which is another frame.
  const waiting = async (after: string): Promise<string | undefined> => {
    const { json } = await look(after)
    return json.error ?? waiting(json.version)
  }
  const waits = waiting(shown.version)
  expect((await request(hub.url, 'POST', `/api/meetings/${id}/close`, chair.token)).status).toBe(200)
  expect(await waits).toBe('meeting-closed')
  expect((await issue(chair.token)).json['error']).toBe('meeting-closed')
})

const answered = async (url: string, code: string): Promise<number> => (await fetch(`${url}/api/projector`, { headers: { Authorization: `Projector ${code}` } })).status

test('[C7][H4] a hub that starts again knows the codes that counted, and none that was taken back', async () => {
  const { hub, look, code, chair, id } = await stage()
  expect((await look()).status).toBe(200)
  await hub.close()
  const kept = await readFile(join(hub.dataDir, 'projectors.json'), 'utf8')
  expect({ hasCode: kept.includes(code), hasMeeting: kept.includes(id) }).toEqual({ hasCode: false, hasMeeting: true })
  const again = await startHub({ dataDir: hub.dataDir, now: () => new Date() })
  expect(await answered(again.url, code)).toBe(200)
  expect((await request(again.url, 'DELETE', `/api/meetings/${id}/projector`, chair.token)).status).toBe(200)
  const { json } = await request(again.url, 'POST', `/api/meetings/${id}/projector`, chair.token)
  await again.close()
  const third = await startHub({ dataDir: hub.dataDir, now: () => new Date() })
  expect([await answered(third.url, code), await answered(third.url, String(json['code']))]).toEqual([401, 200])
})

test('[C7][H4] guessed codes are slowed, and a right one is not', async () => {
  const { look, revoke, issue, chair } = await stage()
  const before = Date.now()
  const guesses = await Promise.all(Array.from({ length: 60 }, async (_, n) => (await look('', `guess-${n}-aaaaaaaaaaaaaaaaaaaa`)).json.error))
  const took = Date.now() - before
  expect(new Set(guesses)).toEqual(new Set(['projector-unknown', 'too-many-attempts']))
  expect({ answered: guesses.filter((kind) => kind === 'projector-unknown').length <= 26, isSlow: took >= 1_900 }).toEqual({ answered: true, isSlow: true })
  expect((await look()).status).toBe(200)
  // Another code in its place: taken back, asked for again.
  await revoke(chair.token)
  const { json } = await issue(chair.token)
  expect([(await look()).status, (await look('', String(json['code']))).status]).toEqual([401, 200])
})
