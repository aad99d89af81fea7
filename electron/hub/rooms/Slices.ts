/** Long work on the one thread, in slices of so many ms: everybody else has their turn in between. */
export class Slices {
  readonly #ms: number
  #until: number

  constructor(ms: number) {
    this.#ms = ms
    this.#until = performance.now() + ms
  }

  /** Time for `rest`. */
  get isOver(): boolean {
    return performance.now() >= this.#until
  }

  /** Lets everybody else have their turn if the slice is over, and begins the next one. */
  async rest(): Promise<void> {
    if (!this.isOver) return
    await new Promise((resolve) => setImmediate(resolve))
    this.#until = performance.now() + this.#ms
  }
}
