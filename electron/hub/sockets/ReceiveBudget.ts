/** Unfinished messages may take so much memory, in bytes: those of one session, and all together. */
const PER_SESSION = 48 * 1024 * 1024
const OVERALL = 512 * 1024 * 1024

/** Counts what has come of messages that are not whole yet: each may be long, and a session may have many connections. */
export class ReceiveBudget {
  readonly #bySession = new Map<string, number>()
  #all = 0

  /** One connection of a session. */
  open(sessionId: string): { take(bytes: number): boolean; reset(): void } {
    let own = 0
    const add = (bytes: number): void => {
      own += bytes
      this.#all += bytes
      const sum = (this.#bySession.get(sessionId) ?? 0) + bytes
      if (sum > 0) this.#bySession.set(sessionId, sum)
      else this.#bySession.delete(sessionId)
    }
    return {
      /** @returns false if it is too much. */
      take: (bytes) => {
        add(bytes)
        return (this.#bySession.get(sessionId) ?? 0) <= PER_SESSION && this.#all <= OVERALL
      },
      /** A message is whole, or the connection is gone. */
      reset: () => add(-own),
    }
  }
}
