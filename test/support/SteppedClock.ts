import type { Clock } from '../../shared/sync/Clock.ts'

interface Task {
  readonly at: number
  readonly run: () => void
}

/** Time that passes only when a test says so. What falls due runs in order, each at its own moment. */
export class SteppedClock implements Clock {
  #now = 0
  #tasks: Task[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, task: () => void): () => void {
    const entry: Task = { at: this.#now + ms, run: task }
    const index = this.#tasks.findIndex(({ at }) => at > entry.at)
    this.#tasks.splice(index < 0 ? this.#tasks.length : index, 0, entry)
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== entry)
    }
  }

  advance(ms: number): void {
    const until = this.#now + ms
    for (let next = this.#tasks[0]; next && next.at <= until; next = this.#tasks[0]) {
      this.#tasks.shift()
      this.#now = next.at
      next.run()
    }
    this.#now = until
  }

  /** How many things are to happen yet: what nobody called off leaks. */
  get waiting(): number {
    return this.#tasks.length
  }
}
