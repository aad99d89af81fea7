import * as Y from 'yjs'
import { syncFrame, UPDATE } from '../wire/wires.mjs'
import { deskOf } from './fanOut.mjs'
import { createRoom, endedOne, joinMany } from './rooms.mjs'
import { pause, rssMb, untilIdle } from './processFigures.mjs'

const WRITERS = 4
const READERS = 4
const FIRST_WRITER = 1000
const TEXT = '会'.repeat(2_700)
const LIMIT_MS = 90_000

/**
 * Long texts are put into issues and taken out again, so that the document stays small while `megabytes` pass each reader.
 * A writer goes on once its last text has come to another client, so that no server may drop one that is out again.
 * @param {{ target: import('../wire/joinRoom.mjs').Target, meeting: import('./fanOut.mjs').FanOutJob['meeting'], megabytes: number, isStalled: boolean }} job
 * @returns {Promise<{ before: number, peak: number, stalledEnded: string | null, problem: string | null }>} resident MB of the server
 */
export async function stalledReader({ target, meeting, megabytes, isStalled }) {
  const { room, leave } = await createRoom(target, meeting.update)
  /** By writer: its clock as another client has it. @type {Map<number, number>} */
  const seen = new Map()
  const onUpdate = (/** @type {Uint8Array} */ update) => {
    for (const [client, clock] of Y.parseUpdateMeta(update).to) seen.set(client, clock)
  }
  const joined = await joinMany(target, room, Array.from({ length: WRITERS + READERS + 1 }, (_, index) => (index === WRITERS ? { onUpdate } : {})))
  leave()
  const last = joined.at(-1)
  if (!last) throw new Error('nobody has joined')
  for (const { client } of joined) client.wantMessages(false)
  joined[WRITERS]?.client.wantMessages(true)
  const writers = Array.from({ length: WRITERS }, (_, index) => createPaster(meeting, index))
  await untilIdle(target.pid)
  const before = rssMb(target.pid)
  if (isStalled) last.client.pause()

  const until = performance.now() + LIMIT_MS
  let peak = before
  let passed = 0
  for (let turn = 0; passed < megabytes * 1e6; turn++) {
    const writer = turn % WRITERS
    const one = joined[writer]
    const paster = writers[writer]
    if (!one || !paster) break
    while (paster.clock() > (seen.get(paster.clientId) ?? 0) && performance.now() < until && endedOne(joined.slice(0, -1)) === null) await pause(1)
    const frame = syncFrame(one.prefix, UPDATE, paster.paste())
    one.client.send(frame)
    passed += frame.length
    if (turn % 20 === 0) peak = Math.max(peak, rssMb(target.pid))
    if (performance.now() >= until || endedOne(joined.slice(0, -1)) !== null) break
  }
  await untilIdle(target.pid)
  peak = Math.max(peak, rssMb(target.pid))
  const problem = endedOne(joined.slice(0, -1)) ?? (passed < megabytes * 1e6 ? `only ${Math.round(passed / 1e6)} MB passed` : null)
  const stalledEnded = last.client.ended()
  for (const { client } of joined) client.drop()
  return { before, peak, stalledEnded, problem }
}

/** @param {import('./fanOut.mjs').FanOutJob['meeting']} meeting @param {number} index */
function createPaster(meeting, index) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, meeting.update)
  doc.clientID = FIRST_WRITER + index
  const issue = doc.getMap('issues').get(deskOf(meeting, index).issueId)
  const detail = issue instanceof Y.Map ? issue.get('detail') : undefined
  if (!(detail instanceof Y.Text)) throw new Error('the meeting has no such desk')
  /** @type {Uint8Array} */
  let update = new Uint8Array()
  doc.on('update', (made) => {
    update = made
  })
  return {
    clientId: doc.clientID,
    clock: () => Y.getState(doc.store, doc.clientID),
    paste: () => {
      doc.transact(() => {
        if (detail.length > 0) detail.delete(0, detail.length)
        detail.insert(0, TEXT)
      })
      return update
    },
  }
}
