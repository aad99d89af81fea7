import { join } from 'node:path'
import type { ApiParts } from '../http/Route.ts'
import { hubCatalogue, type HubCatalogue } from './catalogue/hubCatalogue.ts'
import { foreignRequests } from './foreign/foreignRequests.ts'
import { listWithOrigins } from './foreign/listWithOrigins.ts'
import { openRecords, type RecordsOptions } from './openRecords.ts'
import type { RecordedMeetings } from './RecordedMeetings.ts'
import { sweepTemporary } from './sweepTemporary.ts'

export interface HubArchive {
  readonly records: RecordedMeetings
  /** Follows the records by itself. */
  readonly catalogue: HubCatalogue
  /** What is asked of it over HTTP. */
  readonly api: Pick<ApiParts, 'records' | 'listArchives' | 'searchArchives' | 'foreignRequests'>
  close(): Promise<void>
}

/** Built files of the threads. */
interface Threads {
  readonly catalogueWorker: string | undefined
  readonly foreignWorker: string | undefined
}

/**
 * Everything a hub has of past meetings, ready to record more. The catalogue takes in meanwhile what it lacks.
 * @throws the system's error if the folder cannot be read or written.
 */
export async function openArchive({ catalogueWorker, foreignWorker, ...options }: RecordsOptions & Threads): Promise<HubArchive> {
  const records = await openRecords(options)
  await records.reconcile()
  await sweepTemporary(join(options.dataDir, 'catalogue'))
  const catalogue = hubCatalogue(options.dataDir, catalogueWorker, options.report)
  catalogue.start()
  records.onRecorded(catalogue.add)
  return {
    records,
    catalogue,
    api: { records, listArchives: () => listWithOrigins(options.dataDir, records), searchArchives: catalogue.search, foreignRequests: foreignRequests(options.dataDir, foreignWorker) },
    close: async () => {
      await records.close()
      await catalogue.close()
    },
  }
}
