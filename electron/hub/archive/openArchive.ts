import { join } from 'node:path'
import { hubCatalogue, type HubCatalogue } from './catalogue/hubCatalogue.ts'
import { openRecords, type RecordsOptions } from './openRecords.ts'
import type { RecordedMeetings } from './RecordedMeetings.ts'
import { sweepTemporary } from './sweepTemporary.ts'

export interface HubArchive {
  readonly records: RecordedMeetings
  /** Follows the records by itself. */
  readonly catalogue: HubCatalogue
  close(): Promise<void>
}

/**
 * Everything a hub has of past meetings, ready to record more. The catalogue takes in meanwhile what it lacks.
 * @throws the system's error if the folder cannot be read or written.
 */
export async function openArchive({ catalogueWorker, ...options }: RecordsOptions & { readonly catalogueWorker: string | undefined }): Promise<HubArchive> {
  const records = await openRecords(options)
  await records.reconcile()
  await sweepTemporary(join(options.dataDir, 'catalogue'))
  const catalogue = hubCatalogue(options.dataDir, catalogueWorker, options.report)
  catalogue.start()
  records.onRecorded(catalogue.add)
  return {
    records,
    catalogue,
    close: async () => {
      await records.close()
      await catalogue.close()
    },
  }
}
