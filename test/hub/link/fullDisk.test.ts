import { join } from 'node:path'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { loadDocument } from '../../../electron/hub/rooms/loadDocument.ts'
import { standInState, type StandInState } from '../../../renderer/src/features/people/standInState.ts'
import { toInstant } from '../../../shared/lib/instant.ts'
import { openDirectoryDocument } from '../../../shared/model/DirectoryDocument.ts'
import { SteppedClock } from '../../support/SteppedClock.ts'
import { connect, type Connected } from '../connect.ts'
import { eventually, NOON } from '../support.ts'
import { createTestDisk } from '../testDisk.ts'
import { nameAutomatic, scene, standBy, untilAlone, untilInStep, type HubAt } from './standIns.ts'

/** A host and a stand-in in step with it, each with a disk that can be made to refuse; the stand-in may begin by itself. */
async function twoDisks() {
  const [clock, ofHost, ofStandIn] = [new SteppedClock(), createTestDisk(), createTestDisk()]
  const { host, secretary, deputy, room } = await scene({}, { clock, files: ofHost.files })
  await nameAutomatic(host.url, secretary, deputy.person.id)
  const standIn = await standBy(host, deputy.token, {}, { clock, files: ofStandIn.files })
  await untilInStep(standIn)
  const writer = connect(host.url, room, secretary)
  const directory = openDirectoryDocument(connect(host.url, 'directory', secretary).doc)
  const listed = (): StandInState => standInState(directory.hosts.list(), deputy.person.id)
  await eventually(() => expect([writer.provider.synced, listed()]).toEqual([true, { state: 'standby' }]))
  return { host, standIn, clock, room, writer, listed, hostDisk: ofHost.disk, standInDisk: ofStandIn.disk }
}

function write({ doc }: Connected, text: string): void {
  doc.getMap('issues').set(text, 'x')
}

function written(doc: Y.Doc): string[] {
  return [...doc.getMap('issues').keys()].toSorted()
}

async function kept(hub: HubAt, room: string): Promise<string[]> {
  const saved = await loadDocument(join(hub.dataDir, 'rooms', `${encodeURIComponent(room)}.log`), () => undefined)
  return saved.ok ? written(saved.value.doc) : []
}

test('[H8] a stand-in whose disk is full says so, reads nowhere as a whole copy and may not take over; the host goes on, and once there is room the copy is whole by itself', async () => {
  const { host, standIn, clock, room, writer, listed, standInDisk } = await twoDisks()
  standInDisk.only = '.log'
  standInDisk.refuses = 'writing'
  write(writer, '写不下')
  await eventually(() => expect(standIn.peers.state()).toMatchObject({ state: 'following', isCopied: false, isSaving: false }))
  const full = { state: 'not-saving', since: toInstant(NOON) }
  await eventually(() => {
    clock.advance(1_000)
    expect(listed()).toEqual(full)
  })
  // Nobody at the host waits for it, or hears anything.
  write(writer, '接着写')
  await eventually(async () => expect(await kept(host, room)).toEqual(['写不下', '接着写'].toSorted()))
  const first = await Promise.race([host.peers.standing.copied().then(() => 'copied'), new Promise((resolve) => setImmediate(() => resolve('waited')))])
  clock.advance(600_000)
  expect([first, writer.closeCodes, listed(), await standIn.peers.takeOver()]).toEqual(['copied', [], full, { ok: false, error: { kind: 'not-saving' } }])

  standInDisk.refuses = 'nothing'
  await untilInStep(standIn)
  await eventually(() => expect(listed()).toEqual({ state: 'standby' }))
  expect([await kept(standIn, room), standIn.peers.state()]).toEqual([['写不下', '接着写'].toSorted(), expect.objectContaining({ isSaving: true })])
})

test('[H8] a stand-in whose disk is full does not begin by itself when the host goes, and does once there is room', async () => {
  const { host, standIn, clock, room, writer, standInDisk } = await twoDisks()
  write(writer, '之前')
  await eventually(async () => expect(await kept(standIn, room)).toEqual(['之前']))
  standInDisk.refuses = 'writing'
  write(writer, '写不下')
  await eventually(() => expect(standIn.peers.state()).toMatchObject({ isSaving: false }))
  await host.close()
  await eventually(() => expect(standIn.peers.state()).toMatchObject({ state: 'alone', isCopied: false, isSaving: false }))
  clock.advance(600_000)
  expect(standIn.peers.standing.isHosting).toBe(false)
  standInDisk.refuses = 'nothing'
  await untilAlone(standIn)
  clock.advance(20_000)
  await eventually(() => expect(standIn.peers.standing.isHosting).toBe(true))
  // What it was told before its disk refused, and what it had taken in then.
  expect(await kept(standIn, room)).toEqual(['之前', '写不下'].toSorted())
})

test('[H8] a host whose disk is full is not away: no stand-in begins by itself, and it hears of everything once there is room', async () => {
  const { host, standIn, clock, room, writer, listed, hostDisk } = await twoDisks()
  hostDisk.refuses = 'writing'
  write(writer, '写不下')
  await eventually(() => expect(writer.closeCodes).toContain(4507))
  await eventually(() => expect(host.peers.links().map(({ session }) => session.pausedBy)).toEqual(['own']))
  for (let second = 0; second < 60; second++) clock.advance(1_000)
  // What it has is all that anybody was shown.
  expect([standIn.peers.standing.isHosting, standIn.peers.state()]).toEqual([false, expect.objectContaining({ state: 'following', isCopied: true, isSaving: true })])
  hostDisk.refuses = 'nothing'
  await eventually(async () => expect(await kept(standIn, room)).toEqual(['写不下']))
  await untilInStep(standIn)
  await eventually(() => expect(listed()).toEqual({ state: 'standby' }))
})
