/** Puts words with their positions together, in the order of the words. */
export class PositionWriter {
  readonly #words: number[] = []
  readonly #ends: number[] = []
  #bytes: Uint8Array
  #length = 0

  /** `bytes`: about what will be needed. */
  constructor(bytes: number) {
    this.#bytes = new Uint8Array(Math.max(bytes, 64))
  }

  /** The first `count` of `positions`, which rise. */
  put(word: number, positions: ArrayLike<number>, count: number): void {
    this.#reserve(count * 5)
    const bytes = this.#bytes
    let length = this.#length
    let before = 0
    for (let at = 0; at < count; at++) {
      const position = positions[at] ?? 0
      let rest = position - before
      before = position
      for (; rest > 127; rest >>>= 7) bytes[length++] = (rest & 127) | 128
      bytes[length++] = rest
    }
    this.#length = length
    this.#words.push(word)
    this.#ends.push(length)
  }

  finish(): { readonly words: Float64Array; readonly ends: Uint32Array; readonly positions: Uint8Array } {
    return { words: Float64Array.from(this.#words), ends: Uint32Array.from(this.#ends), positions: this.#bytes.slice(0, this.#length) }
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}
