import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Removes what crashes left half-written. At the start of the hub, while nobody else writes there. */
export async function sweepTemporary(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries)
    if (entry.isFile() && /^\..+\.tmp$/.test(entry.name)) await rm(join(entry.parentPath, entry.name), { force: true }).catch(() => undefined)
}
