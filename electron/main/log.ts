import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export type Log = (line: string) => void

const LOG_LIMIT = 1024 * 1024

/**
 * Appends to `path` and to stderr; the file of the start before last is dropped once it has grown. Synchronous, so that
 * the line before a crash is there. Never throws: a full disk must not end a meeting.
 */
export function createLog(path: string, now: () => Date): Log {
  try {
    mkdirSync(dirname(path), { recursive: true })
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(path, `${path}.1`)
  } catch {
    // Stderr remains.
  }
  return (line) => {
    const text = `${now().toISOString()} ${line}\n`
    try {
      process.stderr.write(text)
      appendFileSync(path, text, { mode: 0o600 })
    } catch {
      // Nowhere left to say it.
    }
  }
}

/** For the log only: names and stack of what should not have happened. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
