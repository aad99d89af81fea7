import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { below, pick, seeded } from '../support/seeded.ts'
import { openRoom } from './support.ts'

function sync(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

/** Real messages of several kinds, to be broken. */
function messages(): Uint8Array[] {
  const doc = new Y.Doc()
  doc.getText('notes').insert(0, '渣土车夜间扰民')
  doc.getText('notes').delete(1, 2)
  doc.getMap('issues').set('x', new Y.Map([['title', '道路']]))
  const empty = Y.encodeStateVector(new Y.Doc())
  return [
    sync((encoder) => syncProtocol.writeSyncStep1(encoder, doc)),
    sync((encoder) => syncProtocol.writeSyncStep2(encoder, doc, empty)),
    sync((encoder) => syncProtocol.writeUpdate(encoder, Y.encodeStateAsUpdate(doc))),
    Uint8Array.from([1, 8, 1, 5, 0, 4, 0x22, 0x78, 0x79, 0x22]),
    Uint8Array.from([3]),
  ]
}

function broken(random: () => number, message: Uint8Array): Uint8Array {
  const bytes = [...message]
  for (let edits = 1 + below(random, 4); edits > 0; edits--) {
    const at = below(random, bytes.length + 1)
    const kind = below(random, 4)
    if (kind === 0) bytes.splice(at, 1)
    else if (kind === 1) bytes.splice(at, 0, below(random, 256))
    else if (kind === 2) bytes[at] = below(random, 256)
    else bytes.length = at
  }
  return Uint8Array.from(bytes)
}

test.each([1, 2, 3])('[F7] broken messages throw nothing and stop nobody else, and what was noted gives the same document (seed %i)', (seed) => {
  const random = seeded(seed)
  const { room, clock, client, batches } = openRoom()
  const [a, b] = [client('a', 1), client('b', 2)]
  clock.advance(100)
  const originals = messages()
  const reasons = new Set<string>()
  for (let n = 0; n < 150; n++) {
    const vandal = client('vandal', 1000 + n)
    vandal.sendRaw(broken(random, pick(random, originals)))
    clock.advance(10)
    for (const reason of vandal.closed) reasons.add(reason)
    vandal.disconnect()
    vandal.destroy()
  }
  a.doc.getMap('agenda').set('after', new Y.Map([['title', seed]]))
  clock.advance(100)
  const again = new Y.Doc()
  for (const { update } of batches) Y.applyUpdate(again, update)
  expect({
    read: b.doc.getMap('agenda').toJSON()['after'],
    others: [...a.closed, ...b.closed],
    isDamageNamed: reasons.has('message-damaged'),
    noted: again.getMap('agenda').toJSON(),
  }).toEqual({ read: { title: seed }, others: [], isDamageNamed: true, noted: room.doc.getMap('agenda').toJSON() })
}, 30_000)
