import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** What a journal needs of the disk; a test passes one that fails. Every function throws the system's error. */
export interface JournalFiles {
  /** `r+` an existing file, `w` a new or emptied one. @returns a descriptor. */
  open(path: string, flags: 'r+' | 'w'): number
  /** @returns how many bytes were written, which may be fewer than asked. */
  write(descriptor: number, bytes: Uint8Array, offset: number, position: number): number
  truncate(descriptor: number, length: number): void
  sync(descriptor: number): void
  /** Like `sync`, off this thread. */
  syncSoon(descriptor: number, done: (error: Error | null) => void): void
  close(descriptor: number): void
  rename(from: string, to: string): void
  remove(path: string): void
}

export const DISK: JournalFiles = {
  open: (path, flags) => openSync(path, flags, 0o600),
  write: (descriptor, bytes, offset, position) => writeSync(descriptor, bytes, offset, bytes.length - offset, position),
  truncate: ftruncateSync,
  sync: fsyncSync,
  syncSoon: fdatasync,
  close: closeSync,
  rename: (from, to) => {
    renameSync(from, to)
    syncFolder(dirname(to))
  },
  remove: (path) => rmSync(path, { force: true }),
}

/** Makes the rename itself durable. Windows can't open a folder; there it is best effort. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // The file itself is complete and in place either way.
  }
}
