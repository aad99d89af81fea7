import type { Clock } from '../../shared/sync/Clock.ts'

/** The process's own time. What is only waited for keeps no process alive. */
export const HUB_CLOCK: Clock = {
  now: () => performance.now(),
  after: (ms, task) => {
    if (ms <= 0) {
      const immediate = setImmediate(task)
      return () => clearImmediate(immediate)
    }
    const timer = setTimeout(task, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
