import { expect, test } from 'vitest'
import { SteppedClock } from '../../support/SteppedClock.ts'
import { eventually, joinAs, request } from '../support.ts'
import { nameAutomatic, nameStandIns, scene, standBy, untilAlone, untilInStep } from './standIns.ts'

/** A host and the machines of two persons who may take over, `first` being the first in the order. */
async function twoStandIns() {
  const clock = new SteppedClock()
  const { host, secretary, deputy } = await scene({}, { clock })
  const other = await joinAs(host.url, secretary, 'coordinator', '第二副秘书')
  const order = [deputy.person.id, other.person.id] as const
  await nameAutomatic(host.url, secretary, ...order)
  const first = await standBy(host, deputy.token, {}, { clock })
  const second = await standBy(host, other.token, {}, { clock })
  await Promise.all([untilInStep(first), untilInStep(second)])
  const hosting = (): boolean[] => [first, second].map(({ peers }) => peers.standing.isHosting)
  return { host, first, second, clock, secretary, order, hosting }
}

test('[H8] when the host has vanished the first stand-in in the order begins by itself, and the second follows it', async () => {
  const { host, first, second, clock, secretary, hosting } = await twoStandIns()
  await host.close()
  await Promise.all([untilAlone(first), untilAlone(second)])
  clock.advance(15_000)
  expect(hosting()).toEqual([false, false])
  clock.advance(1_000)
  await eventually(() => expect(hosting()).toEqual([true, false]))
  await untilInStep(second)
  clock.advance(600_000)
  expect([hosting(), first.peers.standing.own().term, (await request(first.url, 'GET', '/api/session', secretary)).status]).toEqual([[true, false], host.peers.standing.own().term + 1, 200])
})

test('[H8] if the first stand-in is gone too, the second begins when its turn has come', async () => {
  const { host, first, second, clock, hosting } = await twoStandIns()
  await first.close()
  await host.close()
  await untilAlone(second)
  clock.advance(30_000)
  expect(hosting()).toEqual([false, false])
  clock.advance(1_000)
  await eventually(() => expect(hosting()).toEqual([false, true]))
})

test('[H8] a hub that is closed while it takes over finishes that first', async () => {
  const { host, first, clock } = await twoStandIns()
  await host.close()
  await untilAlone(first)
  const taking = first.peers.takeOver()
  await first.close()
  clock.advance(60_000)
  expect([await taking, first.peers.standing.isHosting]).toEqual([{ ok: true }, true])
})

test('[H8] a host that is away for a moment only is waited for, and without the secretary\'s word nobody begins by itself', async () => {
  const { host, first, second, clock, secretary, order, hosting } = await twoStandIns()
  // The links break and come back within the time.
  for (let turn = 0; turn < 2; turn++) {
    await Promise.all(host.peers.links().map((link) => link.close()))
    clock.advance(10_000)
    await Promise.all([untilInStep(first), untilInStep(second)])
    clock.advance(1_000)
  }
  await nameStandIns(host.url, secretary, ...order)
  await Promise.all([untilInStep(first), untilInStep(second)])
  await host.close()
  await Promise.all([untilAlone(first), untilAlone(second)])
  clock.advance(600_000)
  expect([hosting(), (await first.peers.takeOver()).ok]).toEqual([[false, false], true])
})
