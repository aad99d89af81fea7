import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { buildRecord, namedBy, recordName } from '../../electron/hub/archive/buildRecord.ts'
import { verifyRecords } from '../../electron/hub/archive/verifyRecords.ts'
import { openSqlite } from '../../electron/hub/sqlite.ts'
import { assert } from '../../shared/lib/assert.ts'
import { measureClosing } from '../closing.ts'
import type { BenchRow } from '../support/printRows.mjs'
import type { Corpus } from './corpus.ts'
import { someMeeting } from './makeRecords.ts'

/** Hashing every record and checking the ledger and its signatures. @returns seconds */
export async function measureVerifying(dataDir: string, meetings: number): Promise<number> {
  const before = performance.now()
  const { records, problems } = await verifyRecords({ dataDir })
  assert(records === meetings && problems.length === 0, 'every record is as it was written')
  return (performance.now() - before) / 1_000
}

/** Closing a meeting of 200 items to a verified record: the same as `npm run bench closing`. */
export function measureClosed(): Promise<readonly BenchRow[]> {
  return measureClosing()
}

/** Writes one more record, of the last year, without telling anybody. @returns its path below the workspace's folder */
export async function writeRecord(dataDir: string, corpus: Corpus, meetings: number, number: number): Promise<string> {
  const snapshot = someMeeting(corpus, meetings - 1, meetings)
  const more = { ...snapshot, info: { ...snapshot.info, id: `more${number}` } }
  const { year, name } = recordName(namedBy(more))
  const path = `records/${year}/${name}.sqlite`
  mkdirSync(dirname(join(dataDir, path)), { recursive: true })
  writeFileSync(join(dataDir, path), buildRecord(await openSqlite(), { snapshot: more, state: new Uint8Array([0, 0]) }, new Date('2026-11-01T00:00:00Z')))
  return path
}
