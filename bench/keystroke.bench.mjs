import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { percentile, post, startHubProcess, startProcess } from './support/hubProcess.mjs'
import { printRows } from './support/printRows.mjs'

// A key pressed in one window until the other window's document has it: through the hub, which checks, applies and
// journals, and through a relay that only passes bytes on. Both in processes of their own, in turns, in the same run.
const ROUNDS = 10
const KEYS_PER_ROUND = 100
const SYNC = 0

const folder = await mkdtemp(join(tmpdir(), 'huishang-keystroke-'))
const hub = await startHubProcess(folder)
const relay = await startProcess([fileURLToPath(new URL('./support/relay.mjs', import.meta.url))])
try {
  const { token } = await post(hub.url, '/api/join', null, { invite: hub.secretaryInvite, name: 'Bench' })
  const { room } = await post(hub.url, '/api/meetings', token, { title: 'Bench', startsAt: '2026-03-05T14:30:00+08:00' })
  const overHub = await openPair(`${hub.url}/sync/${room}`, ['huishang', token])
  const overRelay = await openPair(relay.url, [])
  await measure(overHub, KEYS_PER_ROUND)
  await measure(overRelay, KEYS_PER_ROUND)
  /** @type {number[]} */
  const viaHub = []
  /** @type {number[]} */
  const viaRelay = []
  for (let round = 0; round < ROUNDS; round++) {
    viaHub.push(...(await measure(overHub, KEYS_PER_ROUND)))
    viaRelay.push(...(await measure(overRelay, KEYS_PER_ROUND)))
  }
  const row = (/** @type {string} */ name, /** @type {number} */ share) => ({
    name: `key to the other person's document, ${name} of ${viaHub.length}`,
    value: percentile(viaHub, share),
    unit: 'ms',
    comparedWith: { name: 'a bare relay', value: percentile(viaRelay, share) },
  })
  printRows([row('median', 0.5), row('95th percentile', 0.95)])
  overHub.close()
  overRelay.close()
} finally {
  await hub.stop()
  await relay.stop()
  await rm(folder, { recursive: true, force: true })
}

/**
 * Two documents joined by two sockets, without anything a client does besides.
 * @param {string} url
 * @param {readonly string[]} protocols
 */
async function openPair(url, protocols) {
  const [writer, reader] = await Promise.all([openEnd(url, protocols), openEnd(url, protocols)])
  if (!writer || !reader) throw new Error('two ends were expected')
  writer.doc.on('update', (update, origin) => {
    if (origin !== 'network') writer.socket.send(frame((encoder) => syncProtocol.writeUpdate(encoder, update)))
  })
  return { writer: writer.doc, reader: reader.doc, close: () => [writer, reader].forEach(({ socket }) => socket.terminate()) }
}

/** @param {string} url @param {readonly string[]} protocols */
async function openEnd(url, protocols) {
  const doc = new Y.Doc()
  const socket = new WebSocket(url.replace(/^http/, 'ws'), [...protocols])
  socket.binaryType = 'arraybuffer'
  socket.on('message', (data, isBinary) => {
    if (!isBinary || !(data instanceof ArrayBuffer)) return
    const decoder = decoding.createDecoder(new Uint8Array(data))
    if (decoding.readVarUint(decoder) !== SYNC) return
    const answer = encoding.createEncoder()
    encoding.writeVarUint(answer, SYNC)
    syncProtocol.readSyncMessage(decoder, answer, doc, 'network')
    if (encoding.length(answer) > 1) socket.send(encoding.toUint8Array(answer))
  })
  await once(socket, 'open')
  socket.send(frame((encoder) => syncProtocol.writeSyncStep1(encoder, doc)))
  return { doc, socket }
}

/** @param {(encoder: encoding.Encoder) => void} write */
function frame(write) {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, SYNC)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

/**
 * @param {{ writer: Y.Doc, reader: Y.Doc }} pair
 * @param {number} keys
 * @returns {Promise<number[]>} milliseconds per key
 */
async function measure({ writer, reader }, keys) {
  const times = []
  const text = writer.getText('bench')
  for (let key = 0; key < keys; key++) {
    const arrived = new Promise((resolve) => reader.once('update', resolve))
    const before = performance.now()
    text.insert(text.length, '会')
    await arrived
    times.push(performance.now() - before)
  }
  return times
}
