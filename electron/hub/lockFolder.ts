import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/lib/result.ts'

export interface FolderLock {
  release(): void
}

/**
 * One hub per folder: two would overwrite each other's journals. The lock is a file with the process's id; one whose
 * process is gone (a crash, a power cut) is taken over.
 * @throws the system's error if the folder cannot be written.
 */
export function lockFolder(folder: string): Result<FolderLock, { readonly kind: 'in-use'; readonly path: string }> {
  const path = join(folder, 'hub.lock')
  if (create(path)) return ok(lock(path))
  if (isHeld(path)) return err({ kind: 'in-use', path: folder })
  rmSync(path, { force: true })
  return create(path) ? ok(lock(path)) : err({ kind: 'in-use', path: folder })
}

/** Whether a hub, of this process or another, has the folder now. */
export function isFolderInUse(folder: string): boolean {
  return isHeld(join(folder, 'hub.lock'))
}

/** In a container every start has the same process id, so the moment of the start is kept too. */
const OWN_MARK = `${process.pid} ${performance.timeOrigin}`
const CLOCK_SLACK_MS = 60_000

function create(path: string): boolean {
  try {
    const descriptor = openSync(path, 'wx', 0o600)
    writeSync(descriptor, OWN_MARK)
    closeSync(descriptor)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function lock(path: string): FolderLock {
  return { release: () => rmSync(path, { force: true }) }
}

function isHeld(path: string): boolean {
  const mark = readMark(path)
  const pid = Number(mark?.text.split(' ')[0])
  if (!mark || !Number.isInteger(pid) || pid <= 0) return false
  if (pid === process.pid) return mark.text === OWN_MARK
  // Process ids start again with the machine: whoever has this one now is not who wrote it.
  if (mark.writtenAt < Date.now() - uptime() * 1000 - CLOCK_SLACK_MS) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // The process is there and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function readMark(path: string): { readonly text: string; readonly writtenAt: number } | undefined {
  try {
    return { text: readFileSync(path, 'utf8'), writtenAt: statSync(path).mtimeMs }
  } catch {
    return undefined
  }
}
