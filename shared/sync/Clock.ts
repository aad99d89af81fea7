/** Time as rooms need it; monotonic, so that a machine that slept or whose clock is set cuts nobody off. */
export interface Clock {
  /** Milliseconds since any fixed moment. */
  now(): number
  /** Runs `task` once after `ms`, 0 meaning as soon as what waits now is done. @returns a function that calls it off. */
  after(ms: number, task: () => void): () => void
}
