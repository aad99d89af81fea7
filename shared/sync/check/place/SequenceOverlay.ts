import * as Y from 'yjs'
import type { Id, Struct } from '../readUpdate.ts'
import { firstItem, lastItem } from '../storedType.ts'
import { findStored, type FreshStruct, type Steps } from './freshStructs.ts'
import type { Sequence } from './TypePlace.ts'

/** A run of elements, of the document or fresh; cut where something goes in between. */
interface Node {
  readonly client: number
  readonly clock: number
  length: number
  readonly origin: Id | null
  readonly rightOrigin: Id | null
  /** Undefined: as the document has it. */
  right: Node | null | undefined
  readonly source: Y.Item | FreshStruct
}

/** What comparing with one concurrent insertion costs, in steps. */
const COMPARISON = 8

export type Integrated = 'placed' | 'damaged' | 'too-large'

/**
 * A sequence as it will be once fresh structs are in, laid over the document's own without changing it. It follows the
 * rules by which Yjs finds the place among concurrent insertions, so that it knows the outcome before Yjs does.
 */
export class SequenceOverlay {
  readonly #doc: Y.Doc
  readonly #sequence: Sequence
  readonly #steps: Steps
  /** Pieces of each run, by clock. */
  readonly #pieces = new Map<Y.Item | FreshStruct, Node[]>()
  readonly #findFresh: (id: Id) => FreshStruct | undefined
  #first: Node | null | undefined = undefined

  constructor(doc: Y.Doc, sequence: Sequence, findFresh: (id: Id) => FreshStruct | undefined, steps: Steps) {
    this.#doc = doc
    this.#sequence = sequence
    this.#findFresh = findFresh
    this.#steps = steps
  }

  /** Puts a struct in whose origins stand in this sequence already. 'damaged' if its origins stand the wrong way round. */
  integrate(fresh: FreshStruct): Integrated {
    const { struct } = fresh
    const left = struct.origin && this.#endingAt(struct.origin)
    const right = struct.rightOrigin && this.#startingAt(struct.rightOrigin)
    if (left === undefined || right === undefined) return 'damaged'
    if (left && right && !this.#isInOrder(left, right, struct)) return this.#steps.left < 0 ? 'too-large' : 'damaged'
    const { client, clock, length, origin, rightOrigin } = struct
    const node: Node = { client, clock, length, origin, rightOrigin, right: null, source: fresh }
    const place = this.#leftNeighbour(node, left, right)
    if (this.#steps.left < 0) return 'too-large'
    this.#link(node, place)
    this.#pieces.set(fresh, [node])
    return 'placed'
  }

  /** True if nothing stands to the right of the struct: under a key, it is what counts. */
  isLast(fresh: FreshStruct): boolean {
    const node = this.#pieces.get(fresh)?.at(-1)
    return node !== undefined && this.#rightOf(node) === null
  }

  /** Where among concurrent insertions the node goes: to the right of the returned one, or first. */
  #leftNeighbour(node: Node, left: Node | null, right: Node | null): Node | null {
    let place = left
    const passed = new Set<Node>()
    const conflicting = new Set<Node>()
    for (let other = left ? this.#rightOf(left) : this.#head(); other !== null && other !== right; other = this.#rightOf(other)) {
      if ((this.#steps.left -= COMPARISON) < 0) break
      passed.add(other)
      conflicting.add(other)
      if (isSameId(node.origin, other.origin)) {
        // Inserted at the same place: the smaller client id comes first.
        if (other.client < node.client) {
          place = other
          conflicting.clear()
        } else if (isSameId(node.rightOrigin, other.rightOrigin)) break
      } else {
        const origin = other.origin === null ? undefined : this.#at(other.origin)
        // It hangs on something left of our origin: from here on nothing concerns us.
        if (!origin || !passed.has(origin)) break
        if (!conflicting.has(origin)) {
          place = other
          conflicting.clear()
        }
      }
    }
    return place
  }

  #isInOrder(left: Node, right: Node, struct: Struct): boolean {
    if (left.source === right.source) return left.clock < right.clock
    // What was written to the left of something stands there for good, and so on the right.
    if (isSameId(left.rightOrigin, struct.rightOrigin) || isSameId(right.origin, struct.origin)) return true
    for (let node = this.#rightOf(left); node !== null; node = this.#rightOf(node)) {
      if (node === right) return true
      if (this.#steps.left-- < 0) return false
    }
    return false
  }

  #link(node: Node, left: Node | null): void {
    node.right = left ? this.#rightOf(left) : this.#head()
    if (left) left.right = node
    else this.#first = node
  }

  #head(): Node | null {
    if (this.#first !== undefined) return this.#first
    const { type, key } = this.#sequence
    let item = type.stored && (key === null ? firstItem(type.stored) : lastItem(type.stored, key))
    while (item !== null && item.left !== null) item = item.left
    this.#first = item && (this.#piecesOf(item)[0] ?? null)
    return this.#first
  }

  #rightOf(node: Node): Node | null {
    if (node.right !== undefined) return node.right
    const next = node.source instanceof Y.Item ? node.source.right : null
    node.right = next && (this.#piecesOf(next)[0] ?? null)
    return node.right
  }

  #piecesOf(source: Y.Item): Node[] {
    const known = this.#pieces.get(source)
    if (known) return known
    const { id, length, origin, rightOrigin } = source
    const pieces: Node[] = [{ client: id.client, clock: id.clock, length, origin, rightOrigin, right: undefined, source }]
    this.#pieces.set(source, pieces)
    return pieces
  }

  #at(id: Id): Node | undefined {
    const fresh = this.#findFresh(id)
    const stored = fresh ? undefined : findStored(this.#doc, id)
    const pieces = fresh ? this.#pieces.get(fresh) : stored instanceof Y.Item ? this.#piecesOf(stored) : undefined
    return pieces?.[pieceAt(pieces, id.clock)]
  }

  #endingAt(id: Id): Node | undefined {
    const node = this.#at(id)
    if (node && id.clock + 1 < node.clock + node.length) this.#cut(node, id.clock + 1)
    return node
  }

  #startingAt(id: Id): Node | undefined {
    const node = this.#at(id)
    return node && node.clock < id.clock ? this.#cut(node, id.clock) : node
  }

  /** @returns the part from `clock` on. */
  #cut(node: Node, clock: number): Node {
    const right = this.#rightOf(node)
    const { client, rightOrigin, source } = node
    const part: Node = { client, clock, length: node.clock + node.length - clock, origin: { client, clock: clock - 1 }, rightOrigin, right, source }
    node.length = clock - node.clock
    node.right = part
    const pieces = this.#pieces.get(source)
    pieces?.splice(pieceAt(pieces, clock) + 1, 0, part)
    return part
  }
}

/** Index of the last piece that begins at `clock` or before. */
function pieceAt(pieces: readonly Node[], clock: number): number {
  let low = 0
  let high = pieces.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((pieces[middle]?.clock ?? 0) <= clock) low = middle
    else high = middle - 1
  }
  return low
}

export function isSameId(a: Id | null, b: Id | null): boolean {
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)
}
