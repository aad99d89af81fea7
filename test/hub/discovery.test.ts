import { expect, test } from 'vitest'
import { announceHub, type HubNotice } from '../../electron/hub/discovery/announceHub.ts'
import { browseHubs, type NearbyHub } from '../../electron/hub/discovery/browseHubs.ts'
import type { SeenService } from '../../electron/hub/discovery/multicast.ts'
import { atEnd } from '../support/atEnd.ts'
import { hearsMulticast } from './lan.ts'
import { memoryNetwork } from './memoryNetwork.ts'
import { eventually } from './support.ts'

const FINGERPRINT = 'jV8Z4cJ0mQe5rT2yXkB7nW1uL6oP9sD3fG-hA_iKvEw'
const NOTICE: HubNotice = { workspaceName: '锦江区联席会议', workspaceId: 'workspace-1', port: 7420, fingerprint: FINGERPRINT }

test('[H5] a hub on the network says name, port, fingerprint and workspace, and nothing else', () => {
  const network = memoryNetwork()
  const announcement = announceHub(() => NOTICE, network)
  expect(network.published).toEqual([{ name: expect.stringMatching(/^huishang-[\da-f]{12}$/), port: 7420, txt: { v: '1', name: '锦江区联席会议', fp: FINGERPRINT, id: 'workspace-1' } }])
  announcement.close()
  expect(network.published).toEqual([])
})

test('[H5] it is announced while there is something to announce, and anew when that changes', () => {
  const network = memoryNetwork()
  let notice: HubNotice | null = null
  const heard: string[][] = []
  const stop = browseHubs((hubs) => heard.push(hubs.map(({ workspaceName, url }) => `${workspaceName} ${url}`)), network)
  const announcement = announceHub(() => notice, network)
  notice = { ...NOTICE, workspaceName: '字'.repeat(100) }
  announcement.refresh()
  announcement.refresh()
  notice = NOTICE
  announcement.refresh()
  notice = null
  announcement.refresh()
  announcement.close()
  stop()
  expect(heard).toEqual([[`${'字'.repeat(80)} https://192.168.1.5:7420`], [], ['锦江区联席会议 https://192.168.1.5:7420'], []])
})

test('[H5] what strangers announce is checked, and the same hub on two networks is one', () => {
  const network = memoryNetwork()
  const heard: (readonly NearbyHub[])[] = []
  browseHubs((hubs) => heard.push(hubs), network)
  const seen = { name: 'x', port: 7420, address: '10.0.0.7', txt: { name: 'A\u0000\u202eB', fp: FINGERPRINT } }
  for (const wrong of [{ port: 0 }, { address: 'evil.example' }, { txt: {} }, { txt: { name: 'x', fp: 'short' } }, { txt: { name: 1, fp: FINGERPRINT } }]) network.send({ ...seen, ...wrong } as SeenService)
  network.send(seen)
  network.send({ ...seen, address: '192.168.7.7' })
  network.send({ ...seen, port: 7421, address: 'fd00::7' })
  const first = { workspaceName: 'AB', workspaceId: null, url: 'https://10.0.0.7:7420', fingerprint: FINGERPRINT }
  expect(heard).toEqual([[first], [first, { ...first, url: 'https://[fd00::7]:7421' }]])
})

test.skipIf(!(await hearsMulticast()))('[H5] over real multicast of this machine (skipped where the network lets none through), with another program on the same port', async () => {
  const heard: string[] = []
  atEnd(async () => stop())
  const port = 20_000 + (process.pid % 20_000)
  const stop = browseHubs((hubs) => heard.push(hubs.filter((hub) => hub.url.endsWith(`:${port}`)).map(({ workspaceName, fingerprint }) => `${workspaceName} ${fingerprint}`).join()))
  const announcement = announceHub(() => ({ ...NOTICE, port }))
  atEnd(async () => announcement.close())
  await eventually(() => expect(heard.at(-1)).toBe(`锦江区联席会议 ${FINGERPRINT}`))
  announcement.close()
  await eventually(() => expect(heard.at(-1)).toBe(''))
})
