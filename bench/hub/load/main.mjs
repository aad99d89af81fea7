import { fanOut } from './fanOut.mjs'
import { joinTimes } from './joinTimes.mjs'
import { killTrial } from './killTrial.mjs'
import { createRooms, idleClients, openRooms } from './memory.mjs'
import { presence } from './presence.mjs'
import { returning } from './returning.mjs'
import { stalledReader } from './stalledReader.mjs'
import { readDocument, writeDocument } from './writeDocument.mjs'

/** The clients' process: does one job for `runLoad`, answers and ends. */
export const JOBS = {
  createRooms, fanOut, idleClients, joinTimes, killTrial, openRooms, presence, returning, stalledReader, writeDocument,
  readClocks: async (/** @type {Parameters<typeof readDocument>[0]} */ job) => (await readDocument(job)).clocks,
}

/** @typedef {typeof JOBS} Jobs */

process.once('message', (/** @type {{ name: keyof Jobs, job: any }} */ { name, job }) => {
  JOBS[name](job).then(
    (value) => end({ value }),
    (/** @type {unknown} */ error) => end({ error: error instanceof Error ? error.message : String(error) }),
  )
})

/** @param {{ value: unknown } | { error: string }} outcome */
function end(outcome) {
  process.send?.(outcome, () => process.exit(0))
}
