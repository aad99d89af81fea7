import { expect, test } from 'vitest'
import { HistoryAnswerSchema } from '../../shared/api.ts'
import { addColumn, editColumn, editIssue, raiseIssue } from '../../shared/model/issues.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { contextOf, must } from '../support/startMeeting.ts'
import { connect } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from './support.ts'

test('[H4] the history of a record is asked for by room, section and record; an unknown room is none', async () => {
  const { url, secretaryInvite } = await startHub()
  const { token } = await joinHub(url, secretaryInvite, '王')
  const { room } = await newMeeting(url, token)
  const ask = async (path: string, as: string | undefined = token) => {
    const { status, json } = await request(url, 'GET', path, as)
    return json['error'] ?? status
  }
  expect([
    await ask(`/api/rooms/${room}/history?section=issues&record=none`),
    await ask(`/api/rooms/${encodeURIComponent(room)}/history?section=issues&record=none`),
    await ask('/api/rooms/directory/history?section=people&record=none'),
    await ask(`/api/rooms/${room}/history?section=issues`),
    await ask('/api/rooms/meeting/none/history?section=issues&record=a'),
    await ask('/api/rooms/access.json/history?section=issues&record=a'),
    await ask('/api/rooms/meeting%2F..%2F..%2Faccess.json/history?section=issues&record=a'),
    await ask(`/api/rooms/${room}/history?section=issues&record=none`, ''),
  ]).toEqual([200, 200, 200, 'request-invalid', 'room-unknown', 'not-found', 'not-found', 'token-missing'])
})

test('[H4] who wrote what is told by the hub, not by the client: the session’s person, also after a restart and a role change; what was refused is not there', async () => {
  const first = await startHub()
  const secretary = await joinHub(first.url, first.secretaryInvite, '王')
  const department = String((await request(first.url, 'POST', '/api/departments', secretary.token, { name: '住建局' })).json['id'])
  const guest = await joinAs(first.url, secretary.token, 'delegate', '李', department)
  const { room } = await newMeeting(first.url, secretary.token)
  const [own, others] = [connect(first.url, room, secretary.token), connect(first.url, room, guest.token)]
  await eventually(() => expect([own, others].map(({ provider }) => provider.synced)).toEqual([true, true]))
  const [mine, theirs] = [openMeetingDocument(own.doc), openMeetingDocument(others.doc)]
  const context = contextOf(secretary.person.id)
  const columnId = must(addColumn(mine, '在办', context))
  const issueId = must(raiseIssue(mine, { title: '路灯不亮', columnId, leadDepartmentId: department }, context))
  await eventually(() => expect(theirs.issues.get(issueId)?.title).toBe('路灯不亮'))
  // A context that names somebody else changes nothing: the hub knows whose connection it is.
  must(editIssue(theirs, issueId, { title: '路灯不亮（急）', priority: 'high' }, contextOf(secretary.person.id)))
  await eventually(() => expect(mine.issues.get(issueId)?.priority).toBe('high'))
  must(editColumn(theirs, columnId, { name: '我的' }, contextOf(guest.person.id)))
  await eventually(() => expect(others.closeCodes).toEqual([4405]))
  const entries = async (url: string, section: string, record: string) => {
    const { json } = await request(url, 'GET', `/api/rooms/${room}/history?section=${section}&record=${record}`, guest.token)
    return HistoryAnswerSchema.parse(json).entries.map(({ from: _from, to: _to, ...entry }) => entry)
  }
  const expected = [
    { personId: guest.person.id, section: 'issues', recordId: issueId, change: 'changed', fields: ['priority', 'title'] },
    { personId: secretary.person.id, section: 'issues', recordId: issueId, change: 'created', fields: expect.arrayContaining(['title', 'leadDepartmentId']) },
  ]
  expect([await entries(first.url, 'issues', issueId), (await entries(first.url, 'columns', columnId)).map(({ personId }) => personId)]).toEqual([expected, [secretary.person.id]])
  await request(first.url, 'PATCH', `/api/people/${guest.person.id}`, secretary.token, { role: 'observer' })
  await first.close()
  const second = await startHub({ dataDir: first.dataDir })
  expect(await entries(second.url, 'issues', issueId)).toEqual(expected)
})
