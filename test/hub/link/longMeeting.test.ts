import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { RECOVERY_NAME, RECOVERY_TO_COME } from '../../../electron/hub/Recovery.ts'
import { frameRecord } from '../../../electron/hub/rooms/framing.ts'
import { encodeEntry, JOURNAL_HEADER, type Claims } from '../../../electron/hub/rooms/journalFormat.ts'
import { loadDocument } from '../../../electron/hub/rooms/loadDocument.ts'
import { readUpdate } from '../../../shared/sync/check/readUpdate.ts'
import { UPDATE_SIZES } from '../../../shared/sync/check/updateLimits.ts'
import { below, pick, seeded } from '../../support/seeded.ts'
import { RawClient } from '../attacks/RawClient.ts'
import { startHub } from '../support.ts'
import { copyOf, linkUp, newWorkspace } from './linkSupport.ts'

const FIRST_WRITER = 4_000_000_000
const WRITERS = 60
const CARDS = 200
const EDITS = 320_000

interface LongMeeting {
  readonly update: Uint8Array
  readonly claims: Claims
}

function journalPath(dataDir: string, room: string): string {
  return join(dataDir, 'rooms', `${encodeURIComponent(room)}.log`)
}

async function read(dataDir: string, room: string) {
  const loaded = await loadDocument(journalPath(dataDir, room), () => undefined)
  if (!loaded.ok) throw new Error(loaded.error.kind)
  return loaded.value
}

/**
 * Three hours of sixty people: 320,000 edits on top of the meeting as its hub has it. Nearly all of them move cards about,
 * which leaves a struct each; the others say what was said.
 */
async function longMeeting(dataDir: string, room: string): Promise<LongMeeting> {
  const { doc, owners } = await read(dataDir, room)
  const random = seeded(3)
  const cards = Array.from({ length: CARDS }, () => new Y.Map<unknown>([['detail', new Y.Text()]]))
  doc.clientID = FIRST_WRITER
  doc.transact(() => cards.forEach((card, n) => doc.getMap('issues').set(`card-${n}`, card)))
  for (let turn = 0; turn < EDITS / 1_000; turn++) {
    doc.clientID = FIRST_WRITER + below(random, WRITERS)
    doc.transact(() => {
      for (let edit = 0; edit < 1_000; edit++) pick(random, cards).set('order', edit)
      const detail = pick(random, cards).get('detail') as Y.Text
      detail.insert(detail.length, '请住建局三日内答复。'.repeat(700))
    })
  }
  const writers = Array.from({ length: WRITERS }, (_, n) => [FIRST_WRITER + n, 'somebody'] as const)
  return { update: Y.encodeStateAsUpdate(doc), claims: [...owners.entries(), ...writers] }
}

/** Cheaper than comparing everything: what is known of every client, and what the cards say. */
function essence(doc: Y.Doc) {
  return { clients: [...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(([a], [b]) => a - b), issues: doc.getMap('issues').toJSON() }
}

/** How long it is, and that no window could bring it at any other time. */
function expectLong({ update }: LongMeeting): void {
  expect({ megabytes: update.length > 8_000_000, asReply: readUpdate(update, UPDATE_SIZES.reply) }).toEqual({ megabytes: true, asReply: { ok: false, error: { kind: 'update-too-large' } } })
}

test('[H7] a hub that has nothing of a meeting gets 320,000 edits of it over the link', { timeout: 120_000 }, async () => {
  const { dataDir, room } = await newWorkspace()
  const copy = await copyOf(dataDir)
  const meeting = await longMeeting(dataDir, room)
  expectLong(meeting)
  await writeFile(journalPath(dataDir, room), Buffer.concat([JOURNAL_HEADER, frameRecord(encodeEntry('snapshot', meeting))]))
  const [hubB, hubA] = [await startHub({ dataDir: copy }), await startHub({ dataDir })]
  await (await linkUp(hubB, hubA)).session.settled()
  await hubB.close()
  await hubA.close()
  const [there, here] = [await read(dataDir, room), await read(copy, room)]
  expect([essence(here.doc), here.owners.entries().filter(([, personId]) => personId === 'somebody').length, (await readFile(journalPath(copy, room))).length > 8_000_000]).toEqual([essence(there.doc), WRITERS, true])
})

test('[H6] a hub restored without a meeting of 320,000 edits gets it back from one window', { timeout: 120_000 }, async () => {
  const { dataDir, room, token } = await newWorkspace()
  const meeting = await longMeeting(dataDir, room)
  expectLong(meeting)
  await writeFile(join(dataDir, RECOVERY_NAME), RECOVERY_TO_COME)
  const { url } = await startHub({ dataDir })
  const window = await RawClient.join(url, room, token)
  window.sendReply(meeting.update)
  await window.read()
  const lost = new Y.Doc()
  Y.applyUpdate(lost, meeting.update)
  expect({ isClosed: window.isClosed, ...essence(window.doc) }).toEqual({ isClosed: false, ...essence(lost) })
})
