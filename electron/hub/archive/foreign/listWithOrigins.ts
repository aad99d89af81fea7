import { join } from 'node:path'
import type { ArchiveList } from '../../../../shared/api.ts'
import { listRecords } from '../listRecords.ts'
import type { RecordedMeetings } from '../RecordedMeetings.ts'
import { readProvenance } from './provenance.ts'

/** The list of records, each with where it came from as the ledger says it. */
export async function listWithOrigins(dataDir: string, { ledger }: Pick<RecordedMeetings, 'ledger'>): Promise<ArchiveList> {
  const { archives, damaged } = await listRecords(join(dataDir, 'records'))
  const entries = new Map(ledger.entries().map((entry) => [entry.path, entry]))
  const told = archives.map(async (archive) => {
    const entry = entries.get(`records/${archive.file}`)
    const source = entry?.origin === 'foreign' ? await readProvenance(dataDir, entry.sha256) : null
    return { ...archive, origin: entry?.origin ?? ('meeting' as const), source: source && { name: source.name, takenAt: source.takenAt, ledger: source.ledger && { name: source.ledger.name, key: source.ledger.key } } }
  })
  return { archives: await Promise.all(told), damaged }
}
