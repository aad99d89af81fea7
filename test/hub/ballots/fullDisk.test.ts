import * as nodeFiles from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { BallotFiles } from '../../../electron/hub/ballots/BallotBox.ts'
import { openMeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { connect } from '../connect.ts'
import { eventually, request } from '../support.ts'
import { createTestDisk } from '../testDisk.ts'
import { cast, endRound, openRoundOn, ownOf, paperOf, roundsShown, startSilentScene } from './silentScene.ts'

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code })
}

/** A disk on which sealed ballots find no room, or can't be removed, while it says so. */
function createBallotDisk() {
  const disk = { refuses: 'nothing' as 'nothing' | 'writing' | 'removing' }
  const files: BallotFiles = {
    ...nodeFiles,
    open: async (path, flags, mode) => {
      const handle = await nodeFiles.open(path, flags, mode)
      // What is there already may be read and synced.
      if (disk.refuses === 'writing' && flags !== 'r') Object.assign(handle, { write: () => Promise.reject(refusal('ENOSPC')) })
      return handle
    },
    rm: (path, options) => (disk.refuses === 'removing' ? Promise.reject(refusal('EROFS')) : nodeFiles.rm(path, options)),
  }
  return { disk, files }
}

test('[M13][H6] a ballot that finds no room is refused, and the last one stays whole', async () => {
  const { disk, files } = createBallotDisk()
  const scene = await startSilentScene({ ballotFiles: files })
  const { url, hub, secretary, delegateA, meetingId, ids, witness } = scene
  const seen = openMeetingDocument(witness.doc)
  disk.refuses = 'writing'
  expect((await request(url, 'POST', `/api/meetings/${meetingId}/rounds`, secretary.token, { itemId: ids.item })).json['error']).toBe('not-saving')
  disk.refuses = 'nothing'
  const roundId = await openRoundOn(scene)
  await cast(url, roundId, delegateA, paperOf(scene, 1, '第一次'))
  disk.refuses = 'writing'
  expect((await cast(url, roundId, delegateA, paperOf(scene, 2, '第二次'))).json['error']).toBe('not-saving')
  expect((await ownOf(url, roundId, delegateA)).json['ballot']).toMatchObject({ remark: '第一次', version: 1 })
  expect(await nodeFiles.readdir(join(hub.dataDir, 'ballots'))).toEqual([`${roundId}.json`])
  disk.refuses = 'nothing'
  expect((await cast(url, roundId, delegateA, paperOf(scene, 3, '第三次'))).json['ballot']).toMatchObject({ version: 2 })
  // What can't be removed does not undo the reveal, and is gone later.
  disk.refuses = 'removing'
  expect((await endRound(url, roundId, 'reveal', secretary)).status).toBe(200)
  await eventually(() => expect(roundsShown(seen)).toMatchObject([{ number: 1, state: 'revealed', ballots: [{ remark: '第三次' }] }]))
  expect({ late: (await cast(url, roundId, delegateA, paperOf(scene))).json['error'], again: (await endRound(url, roundId, 'reveal', secretary)).json['error'] }).toEqual({ late: 'round-ended', again: 'round-ended' })
  disk.refuses = 'nothing'
  await openRoundOn(scene)
  await eventually(async () => expect(await nodeFiles.readdir(join(hub.dataDir, 'ballots'))).not.toContain(`${roundId}.json`))
})

test('[M13][H6] while the journal finds no room nothing is opened, cast or revealed; a reveal that was under way comes once it does', async () => {
  const { disk, files } = createTestDisk()
  const scene = await startSilentScene({ files })
  const { url, secretary, delegateA, delegateB, departmentA, room } = scene
  const roundId = await openRoundOn(scene)
  await cast(url, roundId, delegateA, paperOf(scene, 1, '第一次'))
  await eventually(() => expect(roundsShown(openMeetingDocument(scene.witness.doc))[0]?.voted).toEqual([departmentA]))
  disk.refuses = 'writing'
  // The disk is found full by the reveal itself.
  const revealed = await endRound(url, roundId, 'reveal', secretary)
  expect([revealed.status, revealed.json['error'], String(revealed.json['message']).includes('ends as soon as it can')]).toEqual([503, 'not-saving', true])
  await eventually(() => expect(scene.witness.isClosed).toBe(true))
  expect(roundsShown(openMeetingDocument(scene.witness.doc))).toEqual([{ number: 1, state: 'open', voted: [departmentA], ballots: [] }])
  expect([(await cast(url, roundId, delegateB, paperOf(scene))).json['error'], (await endRound(url, roundId, 'void', secretary)).json['error']]).toEqual(['not-saving', 'not-saving'])
  disk.refuses = 'nothing'
  const { doc } = connect(url, room, delegateB.token)
  await eventually(() => expect(roundsShown(openMeetingDocument(doc))).toEqual([{ number: 1, state: 'revealed', voted: [departmentA], ballots: [{ departmentId: departmentA, remark: '第一次' }] }]))
  await eventually(async () => expect(await nodeFiles.readdir(join(scene.hub.dataDir, 'ballots'))).toEqual([]))
})
