import { close, closeSync, fdatasync, fsync, fsyncSync, ftruncateSync, open, openSync, renameSync, rmSync, write, writeSync } from 'node:fs'
import { dirname } from 'node:path'

type Done = (error: Error | null) => void

/**
 * What a journal needs of the disk; a test passes one that fails. Every function throws the system's error; those that
 * end in `Soon` work off this thread and give it to `done` instead.
 */
export interface JournalFiles {
  /** `r+` an existing file, `w` a new or emptied one. @returns a descriptor. */
  open(path: string, flags: 'r+' | 'w'): number
  /** @returns how many bytes were written, which may be fewer than asked. */
  write(descriptor: number, bytes: Uint8Array, offset: number, position: number): number
  writeSoon(descriptor: number, bytes: Uint8Array, offset: number, position: number, done: (error: Error | null, written: number) => void): void
  truncate(descriptor: number, length: number): void
  sync(descriptor: number): void
  syncSoon(descriptor: number, done: Done): void
  close(descriptor: number): void
  rename(from: string, to: string): void
  /** Makes names in the folder of `path` durable. Windows can't open a folder: best effort, never an error. */
  syncFolder(path: string): void
  syncFolderSoon(path: string, done: () => void): void
  remove(path: string): void
}

export const DISK: JournalFiles = {
  open: (path, flags) => openSync(path, flags, 0o600),
  write: (descriptor, bytes, offset, position) => writeSync(descriptor, bytes, offset, bytes.length - offset, position),
  writeSoon: (descriptor, bytes, offset, position, done) => write(descriptor, bytes, offset, bytes.length - offset, position, done),
  truncate: ftruncateSync,
  sync: fsyncSync,
  syncSoon: fdatasync,
  close: closeSync,
  rename: renameSync,
  syncFolder: (path) => {
    try {
      const descriptor = openSync(dirname(path), 'r')
      try {
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
    } catch {
      // The file itself is complete and in place either way.
    }
  },
  syncFolderSoon: (path, done) => {
    open(dirname(path), 'r', (error, descriptor) => {
      if (error) done()
      else fsync(descriptor, () => close(descriptor, () => done()))
    })
  },
  remove: (path) => rmSync(path, { force: true }),
}
