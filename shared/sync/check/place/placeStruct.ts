import * as Y from 'yjs'
import type { DeletedRange, Id } from '../readUpdate.ts'
import { parentOf, typeIn } from '../storedType.ts'
import { UPDATE_LIMITS } from '../updateLimits.ts'
import { mayHold } from './contentRules.ts'
import { countCut, findFresh, findStored, type FreshStruct, type FreshStructs, type Steps } from './freshStructs.ts'
import { isSameId, SequenceOverlay, type Integrated } from './SequenceOverlay.ts'
import { freshPlace, sequenceOf, type Sequence, type TypePlaces } from './TypePlace.ts'

/** What the placing of one update's structs shares. */
export interface Placing {
  readonly doc: Y.Doc
  readonly fresh: FreshStructs
  readonly deleted: ReadonlyMap<number, readonly DeletedRange[]>
  readonly places: TypePlaces
  readonly sections: ReadonlySet<string>
  readonly steps: Steps
  /** Those that the update writes into. */
  readonly sequences: Sequence[]
}

export type Placed = Integrated | 'section-unknown'

/** A place that Yjs has forgotten: what is written there, it drops. */
type Found = Y.Item | FreshStruct | 'forgotten'

/** Finds where a struct will stand. Expects that those it names are placed, or in the document. */
export function placeStruct(fresh: FreshStruct, placing: Placing): Placed {
  const { struct } = fresh
  if (struct.kind !== 'item') return 'placed'
  const sequence = struct.parent === null ? neighbours(fresh, placing) : parents(fresh, placing)
  if (sequence === 'forgotten') return 'placed'
  if (typeof sequence === 'string') return sequence
  const { type, key } = sequence
  if (!mayHold(type.kind, key, struct)) return 'damaged'
  if (struct.type !== null) {
    if (type.depth >= UPDATE_LIMITS.typeDepth) return 'too-large'
    fresh.type = freshPlace(fresh, type, key, struct.type)
  }
  fresh.sequence = sequence
  const placed = key === null ? insert(fresh, sequence, placing) : assign(fresh, sequence, placing)
  if (sequence.fresh.push(fresh) === 1) placing.sequences.push(sequence)
  return placed
}

/** From what stood left and right of it, which must be neighbours in one sequence. */
function neighbours({ struct }: FreshStruct, placing: Placing): Sequence | Placed | 'forgotten' {
  const left = struct.origin && find(struct.origin, placing)
  const right = struct.rightOrigin && find(struct.rightOrigin, placing)
  if (struct.origin && left instanceof Y.Item && struct.origin.clock + 1 < left.id.clock + left.length) countCut(placing.doc, left.id.client, placing.steps)
  if (struct.rightOrigin && right instanceof Y.Item && struct.rightOrigin.clock > right.id.clock) countCut(placing.doc, right.id.client, placing.steps)
  if (placing.steps.left < 0) return 'too-large'
  if (left === 'forgotten' || right === 'forgotten') {
    // Yjs cuts what the other one names all the same, and cutting a pair of surrogates spoils a character.
    const cutsLeft = struct.origin && left instanceof Y.Item && cutsPair(left, struct.origin.clock + 1)
    const cutsRight = struct.rightOrigin && right instanceof Y.Item && cutsPair(right, struct.rightOrigin.clock)
    return cutsLeft || cutsRight ? 'damaged' : 'forgotten'
  }
  const sequence = left && sequenceAround(left, placing.places)
  const other = right && sequenceAround(right, placing.places)
  if (sequence && other && sequence !== other) return 'damaged'
  return sequence ?? other ?? 'damaged'
}

/** From the type that it says it stands in. */
function parents({ struct }: FreshStruct, placing: Placing): Sequence | Placed | 'forgotten' {
  const { parent, parentSub } = struct
  if (parent === null) return 'damaged'
  if (typeof parent === 'string') {
    return placing.sections.has(parent) ? sequenceOf(placing.places.ofRoot(parent), parentSub) : 'section-unknown'
  }
  const found = find(parent, placing)
  if (found === 'forgotten') return 'forgotten'
  if (!(found instanceof Y.Item)) {
    if (found.type) return sequenceOf(found.type, parentSub)
    return found.struct.content === 'deleted' ? 'forgotten' : 'damaged'
  }
  const stored = typeIn(found)
  if (stored) return sequenceOf(placing.places.ofStored(stored), parentSub)
  return found.content instanceof Y.ContentDeleted ? 'forgotten' : 'damaged'
}

/** Under a key. What is written after the value that counts becomes the value; concurrent ones have to be sorted out. */
function assign(fresh: FreshStruct, sequence: Sequence, placing: Placing): Integrated {
  const { struct } = fresh
  if (struct.rightOrigin !== null) return 'damaged'
  // Yjs deletes earlier values one run at a time and fails later at a run of which a part is left.
  if (struct.length > 1 && struct.content !== 'deleted' && !isDeleted(placing.deleted, struct.client, struct.clock, struct.length)) return 'damaged'
  if (!sequence.overlay && isSameId(struct.origin, endOf(sequence.last))) {
    sequence.last = fresh
    return 'placed'
  }
  const placed = overlayOf(sequence, placing, fresh)
  if (sequence.overlay?.isLast(fresh)) sequence.last = fresh
  return placed
}

/** Into a list. Most go next to what this update put in before, or are alone: then nothing has to be laid out. */
function insert(fresh: FreshStruct, sequence: Sequence, placing: Placing): Integrated {
  const { struct } = fresh
  const before = sequence.fresh.at(-1)
  if (!sequence.overlay) {
    if (!before) return isInOrder(fresh, placing)
    if (isSameId(struct.origin, endOf(before)) && isSameId(struct.rightOrigin, before.struct.rightOrigin)) return 'placed'
  }
  return overlayOf(sequence, placing, fresh)
}

function overlayOf(sequence: Sequence, placing: Placing, fresh: FreshStruct): Integrated {
  if (!sequence.overlay) {
    sequence.overlay = new SequenceOverlay(placing.doc, sequence, (id) => findFresh(placing.fresh, id), placing.steps)
    for (const earlier of sequence.fresh) {
      const placed = sequence.overlay.integrate(earlier)
      if (placed !== 'placed') return placed
    }
  }
  return sequence.overlay.integrate(fresh)
}

/** Whether the left neighbour of the first struct in a list stands left of the right one; replicas would part otherwise. */
function isInOrder({ struct }: FreshStruct, placing: Placing): Integrated {
  const { origin, rightOrigin } = struct
  if (!origin || !rightOrigin) return 'placed'
  const left = findStored(placing.doc, origin)
  const right = findStored(placing.doc, rightOrigin)
  if (!(left instanceof Y.Item) || !(right instanceof Y.Item)) return 'damaged'
  if (left === right) return origin.clock < rightOrigin.clock ? 'placed' : 'damaged'
  if (isSameId(left.rightOrigin, rightOrigin)) return 'placed'
  for (let item = left.right; item !== null; item = item.right) {
    if (item === right) return 'placed'
    if (placing.steps.left-- < 0) return 'too-large'
  }
  return 'damaged'
}

/** True if the whole run is among the ranges. */
export function isDeleted(deleted: ReadonlyMap<number, readonly DeletedRange[]>, client: number, clock: number, length: number): boolean {
  const ranges = deleted.get(client)
  if (!ranges) return false
  let low = 0
  let high = ranges.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((ranges[middle]?.clock ?? 0) <= clock) low = middle
    else high = middle - 1
  }
  let covered = clock
  for (let range = ranges[low]; range !== undefined && range.clock <= covered && covered < clock + length; range = ranges[++low]) covered = Math.max(covered, range.end)
  return covered >= clock + length
}

function find(id: Id, { doc, fresh }: Placing): Found {
  const found = findFresh(fresh, id)
  if (found) return found.sequence ? found : 'forgotten'
  const stored = findStored(doc, id)
  return stored instanceof Y.Item ? stored : 'forgotten'
}

function sequenceAround(found: Y.Item | FreshStruct, places: TypePlaces): Sequence | null {
  if (!(found instanceof Y.Item)) return found.sequence
  return sequenceOf(places.ofStored(parentOf(found)), found.parentSub)
}

function endOf(last: Y.Item | FreshStruct | null): Id | null {
  if (last === null) return null
  if (last instanceof Y.Item) return last.lastId
  return { client: last.struct.client, clock: last.struct.clock + last.struct.length - 1 }
}

function cutsPair({ id, content, deleted }: Y.Item, clock: number): boolean {
  if (deleted || !(content instanceof Y.ContentString)) return false
  const offset = clock - id.clock
  const before = content.str.charCodeAt(offset - 1)
  return offset > 0 && offset < content.str.length && before >= 0xd800 && before < 0xdc00
}
