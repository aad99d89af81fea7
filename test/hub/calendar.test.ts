import { expect, test } from 'vitest'
import { addAgendaItem, editAgendaItem } from '../../shared/model/agenda.ts'
import { editMeeting } from '../../shared/model/createMeeting.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { contextOf, must } from '../support/startMeeting.ts'
import { connect } from './connect.ts'
import { eventually, joinAs, joinHub, newMeeting, request, startHub } from './support.ts'

async function calendarOf(url: string, token: string, id: string): Promise<Record<string, string>> {
  const response = await fetch(`${url}/api/meetings/${id}/ics`, { headers: { authorization: `Bearer ${token}` } })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
  const lines = (await response.text()).replaceAll('\r\n ', '').split('\r\n').filter((line) => line.includes(':'))
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]))
}

test('[C1] the calendar file of a meeting keeps its UID; its SEQUENCE rises when title, time or place became others, also over a restart', async () => {
  const hub = await startHub()
  const { url } = hub
  const secretary = await joinHub(url, hub.secretaryInvite, '王秘书')
  const observer = await joinAs(url, secretary.token, 'observer', '居民')
  const { id, room } = await newMeeting(url, secretary.token, { title: '综合会商', startsAt: '2026-03-05T14:30:00+08:00', template: 'blank' })
  const first = await calendarOf(url, observer.token, id)
  expect(first).toMatchObject({ SEQUENCE: '0', SUMMARY: '综合会商', DTSTART: '20260305T063000Z', DTEND: '20260305T073000Z' })
  expect(await calendarOf(url, observer.token, id)).toMatchObject({ UID: first['UID'], SEQUENCE: '0' })

  const { doc, provider } = connect(url, room, secretary.token)
  await eventually(() => expect(provider.synced).toBe(true))
  const meeting = openMeetingDocument(doc)
  const context = contextOf(secretary.person.id)
  must(editMeeting(meeting, { place: '三号会议室' }, context))
  await eventually(async () => expect(await calendarOf(url, observer.token, id)).toMatchObject({ UID: first['UID'], SEQUENCE: '1', LOCATION: '三号会议室' }))
  must(editMeeting(meeting, { startsAt: '2026-03-06T09:00:00+08:00' }, context))
  await eventually(async () => expect(await calendarOf(url, observer.token, id)).toMatchObject({ SEQUENCE: '2', DTSTART: '20260306T010000Z' }))
  const itemId = must(addAgendaItem(meeting, { title: '夜市噪声', minutesAllotted: 90 }, context))
  await eventually(async () => expect(await calendarOf(url, observer.token, id)).toMatchObject({ SEQUENCE: '3', DTEND: '20260306T023000Z', DESCRIPTION: '1. 夜市噪声' }))
  must(editAgendaItem(meeting, itemId, { title: '夜市' }, context))
  await eventually(async () => expect(await calendarOf(url, observer.token, id)).toMatchObject({ SEQUENCE: '3', DESCRIPTION: '1. 夜市' }))
  provider.destroy()

  await hub.close()
  const again = await startHub({ dataDir: hub.dataDir })
  expect(await calendarOf(again.url, observer.token, id)).toMatchObject({ UID: first['UID'], SEQUENCE: '3' })
})

test('[C1] there is no calendar file of a meeting that does not exist', async () => {
  const { url, secretaryInvite } = await startHub()
  const { token } = await joinHub(url, secretaryInvite, '王秘书')
  const response = await fetch(`${url}/api/meetings/nowhere/ics`, { headers: { authorization: `Bearer ${token}` } })
  expect(response.status).toBe(404)
})

test('[C1] the notice counts as out from the moment the secretariat takes the invitation, not before and not for another date', async () => {
  const clock = { now: new Date('2026-03-01T09:00:00+08:00') }
  const { url, secretaryInvite } = await startHub({ now: () => clock.now })
  const secretary = await joinHub(url, secretaryInvite, '王秘书')
  const observer = await joinAs(url, secretary.token, 'observer', '居民')
  const { id, room } = await newMeeting(url, secretary.token, { title: '综合会商', startsAt: '2026-03-05T14:30:00+08:00', template: 'blank' })
  const taken = async () => {
    const { json } = await request(url, 'GET', '/api/meetings', secretary.token)
    const { sequence, takenAt } = (json['meetings'] as { invitation: { sequence: number; takenAt?: string } }[])[0]?.invitation ?? {}
    return [sequence, takenAt && new Date(takenAt).toISOString()]
  }
  await calendarOf(url, observer.token, id)
  const byObserver = await taken()
  await calendarOf(url, secretary.token, id)
  const bySecretary = await taken()
  clock.now = new Date('2026-03-02T09:00:00+08:00')
  await calendarOf(url, secretary.token, id)
  expect([byObserver, bySecretary, await taken()]).toEqual([[0, undefined], [0, '2026-03-01T01:00:00.000Z'], [0, '2026-03-01T01:00:00.000Z']])

  const { doc, provider } = connect(url, room, secretary.token)
  await eventually(() => expect(provider.synced).toBe(true))
  const meeting = openMeetingDocument(doc)
  must(addAgendaItem(meeting, { title: '夜市', minutesAllotted: 90 }, contextOf(secretary.person.id)))
  await eventually(async () => expect(await calendarOf(url, observer.token, id)).toMatchObject({ SEQUENCE: '1' }))
  // Longer, but at the same time and place: whoever has it comes.
  expect(await taken()).toEqual([1, '2026-03-01T01:00:00.000Z'])
  must(editMeeting(meeting, { startsAt: '2026-03-06T09:00:00+08:00' }, contextOf(secretary.person.id)))
  await eventually(async () => expect(await calendarOf(url, observer.token, id)).toMatchObject({ SEQUENCE: '2' }))
  const moved = await taken()
  await calendarOf(url, secretary.token, id)
  expect([moved, await taken()]).toEqual([[2, undefined], [2, '2026-03-02T01:00:00.000Z']])
  provider.destroy()
})
