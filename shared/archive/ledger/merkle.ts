import { assert } from '../../lib/assert.ts'

export type Sha256 = (bytes: Uint8Array) => Uint8Array

/**
 * The Merkle tree of RFC 6962, section 2.1. Every complete subtree is kept, so that adding a leaf, any root and any
 * proof cost about as many hashes as the tree has levels.
 */
export class MerkleTree {
  readonly #sha256: Sha256
  /** `#levels[k][i]` is the hash of the 2^k leaves from i·2^k on. */
  readonly #levels: Uint8Array[][] = [[]]

  constructor(sha256: Sha256) {
    this.#sha256 = sha256
  }

  get size(): number {
    return this.#levels[0]?.length ?? 0
  }

  append(leaf: Uint8Array): void {
    this.#add(0, leafHash(this.#sha256, leaf))
  }

  /** Of the first `size` leaves. */
  root(size: number = this.size): Uint8Array {
    assert(size >= 0 && size <= this.size, 'a root of leaves that are there')
    return size === 0 ? this.#sha256(new Uint8Array()) : this.#hash(0, size)
  }

  /** Audit path of the leaf in the tree of the first `size` leaves, from the leaf upwards. */
  inclusionProof(index: number, size: number = this.size): readonly Uint8Array[] {
    assert(index >= 0 && index < size && size <= this.size, 'a proof of a leaf that is there')
    return this.#path(index, 0, size)
  }

  /** That the first `from` of `to` leaves are the same in both trees. Empty if `from` is 0 or `to`. */
  consistencyProof(from: number, to: number = this.size): readonly Uint8Array[] {
    assert(from >= 0 && from <= to && to <= this.size, 'a proof about trees that are there')
    return from === 0 ? [] : this.#subproof(from, 0, to, true)
  }

  #add(level: number, hash: Uint8Array): void {
    const nodes = (this.#levels[level] ??= [])
    nodes.push(hash)
    const [left, right] = nodes.slice(-2)
    if (nodes.length % 2 === 0 && left && right) this.#add(level + 1, nodeHash(this.#sha256, left, right))
  }

  #hash(start: number, end: number): Uint8Array {
    const width = end - start
    const level = Math.log2(width)
    const known = Number.isInteger(level) && start % width === 0 ? this.#levels[level]?.[start / width] : undefined
    if (known) return known
    const middle = start + largestPowerBelow(width)
    return nodeHash(this.#sha256, this.#hash(start, middle), this.#hash(middle, end))
  }

  #path(index: number, start: number, end: number): Uint8Array[] {
    if (end - start === 1) return []
    const middle = start + largestPowerBelow(end - start)
    return index < middle ? [...this.#path(index, start, middle), this.#hash(middle, end)] : [...this.#path(index, middle, end), this.#hash(start, middle)]
  }

  #subproof(from: number, start: number, end: number, isWhole: boolean): Uint8Array[] {
    if (from === end) return isWhole ? [] : [this.#hash(start, end)]
    const middle = start + largestPowerBelow(end - start)
    if (from <= middle) return [...this.#subproof(from, start, middle, isWhole), this.#hash(middle, end)]
    return [...this.#subproof(from, middle, end, false), this.#hash(start, middle)]
  }
}

export function leafHash(sha256: Sha256, leaf: Uint8Array): Uint8Array {
  return sha256(joined([new Uint8Array([0]), leaf]))
}

/** Whether the leaf stands at `index` in the tree of that size and root. By RFC 9162, section 2.1.3.2. */
export function isIncluded(sha256: Sha256, { leaf, index, size, proof, root }: { leaf: Uint8Array; index: number; size: number; proof: readonly Uint8Array[]; root: Uint8Array }): boolean {
  if (index < 0 || index >= size) return false
  const walk = { node: index, last: size - 1 }
  let hash = leafHash(sha256, leaf)
  for (const sibling of proof) {
    if (walk.last === 0) return false
    if (isRight(walk)) {
      hash = nodeHash(sha256, sibling, hash)
      climbPastLeftEdges(walk)
    } else hash = nodeHash(sha256, hash, sibling)
    climb(walk)
  }
  return walk.last === 0 && isSame(hash, root)
}

/** Whether the tree of `to` leaves begins with the tree of `from` leaves. By RFC 9162, section 2.1.4.2. */
export function isConsistent(sha256: Sha256, from: { size: number; root: Uint8Array }, to: { size: number; root: Uint8Array }, proof: readonly Uint8Array[]): boolean {
  if (from.size < 0 || from.size > to.size) return false
  if (from.size === to.size) return proof.length === 0 && isSame(from.root, to.root)
  if (from.size === 0) return proof.length === 0 && isSame(from.root, sha256(new Uint8Array()))
  const [first, ...rest] = Number.isInteger(Math.log2(from.size)) ? [from.root, ...proof] : proof
  if (!first || proof.length === 0) return false
  const walk = { node: from.size - 1, last: to.size - 1 }
  while (walk.node % 2 === 1) climb(walk)
  const hashes = { from: first, to: first }
  for (const sibling of rest) {
    if (walk.last === 0) return false
    if (isRight(walk)) {
      hashes.from = nodeHash(sha256, sibling, hashes.from)
      hashes.to = nodeHash(sha256, sibling, hashes.to)
      climbPastLeftEdges(walk)
    } else hashes.to = nodeHash(sha256, hashes.to, sibling)
    climb(walk)
  }
  return walk.last === 0 && isSame(hashes.from, from.root) && isSame(hashes.to, to.root)
}

/** A node and the last node of the same level, both by number. */
interface Walk {
  node: number
  last: number
}

function isRight({ node, last }: Walk): boolean {
  return node % 2 === 1 || node === last
}

function climb(walk: Walk): void {
  walk.node = Math.floor(walk.node / 2)
  walk.last = Math.floor(walk.last / 2)
}

/** The last node of a level without a sibling is the same node one level higher. */
function climbPastLeftEdges(walk: Walk): void {
  while (walk.node % 2 === 0 && walk.node !== 0) climb(walk)
}

function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(joined([new Uint8Array([1]), left, right]))
}

/** Below, so that both sides of the split hold something. */
function largestPowerBelow(width: number): number {
  return 2 ** Math.floor(Math.log2(width - 1))
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
