import { CROCKFORD, inGroups } from '../../lib/crockford.ts'
import { assert } from '../../lib/assert.ts'
import type { Sha256 } from './merkle.ts'
import type { NoteKey } from './note.ts'

const LETTERS = 24
const BITS = 5

/**
 * The first 120 bits of a hash for print, `7ZK2-…` in six groups of four: whoever wants another one that prints the same
 * tries 2^120 times; whoever makes two at will until they print the same, 2^60 times.
 */
export function shortRoot(hash: Uint8Array): string {
  assert(hash.length * 8 >= LETTERS * BITS, 'a hash is long enough to be shortened')
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return inGroups(Array.from({ length: LETTERS }, (_, index) => CROCKFORD[Number.parseInt(bits.slice(index * BITS, (index + 1) * BITS), 2)] ?? '').join(''))
}

/** By which people know a ledger's key: the same short form, of SHA-256 of its 32 bytes. */
export function keyFingerprint(sha256: Sha256, { publicKey }: Pick<NoteKey, 'publicKey'>): string {
  return shortRoot(sha256(publicKey))
}
