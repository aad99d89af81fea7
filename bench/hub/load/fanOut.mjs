import * as Y from 'yjs'
import { syncFrame, UPDATE } from '../wire/wires.mjs'
import { createRoom, endedOne, joinMany } from './rooms.mjs'
import { cpuMs, pause, percentile, untilIdle } from './processFigures.mjs'
import { readLazily } from './readLazily.mjs'
import { Typist } from './Typist.mjs'

/** Clients that read what comes and take the time; the rest count bytes, so that they cost next to nothing. */
const PROBES = 4
const FIRST_WRITER = 1000
/** How long the last edits may take to arrive before the step counts as failed. */
const TAIL_MS = 3_000

/**
 * @typedef {object} FanOutJob
 * @property {import('../wire/joinRoom.mjs').Target} target
 * @property {{ update: Uint8Array, desks: readonly { issueId: string, itemId: string }[] }} meeting
 * @property {number} clients writers included
 * @property {number} writers
 * @property {number} rate edits per second, of all writers together
 * @property {number} warmMs
 * @property {number} measuredMs
 *
 * @typedef {object} FanOutResult
 * @property {number} p50 ms from sending to another client's socket
 * @property {number} p99
 * @property {number} cpuUsPerDelivery CPU of the server for one edit at one other client; edits merged by it count singly
 * @property {number} deliveredShare of the edits, at the clients that took the time
 * @property {number} sentPerSecond what the writers reached
 * @property {string | null} problem
 */

/**
 * @param {FanOutJob} job
 * @returns {Promise<FanOutResult>}
 */
export async function fanOut({ target, meeting, clients, writers, rate, warmMs, measuredMs }) {
  const { room, leave } = await createRoom(target, meeting.update)
  const typists = Array.from({ length: writers }, (_, index) => new Typist(meeting.update, deskOf(meeting, index), FIRST_WRITER + index))
  const readers = clients - writers
  const probes = Array.from({ length: Math.min(PROBES, readers) }, (_, probe) => createProbe(typists, Math.floor((probe * readers) / PROBES)))
  const joined = await joinMany(target, room, [
    ...typists.map(() => ({})),
    ...Array.from({ length: readers }, (_, reader) => {
      const probe = probes.find(({ place }) => place === reader)
      return probe ? { onUpdate: probe.take } : {}
    }),
  ])
  leave()
  const isProbe = (/** @type {number} */ index) => probes.some(({ place }) => place + writers === index)
  readLazily(joined.filter((_, index) => !isProbe(index)).map(({ client }) => client))

  const streams = typists.map((typist, index) => prepare(typist, joined[index]?.prefix ?? new Uint8Array(), Math.ceil((rate * (warmMs + measuredMs)) / 1000 / writers)))
  for (const probe of probes) probe.expect(streams)
  typists.forEach((typist, index) => joined[index]?.client.send(syncFrame(joined[index].prefix, UPDATE, typist.opening)))
  await untilIdle(target.pid)

  const bytesBefore = joined.map(({ client }) => client.bytesReceived())
  const run = await sendAll({ joined, streams, rate, warmMs, measuredMs, pid: target.pid })
  const until = performance.now() + TAIL_MS
  while (performance.now() < until && probes.some((probe) => probe.arrived() < run.total)) await pause(5)
  const cpu = cpuMs(target.pid) - run.cpuAtWarm
  const latencies = probes.flatMap((probe) => probe.latencies(run.measuredFrom))
  const arrived = probes.reduce((sum, probe) => sum + probe.arrived(), 0)
  const received = joined.map(({ client }, index) => client.bytesReceived() - (bytesBefore[index] ?? 0))
  const problem = endedOne(joined) ?? unequal(received.slice(writers))
  for (const { client } of joined) client.drop()
  return {
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpuUsPerDelivery: (cpu * 1000) / (run.measuredEdits * (clients - 1)),
    deliveredShare: arrived / (run.total * probes.length),
    sentPerSecond: run.sentPerSecond,
    problem,
  }
}

/** @param {FanOutJob['meeting']} meeting @param {number} index */
export function deskOf({ desks }, index) {
  const desk = desks[index % desks.length]
  if (!desk) throw new Error('the meeting has no desks')
  return desk
}

/**
 * @typedef {object} Stream one writer's edits, ready to send
 * @property {number} clientId
 * @property {readonly Buffer[]} frames
 * @property {readonly number[]} clocks the writer's clock after each
 * @property {Float64Array} sentAt
 */

/**
 * @param {Typist} typist
 * @param {Uint8Array} prefix
 * @param {number} count
 * @returns {Stream}
 */
export function prepare(typist, prefix, count) {
  const frames = []
  const clocks = []
  for (let edit = 0; edit < count; edit++) {
    const { update, clock } = typist.edit()
    frames.push(syncFrame(prefix, UPDATE, update))
    clocks.push(clock)
  }
  return { clientId: typist.clientId, frames, clocks, sentAt: new Float64Array(count) }
}

/**
 * Sends at an even rate, the writers in turn.
 * @param {{ joined: readonly import('../wire/joinRoom.mjs').Joined[], streams: readonly Stream[], rate: number, warmMs: number, measuredMs: number, pid: number }} job
 */
async function sendAll({ joined, streams, rate, warmMs, measuredMs, pid }) {
  const total = Math.floor((rate * (warmMs + measuredMs)) / 1000)
  /** How many of the first `edits` are this writer's. */
  const turnsOf = (/** @type {number} */ writer, /** @type {number} */ edits) => Math.max(0, Math.ceil((edits - writer) / streams.length))
  const start = performance.now()
  const measuredFrom = start + warmMs
  let cpuAtWarm = Number.NaN
  let sentBeforeWarm = 0
  let sent = 0
  while (sent < total) {
    const now = performance.now()
    if (Number.isNaN(cpuAtWarm) && now >= measuredFrom) {
      cpuAtWarm = cpuMs(pid)
      sentBeforeWarm = sent
      // Without /proc the value stays unknown; this must be asked once all the same.
      if (Number.isNaN(cpuAtWarm)) cpuAtWarm = Number.POSITIVE_INFINITY
    }
    // Behind by more than a tenth of a second: it is this process that cannot keep up.
    const due = Math.min(total, Math.floor(((now - start) * rate) / 1000), sent + Math.max(streams.length, rate / 10))
    streams.forEach((stream, writer) => joined[writer]?.client.send(framesDue(stream, turnsOf(writer, sent), turnsOf(writer, due))))
    sent = Math.max(sent, due)
    await pause(1)
  }
  const seconds = (performance.now() - start) / 1000
  return { total, measuredFrom, cpuAtWarm, measuredEdits: total - sentBeforeWarm, sentPerSecond: total / seconds }
}

/**
 * In one piece, as a system would send what a busy program wrote.
 * @param {Stream} stream
 * @param {number} from
 * @param {number} to
 */
function framesDue({ frames, sentAt }, from, to) {
  sentAt.fill(performance.now(), from, to)
  return to === from + 1 ? /** @type {Buffer} */ (frames[from]) : Buffer.concat(frames.slice(from, to))
}

/** @param {readonly Typist[]} typists @param {number} place among the readers */
function createProbe(typists, place) {
  /** @type {readonly Stream[]} */
  let streams = []
  /** @type {Map<number, number>} by client id: how many of its edits have come */
  const counts = new Map(typists.map(({ clientId }) => [clientId, 0]))
  /** @type {number[]} */
  const times = []
  /** @type {number[]} */
  const sent = []
  return {
    place,
    /** @param {readonly Stream[]} all */
    expect: (all) => {
      streams = all
    },
    /** @param {Uint8Array} update @param {number} at */
    take: (update, at) => {
      if (streams.length === 0) return
      const { to } = Y.parseUpdateMeta(update)
      for (const stream of streams) {
        const clock = to.get(stream.clientId)
        if (clock === undefined) continue
        let count = counts.get(stream.clientId) ?? 0
        while (count < stream.clocks.length && /** @type {number} */ (stream.clocks[count]) <= clock) {
          const sentAt = stream.sentAt[count] ?? 0
          times.push(at - sentAt)
          sent.push(sentAt)
          count++
        }
        counts.set(stream.clientId, count)
      }
    },
    arrived: () => times.length,
    /** @param {number} from edits sent since */
    latencies: (from) => times.filter((_, index) => (sent[index] ?? 0) >= from),
  }
}

/** @param {readonly number[]} received bytes by reader */
function unequal(received) {
  const most = Math.max(...received)
  const least = Math.min(...received)
  return least < most / 2 ? `some readers got ${Math.round((100 * least) / most)} % of what others got` : null
}
