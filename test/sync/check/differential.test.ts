import { array, assert, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { below, seeded } from '../../support/seeded.ts'
import { hear, randomEdit, replica, type Replica } from './randomEdits.ts'
import { takeChecked } from './whatHappens.ts'

/** An honest update is never refused, and never early while each replica's edits come in their order. */
function take(hub: Y.Doc, update: Uint8Array): readonly string[] {
  const { state, wrong } = takeChecked(hub, update, true)
  return state === 'refused' || state === 'early' ? [`an honest update is ${state}`] : wrong
}

function run(hub: Y.Doc, replicas: readonly Replica[], steps: readonly number[]): string[] {
  for (const step of steps) {
    const random = seeded(step)
    const who = replicas[below(random, replicas.length)]
    if (!who) continue
    const kind = below(random, 8)
    const told: string[] = []
    if (kind < 4) randomEdit(who, below(random, 2 ** 30))
    else if (kind === 4) hear(who, Y.encodeStateAsUpdate(hub, Y.encodeStateVector(who.doc)))
    else if (kind === 5) {
      // Comes back after a while: everything that the hub lacks, in one answer.
      who.outbox.length = 0
      told.push(...take(hub, Y.encodeStateAsUpdate(who.doc, Y.encodeStateVector(hub))))
    } else for (const update of who.outbox.splice(0)) told.push(...take(hub, update))
    if (told.length > 0) return told
  }
  return []
}

test('[H2] what is said about an update before it is applied is what it then does, over random edits, undo and merges', () => {
  assert(
    property(array(nat({ max: 2 ** 30 }), { minLength: 5, maxLength: 60 }), (steps) => {
      const replicas = [replica(11), replica(22), replica(33)]
      const hub = new Y.Doc()
      hub.clientID = 99
      expect(run(hub, replicas, steps)).toEqual([])
    }),
    { numRuns: 700 },
  )
}, 60_000)
