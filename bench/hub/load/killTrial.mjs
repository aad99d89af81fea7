import * as Y from 'yjs'
import { syncFrame, UPDATE } from '../wire/wires.mjs'
import { deskOf, prepare } from './fanOut.mjs'
import { createRoom, joinMany } from './rooms.mjs'
import { pause } from './processFigures.mjs'
import { Typist } from './Typist.mjs'

const FIRST_WRITER = 1000

/**
 * Writes for `ms`, then ends the server without a word, in the middle of the writing.
 * @param {{ target: import('../wire/joinRoom.mjs').Target, meeting: import('./fanOut.mjs').FanOutJob['meeting'], writers: number, rate: number, ms: number }} job
 * @returns {Promise<{ room: string, seen: readonly { clientId: number, clocks: readonly number[] }[] }>} by writer: its clocks after each edit that another client had received
 */
export async function killTrial({ target, meeting, writers, rate, ms }) {
  const { room, leave } = await createRoom(target, meeting.update)
  const typists = Array.from({ length: writers }, (_, index) => new Typist(meeting.update, deskOf(meeting, index), FIRST_WRITER + index))
  /** @type {Map<number, number>} */
  const received = new Map()
  const onUpdate = (/** @type {Uint8Array} */ update) => {
    for (const [client, clock] of Y.parseUpdateMeta(update).to) received.set(client, Math.max(clock, received.get(client) ?? 0))
  }
  const joined = await joinMany(target, room, [...typists.map(() => ({})), { onUpdate }])
  leave()
  const streams = typists.map((typist, index) => prepare(typist, joined[index]?.prefix ?? new Uint8Array(), Math.ceil((rate * ms) / 1000 / writers) + 1))
  typists.forEach((typist, index) => joined[index]?.client.send(syncFrame(joined[index].prefix, UPDATE, typist.opening)))
  const start = performance.now()
  let sent = 0
  while (performance.now() - start < ms) {
    const due = Math.floor(((performance.now() - start) * rate) / 1000)
    for (; sent < due; sent++) {
      const frame = streams[sent % writers]?.frames[Math.floor(sent / writers)]
      if (frame) joined[sent % writers]?.client.send(frame)
    }
    await pause(1)
  }
  process.kill(target.pid, 'SIGKILL')
  // Whatever had left the server still arrives.
  await Promise.race([joined.at(-1)?.client.closed, pause(5_000)])
  for (const { client } of joined) client.drop()
  return { room, seen: streams.map(({ clientId, clocks }) => ({ clientId, clocks: clocks.filter((clock) => clock <= (received.get(clientId) ?? 0)) })) }
}
