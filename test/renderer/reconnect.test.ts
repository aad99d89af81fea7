import { expect, test } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { reconnectDelay } from '../../renderer/src/sync/reconnectDelay.ts'
import { tellOwnPresence } from '../../renderer/src/sync/tellOwnPresence.ts'

test('[H7] whoever lost the hub returns at a moment of its own, later with each failure, within 5 s', () => {
  const bounds = [0, 1, 2, 3, 20].map((failures) => [reconnectDelay(failures, 0), reconnectDelay(failures, 0.999)])
  expect(bounds).toEqual([
    [160, 799],
    [320, 1_599],
    [640, 3_197],
    [1_000, 4_996],
    [1_000, 4_996],
  ])
})

test('[H7] a window tells its own presence and sends back nobody else’s', () => {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider('ws://localhost', 'r', doc, { connect: false, disableBc: true, WebSocketPolyfill: Object as never })
  const told: unknown[] = []
  // oxlint-disable-next-line no-underscore-dangle -- what is replaced is tested
  const original = provider._awarenessUpdateHandler
  provider.awareness.off('update', original)
  // oxlint-disable-next-line no-underscore-dangle -- as above
  provider._awarenessUpdateHandler = (change: unknown) => told.push(change)
  tellOwnPresence(provider)
  const { awareness } = provider
  awareness.setLocalState({ n: 1 })
  awareness.emit('update', [{ added: [7], updated: [8], removed: [9] }, provider])
  awareness.setLocalState(null)
  const own = { added: [], updated: [doc.clientID], removed: [] }
  expect(told).toEqual([own, own])
  provider.destroy()
  doc.destroy()
})
