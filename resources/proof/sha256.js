/** SHA-256 by FIPS 180-4, for pages that the browser gives no WebCrypto to. Slower, and the same.
 * @param {Uint8Array} bytes
 * @returns {Uint8Array<ArrayBuffer>} */
export function plainSha256(bytes) {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n)
  const state = SHA256_FIRST.slice()
  for (let offset = 0; offset < padded.length; offset += 64) sha256Block(state, view, offset)
  const digest = new DataView(new ArrayBuffer(32))
  state.forEach((word, index) => digest.setUint32(index * 4, word))
  return new Uint8Array(digest.buffer)
}

const SHA256_WORDS = new Uint32Array(64)

/**
 * @param {Uint32Array} state
 * @param {DataView} view
 * @param {number} offset
 */
function sha256Block(state, view, offset) {
  const w = SHA256_WORDS
  for (let t = 0; t < 16; t++) w[t] = view.getUint32(offset + t * 4)
  for (let t = 16; t < 64; t++) w[t] = smallSigma(word(w, t - 2), 17, 19, 10) + word(w, t - 7) + smallSigma(word(w, t - 15), 7, 18, 3) + word(w, t - 16)
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let t = 0; t < 64; t++) {
    const first = (h + bigSigma(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + word(SHA256_ROUNDS, t) + word(w, t)) | 0
    const second = (bigSigma(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  ;[a, b, c, d, e, f, g, h].forEach((value, index) => (state[index] = word(state, index) + value))
}

/** @type {(words: Uint32Array, index: number) => number} */
const word = (words, index) => words[index] ?? 0
/** @type {(x: number, n: number) => number} */
const turned = (x, n) => (x >>> n) | (x << (32 - n))
/** @type {(x: number, a: number, b: number, c: number) => number} */
const bigSigma = (x, a, b, c) => turned(x, a) ^ turned(x, b) ^ turned(x, c)
/** @type {(x: number, a: number, b: number, c: number) => number} */
const smallSigma = (x, a, b, c) => turned(x, a) ^ turned(x, b) ^ (x >>> c)

/** The first 32 bits behind the point of the square (or cube) roots of the first primes; by whole numbers, hence exact.
 * @param {number} count
 * @param {bigint} degree
 * @returns {Uint32Array} */
function primeRoots(count, degree) {
  /** @type {number[]} */
  const primes = []
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return Uint32Array.from(primes, (prime) => Number(BigInt.asUintN(32, wholeRoot(BigInt(prime) << (32n * degree), degree))))
}

/** @param {bigint} value
 * @param {bigint} degree
 * @returns {bigint} the largest whole number whose power is not above the value */
function wholeRoot(value, degree) {
  let root = 0n
  for (let bit = 1n << 40n; bit > 0n; bit >>= 1n) if ((root + bit) ** degree <= value) root += bit
  return root
}

const SHA256_FIRST = primeRoots(8, 2n)
const SHA256_ROUNDS = primeRoots(64, 3n)
