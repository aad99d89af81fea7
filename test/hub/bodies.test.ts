import { expect, test } from 'vitest'
import { openDirectoryDocument } from '../../shared/model/DirectoryDocument.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { connect } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from './support.ts'

const RULES = { name: '综合会商联席会议', quorumNumerator: 1, quorumDenominator: 2, quorumOperator: 'more-than', noticeHours: 24, paperHours: 48, countersignHours: 72 }

async function scene() {
  const hub = await startHub()
  const secretary = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const ask = (method: string, path: string, body?: unknown, token = secretary.token) => request(hub.url, method, path, token, body)
  const departmentId = String((await ask('POST', '/api/departments', { name: '城管委' })).json['id'])
  const created = await ask('POST', '/api/bodies', { ...RULES, memberDepartmentIds: [departmentId] })
  return { hub, secretary, ask, departmentId, bodyId: String(created.json['id']) }
}

test('[C2][M8] a meeting begins with the rules of its body and keeps them when these change', async () => {
  const { hub, secretary, ask, departmentId, bodyId } = await scene()
  const { room } = await newMeeting(hub.url, secretary.token, { bodyId })
  expect((await ask('PATCH', `/api/bodies/${bodyId}`, { quorumOperator: 'at-least', name: '改名' })).status).toBe(200)
  const meeting = openMeetingDocument(connect(hub.url, room, secretary.token).doc)
  const directory = openDirectoryDocument(connect(hub.url, 'directory', secretary.token).doc)
  const body = { id: bodyId, ...RULES, memberDepartmentIds: [departmentId] }
  await eventually(() => expect(meeting.bodies.list()).toEqual([{ ...body, order: expect.any(String) }]))
  await eventually(() => expect(directory.bodies.list()).toEqual([{ ...body, order: expect.any(String), quorumOperator: 'at-least', name: '改名' }]))
})

test('[C2] a meeting without a body has none; one that is not there is refused', async () => {
  const { hub, secretary, ask } = await scene()
  const { room } = await newMeeting(hub.url, secretary.token)
  const meeting = openMeetingDocument(connect(hub.url, room, secretary.token).doc)
  await eventually(() => expect(meeting.info.list().length).toBe(1))
  expect(meeting.bodies.list()).toEqual([])
  const refused = await ask('POST', '/api/meetings', { title: '会', startsAt: '2026-03-05T14:30:00+08:00', bodyId: 'gone' })
  expect([refused.status, refused.json['error']]).toEqual([400, 'body-unknown'])
})

test('[C2] only the secretary sets bodies, and only rules that can be met', async () => {
  const { hub, secretary, ask, departmentId, bodyId } = await scene()
  const chair = await joinAs(hub.url, secretary.token, 'chair', '周主任')
  const answers = [
    await ask('POST', '/api/bodies', { ...RULES, memberDepartmentIds: [] }, chair.token),
    await ask('POST', '/api/bodies', { ...RULES, memberDepartmentIds: ['gone'] }),
    await ask('POST', '/api/bodies', { ...RULES, quorumNumerator: 3, memberDepartmentIds: [departmentId] }),
    await ask('PATCH', `/api/bodies/${bodyId}`, { quorumNumerator: 3 }),
    await ask('PATCH', '/api/bodies/gone', { name: '改' }),
  ]
  expect(answers.map(({ status, json }) => [status, json['error']])).toEqual([
    [403, 'role-refused'],
    [400, 'department-unknown'],
    [400, 'request-invalid'],
    [400, 'request-invalid'],
    [404, 'not-found'],
  ])
})
