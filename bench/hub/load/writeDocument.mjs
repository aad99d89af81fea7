import * as Y from 'yjs'
import { joinRoom } from '../wire/joinRoom.mjs'
import { syncFrame, UPDATE } from '../wire/wires.mjs'
import { deskOf, prepare } from './fanOut.mjs'
import { createRoom, joinMany, tokenOf } from './rooms.mjs'
import { pause, untilIdle } from './processFigures.mjs'
import { Typist } from './Typist.mjs'

const FIRST_WRITER = 1000
/** Edits under way: enough to keep any server busy, too few to drown one. */
const WINDOW = 2_000
const LIMIT_MS = 300_000

/**
 * @typedef {{ target: import('../wire/joinRoom.mjs').Target, meeting: import('./fanOut.mjs').FanOutJob['meeting'], writers: number, edits: number }} WriteJob
 *
 * @typedef {object} Written
 * @property {string} room
 * @property {readonly (readonly [clientId: number, clock: number])[]} contents
 * @property {number} contentBytes of the whole document as one update
 */

/** Fills a new room and leaves it. @param {WriteJob} job @returns {Promise<Written>} */
export async function writeDocument(job) {
  const { leave, ...written } = await fillRoom(job)
  leave()
  return written
}

/**
 * Fills a new room edit by edit, as people would, only faster. The writers are still there until `leave`.
 * @param {WriteJob} job
 * @returns {Promise<Written & { leave: () => void }>}
 */
export async function fillRoom({ target, meeting, writers, edits }) {
  const { room, leave: leaveAlone } = await createRoom(target, meeting.update)
  const typists = Array.from({ length: writers }, (_, index) => new Typist(meeting.update, deskOf(meeting, index), FIRST_WRITER + index))
  const arrived = new Map(typists.map(({ clientId }) => [clientId, 0]))
  const onUpdate = (/** @type {Uint8Array} */ update) => {
    for (const [client, clock] of Y.parseUpdateMeta(update).to) arrived.set(client, Math.max(clock, arrived.get(client) ?? 0))
  }
  const joined = await joinMany(target, room, [...typists.map(() => ({})), { onUpdate }])
  leaveAlone()
  const streams = typists.map((typist, index) => prepare(typist, joined[index]?.prefix ?? new Uint8Array(), Math.ceil(edits / writers)))
  typists.forEach((typist, index) => joined[index]?.client.send(syncFrame(joined[index].prefix, UPDATE, typist.opening)))
  const until = performance.now() + LIMIT_MS
  const turns = streams[0]?.frames.length ?? 0
  const step = Math.max(1, Math.floor(WINDOW / writers))
  for (let turn = 0; turn < turns; turn += step) {
    const end = Math.min(turns, turn + step)
    streams.forEach(({ frames }, writer) => joined[writer]?.client.send(Buffer.concat(frames.slice(turn, end))))
    while (streams.some(({ clientId, clocks }) => (arrived.get(clientId) ?? 0) < /** @type {number} */ (clocks[end - 1]))) {
      const ended = joined.map(({ client }) => client.ended()).find((reason) => reason !== null)
      if (ended !== undefined) throw new Error(`a writer was sent away: ${ended}`)
      if (performance.now() > until) throw new Error(`only ${turn * writers} of ${edits} edits were taken`)
      await pause(1)
    }
  }
  await untilIdle(target.pid)
  const { update } = await readDocument({ target, room })
  return {
    room,
    contents: streams.map(({ clientId, clocks }) => [clientId, clocks.at(-1) ?? 0]),
    contentBytes: update.length,
    leave: () => joined.forEach(({ client }) => client.drop()),
  }
}

/**
 * What a newcomer gets. Waits for servers that answer before they have loaded.
 * @param {{ target: import('../wire/joinRoom.mjs').Target, room: string }} job
 */
export async function readDocument({ target, room }) {
  /** @type {Uint8Array[]} */
  const updates = []
  const { client, synced } = await joinRoom(target, room, { token: tokenOf(target, 0), onUpdate: (update) => updates.push(update) })
  await synced
  // What such servers load later reaches their clients as updates.
  await untilIdle(target.pid)
  client.drop()
  const update = Y.mergeUpdates(updates)
  return { update, clocks: [...Y.parseUpdateMeta(update).to] }
}
