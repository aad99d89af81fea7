import type { Clock } from '../../shared/sync/Clock.ts'

/** Time that passes only when a test says so. */
export interface FakeClock extends Clock {
  /** Runs what is due now, and what that makes due. */
  settle(): void
  /** Lets time pass; what falls due in between runs at its moment. */
  advance(ms: number): void
  /** How many tasks are waiting. */
  readonly waiting: number
}

export function createFakeClock(): FakeClock {
  const tasks = new Set<{ readonly at: number; readonly task: () => void }>()
  let now = 0
  const advance = (ms: number): void => {
    const end = now + ms
    for (;;) {
      const [next] = [...tasks].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)
      if (!next) break
      tasks.delete(next)
      now = Math.max(now, next.at)
      next.task()
    }
    now = Math.max(now, end)
  }
  return {
    now: () => now,
    after: (ms, task) => {
      const entry = { at: now + Math.max(0, ms), task }
      tasks.add(entry)
      return () => void tasks.delete(entry)
    },
    settle: () => advance(0),
    advance,
    get waiting() {
      return tasks.size
    },
  }
}
