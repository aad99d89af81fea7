import { expect, test } from 'vitest'
import { SteppedClock } from '../../support/SteppedClock.ts'
import { memoryNetwork } from '../memoryNetwork.ts'
import { eventually, startHub } from '../support.ts'
import { FAST, nameAutomatic, nameStandIns, scene, standBy, untilAlone, untilInStep } from './standIns.ts'

const SHARED = { host: '0.0.0.0', isAnnounced: true } as const

/** A host and a stand-in that others reach by TLS, on one network in memory. */
async function announcedScene() {
  const [multicast, clock] = [memoryNetwork(), new SteppedClock()]
  const { host, secretary, deputy } = await scene(SHARED, { multicast, clock })
  await nameStandIns(host.url, secretary, deputy.person.id)
  const standby = await standBy(host, deputy.token, SHARED, { multicast, clock })
  await untilInStep(standby)
  return { host, standby, multicast, clock, secretary, deputy, ports: () => multicast.published.map(({ port }) => port) }
}

test('[H5][H8] a hub that stands by announces nothing; it does when it takes over, and no more when it gives way', async () => {
  const { host, standby, multicast, clock, ports } = await announcedScene()
  expect(ports()).toEqual([host.network().port])
  await host.close()
  expect(ports()).toEqual([])
  await standby.peers.takeOver()
  expect(ports()).toEqual([standby.network().port])

  const returned = await startHub({ ...SHARED, dataDir: host.dataDir }, { ...FAST, multicast, clock })
  expect(ports()).toEqual([standby.network().port])
  await untilInStep(returned)
  // As if it could not reach the other any more, and somebody at it asked.
  await Promise.all(standby.peers.links().map((link) => link.close()))
  await returned.peers.takeOver()
  await eventually(() => expect([standby.peers.standing.isHosting, ports()]).toEqual([false, [returned.network().port]]))
})

test('[H5][H8] a hub that takes over by itself is announced too, unless nobody wants that', async () => {
  const { host, standby, clock, secretary, deputy, ports } = await announcedScene()
  await nameAutomatic(host.url, secretary, deputy.person.id)
  await host.close()
  await untilAlone(standby)
  clock.advance(16_000)
  await eventually(() => expect(ports()).toEqual([standby.network().port]))
  standby.setAnnounced(false)
  expect(ports()).toEqual([])
})
