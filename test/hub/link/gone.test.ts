import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { toInstant } from '../../../shared/lib/instant.ts'
import { openDirectoryDocument } from '../../../shared/model/DirectoryDocument.ts'
import type { HostEntry } from '../../../shared/schema/directory.ts'
import { SteppedClock } from '../../support/SteppedClock.ts'
import { connect } from '../connect.ts'
import { eventually, NOON, startHub } from '../support.ts'
import { nameStandIns, scene, standBy, untilAlone, untilInStep } from './standIns.ts'

/** Each hub calls the others when it starts and not again, so that what vanishes is not called back while it does. */
const ONCE = { linkRetryMs: 3_600_000 }
const [AFTER_1, AFTER_21] = [1, 21].map((seconds) => toInstant(new Date(NOON.getTime() + seconds * 1_000))) as [string, string]

/** A host, the deputy's stand-in, and time that passes for both. */
async function watchedScene() {
  const [clock, time] = [new SteppedClock(), { now: NOON }]
  const options = { now: () => time.now }
  const { host, secretary, deputy } = await scene(options, { ...ONCE, clock })
  await nameStandIns(host.url, secretary, deputy.person.id)
  const standby = await standBy(host, deputy.token, options, { ...ONCE, clock })
  await untilInStep(standby)
  const pass = (seconds: number): void => {
    for (let second = 0; second < seconds; second++) {
      time.now = new Date(time.now.getTime() + 1_000)
      clock.advance(1_000)
    }
  }
  return { host, standby, secretary, options, clock, pass }
}

/** What everyone sees of each hub: its state, and since when it is gone. */
function watch(url: string, token: string): () => Record<string, Pick<HostEntry, 'state' | 'goneSince'>> {
  const doc = new Y.Doc()
  const directory = openDirectoryDocument(doc)
  connect(url, 'directory', token, undefined, doc)
  return () => Object.fromEntries(directory.hosts.list().map(({ id, state, goneSince }) => [id, { state, goneSince }]))
}

/** As after a crash: what it last said of itself stays. */
async function vanish(hub: Awaited<ReturnType<typeof watchedScene>>['standby']): Promise<void> {
  await Promise.all(hub.peers.links().map((link) => link.close()))
  await hub.close()
}

test('[H8] a stand-in that has gone without a word is shown as gone since then, and no longer once its copy is whole again', async () => {
  const { host, standby, secretary, options, clock, pass } = await watchedScene()
  const [ownId, goneId] = [host.peers.standing.own().hubId, standby.peers.standing.own().hubId]
  const seen = watch(host.url, secretary)
  const here = { state: 'hosting', goneSince: null }
  await eventually(() => expect(seen()).toEqual({ [ownId]: here, [goneId]: { state: 'standby', goneSince: null } }))
  await vanish(standby)
  await eventually(() => expect(host.peers.links()).toEqual([]))
  // For the first ten seconds it may be the network.
  pass(10)
  expect(seen()).toEqual({ [ownId]: here, [goneId]: { state: 'standby', goneSince: null } })
  pass(60)
  await eventually(() => expect(seen()).toEqual({ [ownId]: here, [goneId]: { state: 'standby', goneSince: AFTER_1 } }))

  const returned = await startHub({ ...options, dataDir: standby.dataDir }, { ...ONCE, clock })
  await untilInStep(returned)
  await eventually(() => expect(seen()).toEqual({ [ownId]: here, [goneId]: { state: 'standby', goneSince: null } }))
})

test('[H8] a host that crashed is shown as gone by the one that took over, until it is back and stands by', async () => {
  const { host, standby, secretary, options, clock, pass } = await watchedScene()
  const [oldId, newId] = [host.peers.standing.own().hubId, standby.peers.standing.own().hubId]
  await Promise.all([vanish(host), untilAlone(standby)])
  await standby.peers.takeOver()
  const seen = watch(standby.url, secretary)
  pass(20)
  await eventually(() => expect(seen()).toEqual({ [oldId]: { state: 'hosting', goneSince: AFTER_1 }, [newId]: { state: 'hosting', goneSince: null } }))

  const returned = await startHub({ ...options, dataDir: host.dataDir }, { ...ONCE, clock })
  await untilInStep(returned)
  pass(20)
  await eventually(() => expect(seen()).toEqual({ [oldId]: { state: 'standby', goneSince: null }, [newId]: { state: 'hosting', goneSince: null } }))
})

test('[H8] two hubs that each took the other for gone are both there again after they met', async () => {
  const { host, standby, secretary, options, clock, pass } = await watchedScene()
  const [oldId, newId] = [host.peers.standing.own().hubId, standby.peers.standing.own().hubId]
  await Promise.all([vanish(host), untilAlone(standby)])
  await standby.peers.takeOver()
  pass(20)
  await vanish(standby)
  const first = await startHub({ ...options, dataDir: host.dataDir }, { ...ONCE, clock })
  pass(20)
  const atFirst = watch(first.url, secretary)
  await eventually(() => expect(atFirst()).toEqual({ [oldId]: { state: 'hosting', goneSince: null }, [newId]: { state: 'standby', goneSince: AFTER_21 } }))
  const second = await startHub({ ...options, dataDir: standby.dataDir }, { ...ONCE, clock })
  await first.peers.link({ url: second.url })
  await untilInStep(first)
  const seen = watch(second.url, secretary)
  await eventually(() => expect(seen()).toEqual({ [oldId]: { state: 'standby', goneSince: null }, [newId]: { state: 'hosting', goneSince: null } }))
})
