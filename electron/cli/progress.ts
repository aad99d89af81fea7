const FIRST_AFTER_MS = 2_000
const EVERY_MS = 1_000

/** Tells on stderr how far long work has come; short work passes without a word. @returns what to call with each number of bytes done. */
export function createProgress(now: () => number = () => performance.now(), tell: (line: string) => void = (line) => void process.stderr.write(line)): (bytes: number) => void {
  const state = { done: 0, next: now() + FIRST_AFTER_MS }
  return (bytes) => {
    state.done += bytes
    if (now() < state.next) return
    state.next = now() + EVERY_MS
    tell(`${Math.round(state.done / 1_000_000)} MB\n`)
  }
}

/** The same for things that are counted. @returns what to call with how many of how many are done. */
export function createCountProgress(now: () => number = () => performance.now(), tell: (line: string) => void = (line) => void process.stderr.write(line)): (done: number, all: number) => void {
  const state = { next: now() + FIRST_AFTER_MS }
  return (done, all) => {
    if (now() < state.next) return
    state.next = now() + EVERY_MS
    tell(`${done} / ${all}\n`)
  }
}
