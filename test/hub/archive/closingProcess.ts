import { createInterface } from 'node:readline'
import { openRecords } from '../../../electron/hub/archive/openRecords.ts'
import { openSqlite } from '../../../electron/hub/sqlite.ts'
import { assert } from '../../../shared/lib/assert.ts'
import { closedMeeting, toRecord } from './records.ts'

/**
 * Runs in a process of its own: after a line `PREFIX FOLDER` on stdin it starts on the folder as a hub does and closes
 * meetings until it is killed. `done PATH SHA256` on stdout acknowledges one, as a hub would tell the people in the room.
 */
async function closeUntilKilled(prefix: string, dataDir: string): Promise<void> {
  const records = await openRecords({ dataDir, now: () => new Date(), report: (event) => void process.stdout.write(`event ${JSON.stringify(event)}\n`) })
  await records.reconcile()
  for (let number = 0; ; number++) {
    const recorded = await records.recordMeeting(toRecord(closedMeeting({ id: `${prefix}-${number}` })))
    assert(recorded.ok, 'the disk takes it')
    process.stdout.write(`done ${recorded.value.path} ${recorded.value.sha256}\n`)
  }
}

// Compiled and warm before the clock runs: what is to be hit is the work, not the start of a process.
await openSqlite()
toRecord(closedMeeting())
process.stdout.write('ready\n')
for await (const line of createInterface({ input: process.stdin })) {
  const [prefix = '', dataDir = ''] = line.split(' ')
  await closeUntilKilled(prefix, dataDir)
}
