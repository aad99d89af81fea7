import type { JournalFiles } from './journalFiles.ts'

/** @returns the position behind what was written. @throws the system's error. */
export function writeAll(files: JournalFiles, descriptor: number, bytes: Uint8Array, position: number): number {
  let offset = 0
  while (offset < bytes.length) offset += atLeastOne(files.write(descriptor, bytes, offset, position + offset))
  return position + bytes.length
}

/** Like `writeAll`, off this thread. */
export async function writeAllSoon(files: JournalFiles, descriptor: number, bytes: Uint8Array, position: number): Promise<number> {
  let offset = 0
  while (offset < bytes.length) offset += atLeastOne(await writeSome(files, descriptor, bytes, offset, position))
  return position + bytes.length
}

function writeSome(files: JournalFiles, descriptor: number, bytes: Uint8Array, offset: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    files.writeSoon(descriptor, bytes, offset, position + offset, (error, written) => (error ? reject(error) : resolve(written)))
  })
}

/** A disk that fills up first takes a part without complaint, and then nothing. */
function atLeastOne(written: number): number {
  if (written <= 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
  return written
}

export function syncOf(files: JournalFiles, descriptor: number): Promise<void> {
  return new Promise((resolve, reject) => files.syncSoon(descriptor, (error) => (error ? reject(error) : resolve())))
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

export function tryTo(attempt: () => void): void {
  try {
    attempt()
  } catch {
    // The caller has a failure to report already.
  }
}

export function errorName(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
