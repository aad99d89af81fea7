import { expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { atEnd, joinAs, joinHub, newMeeting, startHub } from './support.ts'

/** A stock client, as any program that speaks y-websocket would be. */
function connect(url: string, room: string, token: string): { doc: Y.Doc; provider: WebsocketProvider; closeCodes: number[] } {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, room, doc, {
    WebSocketPolyfill: WebSocket as never,
    protocols: ['huishang', token],
    disableBc: true,
  })
  const closeCodes: number[] = []
  provider.on('connection-close', (event) => {
    if (event) closeCodes.push(event.code)
  })
  atEnd(async () => {
    provider.destroy()
    doc.destroy()
  })
  return { doc, provider, closeCodes }
}

test('[F7] two stock y-websocket clients share a meeting', async () => {
  const { url, secretaryInvite } = await startHub()
  const secretary = await joinHub(url, secretaryInvite, '王秘书')
  const delegate = await joinAs(url, secretary.token, 'delegate', '李代表')
  const { room } = await newMeeting(url, secretary.token)
  const a = connect(url, room, secretary.token)
  const b = connect(url, room, delegate.token)
  await vi.waitFor(() => expect([a.provider.synced, b.provider.synced]).toEqual([true, true]))
  a.doc.getMap('agenda').set('x', new Y.Map([['title', '道路扬尘']]))
  await vi.waitFor(() => expect(b.doc.getMap('agenda').toJSON()).toEqual({ x: { title: '道路扬尘' } }))
})
