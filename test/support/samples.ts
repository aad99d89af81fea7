import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = process.env['HUISHANG_DATA_SAMPLES'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))

/**
 * Path of a sample that others published, or null where the folder is absent: then a test is skipped, see
 * `SAMPLES_ABSENT`. The samples are not part of the project.
 */
export function sample(path: string): string | null {
  const found = join(resolve(folder), path)
  return existsSync(found) ? found : null
}

/** Reason to show with `context.skip`. */
export const SAMPLES_ABSENT = 'the sample folder is absent: set HUISHANG_DATA_SAMPLES to it'
