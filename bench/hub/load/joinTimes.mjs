import * as Y from 'yjs'
import { joinRoom } from '../wire/joinRoom.mjs'
import { endedOne, tokenOf } from './rooms.mjs'
import { cpuMs, pause, untilIdle } from './processFigures.mjs'

/**
 * @typedef {object} JoinJob
 * @property {import('../wire/joinRoom.mjs').Target} target
 * @property {string} room
 * @property {number} count of joins one after the other, and again at once
 * @property {number} contentBytes about how much there is to receive
 * @property {readonly (readonly [clientId: number, clock: number])[]} contents what a client must have at the end
 * @property {number} limitMs
 *
 * @typedef {object} JoinResult all in ms, until all content had come
 * @property {number} first
 * @property {readonly number[]} warm
 * @property {readonly number[]} crowd
 * @property {number} cpuMsPerJoin of the server, in the crowd
 * @property {string | null} problem
 */

/**
 * Some servers answer a sync before they have loaded the document and send it afterwards: what counts is when it is here.
 * The first client stays, since some servers forget a document that nobody looks at.
 * @param {JoinJob} job
 * @returns {Promise<JoinResult>}
 */
export async function joinTimes({ target, room, count, contentBytes, contents, limitMs }) {
  const one = (/** @type {number} */ index) => timeJoin(target, room, tokenOf(target, index), { contentBytes, limitMs })
  const first = await one(0)
  const warm = []
  await untilIdle(target.pid)
  for (let index = 0; index < count; index++) warm.push(await one(1 + index))
  await untilIdle(target.pid)
  const cpuBefore = cpuMs(target.pid)
  const crowd = await Promise.all(Array.from({ length: count }, (_, index) => one(1 + count + index)))
  await untilIdle(target.pid)
  const cpu = cpuMs(target.pid) - cpuBefore
  const all = [first, ...warm, ...crowd]
  const missing = all.map(({ updates }) => missingFrom(updates, contents)).find((found) => found !== null) ?? null
  const problem = missing ?? endedOne(all.map(({ joined }) => joined))
  for (const { joined } of all) joined.client.drop()
  return { first: first.ms, warm: warm.map(({ ms }) => ms), crowd: crowd.map(({ ms }) => ms), cpuMsPerJoin: cpu / count, problem }
}

/**
 * @param {import('../wire/joinRoom.mjs').Target} target
 * @param {string} room
 * @param {string} token
 * @param {{ contentBytes: number, limitMs: number }} expected
 */
async function timeJoin(target, room, token, { contentBytes, limitMs }) {
  /** @type {Uint8Array[]} */
  const updates = []
  let bytes = 0
  let completeAt = Number.NaN
  const before = performance.now()
  const joined = await joinRoom(target, room, {
    token,
    onUpdate: (update, at) => {
      updates.push(update)
      bytes += update.length
      if (bytes >= contentBytes * 0.9 && Number.isNaN(completeAt)) completeAt = at
    },
  })
  while (Number.isNaN(completeAt) && performance.now() - before < limitMs && joined.client.ended() === null) await pause(1)
  const syncedAt = await joined.synced.catch(() => Number.NaN)
  return { ms: Math.max(completeAt, syncedAt) - before, updates, joined }
}

/** @param {readonly Uint8Array[]} updates @param {JoinJob['contents']} contents @returns {string | null} */
function missingFrom(updates, contents) {
  const clocks = new Map()
  for (const update of updates) for (const [client, clock] of Y.parseUpdateMeta(update).to) clocks.set(client, Math.max(clock, clocks.get(client) ?? 0))
  const lacking = contents.find(([client, clock]) => (clocks.get(client) ?? 0) < clock)
  return lacking ? `content is missing: ${clocks.get(lacking[0]) ?? 0} of ${lacking[1]} of one writer` : null
}
