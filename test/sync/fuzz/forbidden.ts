import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { MESSAGE_SYNC } from '../../../shared/sync/protocol.ts'
import { forged } from '../../support/forged.ts'
import { mutated } from '../../support/mutate.ts'
import { rawItem, rawUpdate } from '../../support/rawUpdate.ts'
import { below, pick } from '../../support/seeded.ts'
import type { Random } from './deeds.ts'
import type { SimPeer } from './SimPeer.ts'

/** Stands in everything that a delegate writes where it may not: it must be nowhere in the end. */
export const MARK = '禁止'

interface Target {
  readonly villain: SimPeer
  readonly victim: SimPeer
  readonly random: Random
}

/** An update that must be refused, or null where the document has nothing to aim at. */
export type Forbidden = (target: Target) => Uint8Array | null

function firstRecord(doc: Y.Doc, section: string): Y.Map<unknown> | undefined {
  return [...doc.getMap(section).values()].find((value): value is Y.Map<unknown> => value instanceof Y.Map)
}

function fieldOf(section: string, field: string): Forbidden {
  return ({ villain }) => (firstRecord(villain.doc, section) ? forged(villain.doc, (doc) => firstRecord(doc, section)?.set(field, MARK)) : null)
}

/** Each as a delegate, whose role may do none of it. */
export const FORBIDDEN: readonly Forbidden[] = [
  fieldOf('agenda', 'title'),
  fieldOf('columns', 'name'),
  fieldOf('info', 'closedAt'),
  fieldOf('info', 'title'),
  fieldOf('agendaEvents', 'by'),
  fieldOf('actionEvents', 'by'),
  ({ villain }) => forged(villain.doc, (doc) => doc.getMap('evil').set(MARK, 1)),
  ({ villain }) => forged(villain.doc, (doc) => doc.getMap('agenda').set(MARK, new Y.Map([['title', MARK]]))),
  ({ villain }) => forged(villain.doc, (doc) => doc.getMap('issues').set(MARK, new Y.Map([['leadDepartmentId', 'another']]))),
  ({ villain }) => forged(villain.doc, (doc) => doc.getMap('actionEvents').set(MARK, new Y.Map([['by', 'another']]))),
  ({ villain }) => forged(villain.doc, (doc) => doc.getMap('notes').set(MARK, new Y.Map([['body', new Y.XmlFragment()]]))),
  // Under the victim's client id, just where its next edit goes.
  ({ victim }) =>
    rawItem([victim.doc.clientID, Y.getState(victim.doc.store, victim.doc.clientID)], { parent: 'issues', key: MARK, content: { is: 'any', values: [MARK] } }),
  ({ villain, random }) => rawItem([villain.doc.clientID + 1, 0], { parent: [below(random, 2 ** 31), 3], key: MARK, content: { is: 'any', values: [MARK] } }),
  // A root that may be written, without a key.
  ({ villain }) => rawItem([villain.doc.clientID + 1, 0], { parent: 'issues', content: { is: 'any', values: [MARK] } }),
  ({ villain }) => Y.convertUpdateFormatV1ToV2(forged(villain.doc, (doc) => doc.getMap('issues').set(MARK, 1))),
  // Deletes of the agenda.
  ({ villain }) => (villain.doc.getMap('agenda').size > 0 ? forged(villain.doc, (doc) => doc.getMap('agenda').clear()) : null),
]

/** Deletes of what the victim will write next, wherever that is. What of it is in the villain's reach counts as the villain's deletes. */
export function preDeletes({ victim, random }: Target): Uint8Array {
  const client = victim.doc.clientID
  return rawUpdate([], [{ client, ranges: [[Y.getState(victim.doc.store, client) + below(random, 3), 1 + below(random, 50)]] }])
}

/** A message of somebody's with faults in it: whatever of it the hub takes is within the sender's rights. */
export function brokenMessage({ villain, victim, random }: Target): Uint8Array {
  const messages = [...villain.said, ...victim.said]
  if (messages.length === 0) return Uint8Array.from([0, 2, 2, 0, 0])
  return mutated(random, pick(random, messages), pick(random, messages))
}

/** Whether the hub would read it as an answer to its question. */
export function isReply(message: Uint8Array): boolean {
  const decoder = decoding.createDecoder(message)
  try {
    return decoding.readVarUint(decoder) === MESSAGE_SYNC && decoding.readVarUint(decoder) === syncProtocol.messageYjsSyncStep2
  } catch {
    return false
  }
}

export function updateMessage(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, 2)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}
