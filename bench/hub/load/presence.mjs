import * as decoding from 'lib0/decoding'
import { presenceFrame } from '../wire/wires.mjs'
import { createRoom, endedOne, joinMany } from './rooms.mjs'
import { cpuMs, pause, percentile, untilIdle } from './processFigures.mjs'
import { readLazily } from './readLazily.mjs'
import { presenceOf } from './returning.mjs'

const PROBES = 4

/**
 * Everybody moves through the meeting and says so, `hertz` times a second.
 * @param {{ target: import('../wire/joinRoom.mjs').Target, meeting: import('./fanOut.mjs').FanOutJob['meeting'], clients: number, hertz: number, seconds: number }} job
 * @returns {Promise<{ cpuPercent: number, p50: number, p99: number, problem: string | null }>}
 */
export async function presence({ target, meeting, clients, hertz, seconds }) {
  const { room, leave } = await createRoom(target, meeting.update)
  const rounds = Math.ceil(seconds * hertz) + 1
  /** @type {Map<number, Float64Array>} by client id: when it said what */
  const saidAt = new Map(Array.from({ length: clients }, (_, index) => [presenceOf(target, index).clientId, new Float64Array(rounds)]))
  /** @type {number[]} */
  const latencies = []
  let heard = 0
  const hear = (/** @type {Uint8Array} */ update, /** @type {number} */ at) => {
    const decoder = decoding.createDecoder(update)
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const id = decoding.readVarUint(decoder)
      decoding.readVarUint(decoder)
      const said = /"recordId":"r(\d+)"/.exec(decoding.readVarString(decoder))
      const sentAt = said ? saidAt.get(id)?.[Number(said[1])] : undefined
      // The first round is everybody's arrival.
      if (sentAt === undefined || sentAt === 0 || said?.[1] === '0') continue
      heard++
      latencies.push(at - sentAt)
    }
  }
  const isProbe = (/** @type {number} */ index) => index % Math.ceil(clients / PROBES) === 0
  const joined = await joinMany(target, room, Array.from({ length: clients }, (_, index) => (isProbe(index) ? { onPresence: hear } : {})))
  leave()
  readLazily(joined.filter((_, index) => !isProbe(index)).map(({ client }) => client))
  const say = (/** @type {number} */ index, /** @type {number} */ round) => {
    const one = joined[index]
    const { clientId, state } = presenceOf(target, index)
    const times = saidAt.get(clientId)
    if (!one || !times) return
    times[round] = performance.now()
    one.client.send(presenceFrame(one.prefix, { clientId, clock: round + 1, state: { ...state, at: { screen: 'agenda', recordId: `r${round}` } } }))
  }
  for (let index = 0; index < clients; index++) say(index, 0)
  await untilIdle(target.pid)

  const cpuBefore = cpuMs(target.pid)
  const start = performance.now()
  const total = (rounds - 1) * clients
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * hertz * clients))
    for (; sent < due; sent++) say(sent % clients, 1 + Math.floor(sent / clients))
    await pause(1)
  }
  const cpu = cpuMs(target.pid) - cpuBefore
  const elapsed = performance.now() - start
  await pause(500)
  const problem = endedOne(joined) ?? (heard === 0 ? 'nobody was seen' : null)
  for (const { client } of joined) client.drop()
  return { cpuPercent: (100 * cpu) / elapsed, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), problem }
}
