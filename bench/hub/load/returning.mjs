import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { joinRoom } from '../wire/joinRoom.mjs'
import { presenceFrame } from '../wire/wires.mjs'
import { endedOne, tokenOf } from './rooms.mjs'
import { cpuMs, pause, untilIdle } from './processFigures.mjs'
import { fillRoom, readDocument } from './writeDocument.mjs'

const FIRST_CLIENT = 100_000
/**
 * A client's presence clock after half a minute away. After a shorter break it still is what it was; then the peers leave
 * the returning ones invisible for up to 15 s, and would be measured without that part of the work.
 */
const RENEWED_CLOCK = 4
/** How long after the return presence is still waited for. */
const PRESENCE_LIMIT_MS = 3_000

/**
 * @typedef {object} ReturningResult
 * @property {number} allSyncedMs
 * @property {number} cpuMs of the server until it is idle again
 * @property {number} megabytes sent by the server
 * @property {number} presentAfterMs until somebody who had stayed saw everybody; NaN if not within 3 s
 * @property {string | null} problem
 */

/**
 * Everybody's link breaks and comes back at once: nothing was written meanwhile, each says what it has and who it is. One
 * client stays, since some servers forget a document that nobody looks at.
 * @param {{ target: import('../wire/joinRoom.mjs').Target, meeting: import('./fanOut.mjs').FanOutJob['meeting'], clients: number, edits: number }} job
 * @returns {Promise<ReturningResult>}
 */
export async function returning({ target, meeting, clients, edits }) {
  const { room, leave } = await fillRoom({ target, meeting, writers: meeting.desks.length, edits })
  const watch = createWatch()
  const stayer = await joinRoom(target, room, { token: tokenOf(target, 0), onPresence: watch.take })
  await stayer.synced
  leave()
  const copy = new Y.Doc()
  Y.applyUpdate(copy, (await readDocument({ target, room })).update)
  const stateVector = Y.encodeStateVector(copy)
  // What everybody has is what the server has: no structs, and, as always with Yjs, the whole set of deletes.
  const reply = Y.encodeStateAsUpdate(copy, stateVector)
  const come = async (/** @type {number} */ index, /** @type {number} */ clock) => {
    const joined = await joinRoom(target, room, { token: tokenOf(target, index), stateVector, reply })
    joined.client.send(presenceFrame(joined.prefix, { ...presenceOf(target, index), clock }))
    return joined
  }

  const first = []
  for (let index = 0; index < clients; index++) {
    first.push(await come(index, 1))
    await first[index]?.synced
  }
  await untilIdle(target.pid)
  for (const { client } of first) client.drop()
  await pause(500)
  await untilIdle(target.pid)
  watch.forget()

  const stayerBefore = stayer.client.bytesReceived()
  const cpuBefore = cpuMs(target.pid)
  const start = performance.now()
  const back = await Promise.all(Array.from({ length: clients }, (_, index) => come(index, RENEWED_CLOCK)))
  const syncedAt = await Promise.all(back.map(({ synced }) => synced))
  const until = performance.now() + PRESENCE_LIMIT_MS
  while (watch.count() < clients && performance.now() < until) await pause(5)
  await untilIdle(target.pid)
  const cpu = cpuMs(target.pid) - cpuBefore
  const bytes = back.reduce((sum, { client }) => sum + client.bytesReceived(), stayer.client.bytesReceived() - stayerBefore)
  const problem = endedOne([...back, stayer])
  for (const { client } of [...back, stayer]) client.drop()
  return {
    allSyncedMs: Math.max(...syncedAt) - start,
    cpuMs: cpu,
    megabytes: bytes / 1e6,
    presentAfterMs: watch.count() >= clients ? watch.lastAt() - start : Number.NaN,
    problem,
  }
}

/**
 * What a client of ours says about itself; equally long for servers that know nobody.
 * @param {import('../wire/joinRoom.mjs').Target} target
 * @param {number} index
 */
export function presenceOf({ sessions }, index) {
  const id = sessions[index % Math.max(1, sessions.length)]?.personId ?? `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
  return {
    clientId: FIRST_CLIENT + index,
    clock: 1,
    state: { person: { id, name: `参会人员 ${index}`, departmentId: null }, at: { screen: 'agenda', recordId: null }, editing: null },
  }
}

/** Counts who of the benchmark's clients is present. */
function createWatch() {
  const present = new Set()
  let lastAt = Number.NaN
  return {
    /** @param {Uint8Array} update @param {number} at */
    take: (update, at) => {
      const decoder = decoding.createDecoder(update)
      for (let left = decoding.readVarUint(decoder); left > 0; left--) {
        const id = decoding.readVarUint(decoder)
        decoding.readVarUint(decoder)
        const isGone = decoding.readVarString(decoder) === 'null'
        if (isGone) present.delete(id)
        else if (id >= FIRST_CLIENT && !present.has(id)) {
          present.add(id)
          lastAt = at
        }
      }
    },
    count: () => present.size,
    lastAt: () => lastAt,
    forget: () => present.clear(),
  }
}
