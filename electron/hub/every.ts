import type { Clock } from '../../shared/sync/Clock.ts'

/** Runs `task` every `ms` by the clock, the first time after that long. @returns stops */
export function every(clock: Clock, ms: number, task: () => void): () => void {
  const held = { stop: (): void => undefined }
  const turn = (): void => {
    held.stop = clock.after(ms, turn)
    task()
  }
  held.stop = clock.after(ms, turn)
  return () => held.stop()
}
