import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Result } from '../../../shared/lib/result.ts'
import type { Report } from '../inside/events.ts'
import type { Saving } from '../rooms/Saving.ts'
import type { AccessFileError } from './accessFile.ts'
import { AccessStore } from './AccessStore.ts'

export interface OpenAccessOptions {
  readonly dataDir: string
  readonly now: () => Date
  readonly report: Report
  readonly saving: Saving
}

/** Who may enter a workspace, from its folder; what the disk does to that file concerns the whole hub. */
export function openAccess({ dataDir, now, report, saving }: OpenAccessOptions): Promise<Result<AccessStore, AccessFileError>> {
  const file = saving.file()
  return AccessStore.open({
    path: join(dataDir, 'access.json'),
    now,
    newId: randomUUID,
    onSaving: (stoppedBy) => {
      report(stoppedBy === null ? { event: 'saving-works', file: 'access' } : { event: 'saving-stopped', file: 'access', code: stoppedBy })
      file.tell(stoppedBy === null)
    },
  })
}
