import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { proveHost } from '../../../renderer/src/sync/proveHost.ts'
import { atEnd } from '../../support/atEnd.ts'
import { joinHub, startHub } from '../support.ts'

test('[H8] a hub proves that it knows a session without being told the token; one that does not know it cannot', async () => {
  const [hub, other] = [await startHub(), await startHub()]
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '秘书')
  expect(await proveHost(hub.url, token)).toMatchObject({ mode: 'hosting', term: 1 })
  expect(await proveHost(other.url, token)).toBeNull()
  expect(await proveHost(hub.url, 'A'.repeat(43))).toBeNull()
  expect(await proveHost('http://127.0.0.1:1', token)).toBeNull()
})

test('[H8] an impostor at a known address learns no token and is not believed', async () => {
  const hub = await startHub()
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '秘书')
  const heard: string[] = []
  const impostor = createServer((request, response) => {
    request.on('data', (bytes: Buffer) => heard.push(bytes.toString()))
    request.on('end', () => response.end(JSON.stringify({ hubId: 'impostor', mode: 'hosting', term: 99, proof: 'A'.repeat(43) })))
    heard.push(JSON.stringify(request.headers))
  })
  await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve))
  atEnd(async () => void impostor.close())
  const address = impostor.address()
  expect(await proveHost(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, token)).toBeNull()
  expect(heard.length).toBeGreaterThan(1)
  expect(heard.join()).not.toContain(token)
})
