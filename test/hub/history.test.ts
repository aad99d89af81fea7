import { expect, test } from 'vitest'
import { joinHub, newMeeting, request, startHub } from './support.ts'

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
