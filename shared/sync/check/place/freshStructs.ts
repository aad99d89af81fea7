import * as Y from 'yjs'
import type { Id, Struct, UpdateRead } from '../readUpdate.ts'
import type { Sequence, TypePlace } from './TypePlace.ts'

/** A struct that the document does not have yet, and where it will stand once `placeStruct` found out. */
export interface FreshStruct {
  readonly struct: Struct
  /** Null before it is placed, and for what Yjs will drop because its place is gone. */
  sequence: Sequence | null
  /** What it holds, if it is a type. */
  type: TypePlace | null
}

export interface FreshClient {
  readonly client: number
  readonly structs: readonly FreshStruct[]
  /** Clock after the last of them. */
  readonly end: number
}

/** What an update brings that a document does not have yet. */
export interface FreshStructs {
  readonly clients: ReadonlyMap<number, FreshClient>
  /** The update has more than what is fresh. */
  readonly isPartlyKnown: boolean
}

/** @returns 'early' if something between the document and the update is missing. */
export function freshStructs(doc: Y.Doc, read: UpdateRead): FreshStructs | 'early' {
  const clients = new Map<number, FreshClient>()
  let isPartlyKnown = false
  for (const { client, structs } of read.clients) {
    const known = Y.getState(doc.store, client)
    const fresh: FreshStruct[] = []
    let end = known
    for (const struct of structs) {
      const structEnd = struct.clock + struct.length
      if (structEnd <= known) isPartlyKnown = true
      else if (struct.kind === 'gap' || struct.clock > end) return 'early'
      else {
        isPartlyKnown ||= struct.clock < known
        fresh.push({ struct: struct.clock < known ? rest(struct, known) : struct, sequence: null, type: null })
        end = structEnd
      }
    }
    if (fresh.length > 0) clients.set(client, { client, structs: fresh, end })
  }
  return { clients, isPartlyKnown }
}

/** The part of a run from `clock` on: it stands right after the part before, wherever the run says that it stands. */
function rest(struct: Struct, clock: number): Struct {
  const length = struct.clock + struct.length - clock
  if (struct.kind !== 'item') return { ...struct, clock, length }
  return { ...struct, clock, length, origin: { client: struct.client, clock: clock - 1 }, parent: null, parentSub: null }
}

export function findFresh({ clients }: FreshStructs, { client, clock }: Id): FreshStruct | undefined {
  const structs = clients.get(client)?.structs
  if (!structs) return undefined
  let low = 0
  let high = structs.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = structs[middle]
    if (!found) return undefined
    if (clock < found.struct.clock) high = middle - 1
    else if (clock >= found.struct.clock + found.struct.length) low = middle + 1
    else return found
  }
  return undefined
}

/** The struct of the document that holds `id`, or undefined if it does not know it. */
export function findStored(doc: Y.Doc, { client, clock }: Id): Y.Item | Y.GC | undefined {
  const structs = doc.store.clients.get(client)
  if (structs === undefined || clock >= Y.getState(doc.store, client)) return undefined
  return structs[Y.findIndexSS(structs, clock)]
}

/** How many steps are left (see `UpdateSize`); shared by everything that one check looks at. */
export interface Steps {
  left: number
  /** How often runs of each client were cut in two so far. */
  readonly cuts: Map<number, number>
}

/** Yjs moves every run behind the one that it cuts in two, 64 of them about as fast as it goes from one item to the next. */
export function countCut(doc: Y.Doc, client: number, steps: Steps): void {
  const cuts = (steps.cuts.get(client) ?? 0) + 1
  steps.cuts.set(client, cuts)
  steps.left -= 1 + (((doc.store.clients.get(client)?.length ?? 0) + cuts) >> 6)
}
