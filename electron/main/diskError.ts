import { err, type Result } from '../../shared/lib/result.ts'
import type { HostError } from '../../shared/ipc.ts'

const KINDS: Readonly<Record<string, HostError['kind']>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
  ENOENT: 'not-writable',
  ENOTDIR: 'not-writable',
  EBUSY: 'not-writable',
  EIO: 'not-writable',
  EFBIG: 'disk-full',
}

/** What a failed write means to a person. @throws `error` itself if it does not come from the file system. */
export function diskError(error: unknown): Result<never, HostError> {
  const kind = error instanceof Error && 'code' in error ? KINDS[String(error.code)] : undefined
  if (!kind) throw error
  return err({ kind })
}
