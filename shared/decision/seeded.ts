/**
 * Numbers in [0, 1) that are the same for the same seed on every machine: xoshiro128** 1.1 (D. Blackman and S. Vigna,
 * "Scrambled linear pseudorandom number generators", ACM Trans. Math. Softw. 47(4), 2021), its state filled from the
 * seed through the finaliser of MurmurHash3 (A. Appleby). A frozen result names its seed, so neither may ever change.
 */
export function seeded(seed: number): () => number {
  const fill = [1, 2, 3, 4].map((place) => finalised(seed + Math.imul(place, 0x9e3779b9)))
  const next = xoshiro128(fill as [number, number, number, number])
  return () => next() / 2 ** 32
}

/** xoshiro128** itself: whole numbers of 32 bits. The state must not be all zeros. */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const drawn = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11)
    return drawn
  }
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

function finalised(word: number): number {
  let mixed = word | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
