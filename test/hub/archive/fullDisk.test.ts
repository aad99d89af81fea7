import { spawnSync } from 'node:child_process'
import * as nodeFiles from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { RecordDisk, RecordedArchive } from '../../../electron/hub/archive/RecordedMeetings.ts'
import { verifyRecords } from '../../../electron/hub/archive/verifyRecords.ts'
import { atEnd } from '../../support/atEnd.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { closedMeeting, started, toRecord } from './records.ts'

const NOT_MOUNTED = 'no small file system: mounting one needs root on Linux'

/** A file system of its own in the folder, so small that it fills up. @returns whether that can be had here. */
function mountSmall(folder: string, megabytes: number): boolean {
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status !== 0) return false
  atEnd(async () => spawnSync('umount', ['-l', folder]))
  return true
}

/** Says that there is room: then the disk itself says in the middle that there is none. */
const sanguine = async (path: string) => ({ ...(await nodeFiles.statfs(path)), blocks: 1_000_000, bavail: 1_000_000, bsize: 4096 })

const CASES: readonly [string, Partial<RecordDisk> | undefined][] = [
  ['which is seen ahead', undefined],
  ['which is found out in the middle of a file', { statfs: sanguine as unknown as RecordDisk['statfs'] }],
]

for (const [how, disk] of CASES) test(`[A7] a real disk that fills up, ${how}: what was acknowledged is there and right, nothing is torn, and it goes on once there is room`, async ({ skip }) => {
  const dataDir = await emptyFolder()
  skip(!mountSmall(dataDir, 2), NOT_MOUNTED)
  const { records } = await started(dataDir, { ...(disk && { disk }) })
  const made: RecordedArchive[] = []
  let refused: unknown
  for (let number = 0; refused === undefined; number++) {
    const recorded = await records.recordMeeting(toRecord(closedMeeting({ id: `m${number}` })))
    if (recorded.ok) made.push(recorded.value)
    else refused = recorded.error
  }
  const full = await verifyRecords({ dataDir })
  spawnSync('mount', ['-o', 'remount,size=8m', dataDir])
  const after = await records.recordMeeting(toRecord(closedMeeting({ id: 'later' })))
  await records.close()
  expect({ refused, some: made.length > 5, full, after: after.ok, verified: await verifyRecords({ dataDir }), again: (await started(dataDir)).events }).toEqual({
    refused: { kind: 'disk-full' },
    some: true,
    // The disk may have had room for a record and none for its signature.
    full: { records: made.length, problems: [], unsigned: expect.toSatisfy((count: number) => count <= 1) as number, key: 'file' },
    after: true,
    verified: { records: made.length + 1, problems: [], unsigned: 0, key: 'file' },
    again: [],
  })
}, 120_000)
