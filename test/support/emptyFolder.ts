import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from './atEnd.ts'

/** Removed with what is in it at the end of the test, or of the file if it was made before its tests. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'huishang-test-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  return folder
}
