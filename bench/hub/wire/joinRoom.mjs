import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { pause } from '../load/processFigures.mjs'
import { openClient } from './openClient.mjs'
import { AWARENESS, STEP_1, STEP_2, SYNC, syncFrame, UPDATE, wireOf } from './wires.mjs'

/** State vector of an empty document, and the update that adds nothing: zero structs, zero deletes. */
const EMPTY_STATE = new Uint8Array([0])
const EMPTY_UPDATE = new Uint8Array([0, 0])
const SYNC_LIMIT_MS = 120_000

/**
 * @typedef {object} Target where a measurement goes
 * @property {string} url
 * @property {number} pid of the server's process
 * @property {import('./wires.mjs').WireKind} wire
 * @property {readonly { token: string, personId: string }[]} sessions of people who may write issues and notes; used in turn
 * @property {string} secretary token of a secretary, who may write everything
 *
 * @typedef {object} JoinOptions
 * @property {string} [token]
 * @property {Uint8Array} [stateVector] what the client has already
 * @property {Uint8Array} [reply] its answer to the server's step 1
 * @property {(update: Uint8Array, at: number) => void} [onUpdate] of step 2 and live updates; `at` by `performance.now`
 * @property {(update: Uint8Array, at: number) => void} [onPresence]
 *
 * @typedef {object} Joined
 * @property {import('./openClient.mjs').Client} client
 * @property {Uint8Array} prefix for frames to send
 * @property {Promise<number>} synced when step 2 had come, by `performance.now`; rejects if it never does
 */

/**
 * Opens a client and starts the sync as y-websocket does: step 1 at once, step 2 when the server asks.
 * @param {Target} target
 * @param {string} room
 * @param {JoinOptions} [options]
 * @returns {Promise<Joined>}
 */
export async function joinRoom(target, room, { token = '', stateVector = EMPTY_STATE, reply = EMPTY_UPDATE, onUpdate, onPresence } = {}) {
  const { path, protocols, prefix, hello, keepsDocument } = wireOf(target.wire, room, token)
  const step2 = syncFrame(prefix, STEP_2, reply)
  const { promise: synced, resolve, reject } = createOutcome()
  const client = await openClient({ url: target.url, path, protocols }, (payload, self) => {
    const at = performance.now()
    const decoder = decoding.createDecoder(payload)
    decoder.pos = prefix.length
    const type = decoding.readVarUint(decoder)
    if (type === SYNC) {
      const kind = decoding.readVarUint(decoder)
      if (kind === STEP_1) self.send(step2)
      else {
        if (onUpdate) onUpdate(decoding.readVarUint8Array(decoder), at)
        if (kind === STEP_2) resolve(at)
      }
    } else if (type === AWARENESS && onPresence) onPresence(decoding.readVarUint8Array(decoder), at)
  })
  for (const frame of hello) client.send(frame)
  if (keepsDocument) client.send(syncFrame(prefix, STEP_1, stateVector))
  else resolve(performance.now())
  const timer = setTimeout(() => reject(new Error('no step 2')), SYNC_LIMIT_MS)
  timer.unref()
  void client.closed.then(() => reject(new Error(`ended before it was synced: ${client.ended()}`)))
  // Whoever never asks must not crash the process.
  synced.catch(() => undefined)
  return { client, prefix, synced }
}

/**
 * Puts an update into a room and waits until the server has it.
 * @returns the client that did it, still there
 * @param {Target} target
 * @param {string} room
 * @param {Uint8Array} update
 * @param {string} token
 */
export async function pushUpdate(target, room, update, token) {
  const wanted = Y.parseUpdateMeta(update).to
  const seen = { all: false }
  const onUpdate = (/** @type {Uint8Array} */ answer) => {
    const { to } = Y.parseUpdateMeta(answer)
    seen.all ||= [...wanted].every(([id, clock]) => (to.get(id) ?? 0) >= clock)
  }
  const { client, prefix, synced } = await joinRoom(target, room, { token, onUpdate })
  await synced
  client.send(syncFrame(prefix, UPDATE, update))
  const until = performance.now() + SYNC_LIMIT_MS
  for (let wait = 20; !seen.all; wait = Math.min(1_000, wait * 2)) {
    const ended = client.ended()
    if (ended !== null) throw new Error(`the document was refused: ${ended}`)
    if (performance.now() > until) throw new Error('the document was not taken')
    // A question may be answered before what came ahead of it is taken in: asked again, then.
    client.send(syncFrame(prefix, STEP_1, EMPTY_STATE))
    await pause(wait)
  }
  client.wantMessages(false)
  return client
}

/** A promise and what settles it; `Promise.withResolvers` is not in every Node we support. */
function createOutcome() {
  /** @type {{ resolve?: (at: number) => void, reject?: (error: Error) => void }} */
  const settle = {}
  const promise = new Promise((/** @type {(at: number) => void} */ resolve, reject) => void Object.assign(settle, { resolve, reject }))
  return {
    promise,
    resolve: (/** @type {number} */ at) => settle.resolve?.(at),
    reject: (/** @type {Error} */ error) => settle.reject?.(error),
  }
}
