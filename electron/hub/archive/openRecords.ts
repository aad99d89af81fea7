import { join } from 'node:path'
import type { SecretSeal } from './ledger/ledgerKey.ts'
import { SignedLedger, type SignedLedgerOptions } from './ledger/SignedLedger.ts'
import { RecordedMeetings, type RecordedMeetingsParts } from './RecordedMeetings.ts'
import { sweepTemporary } from './sweepTemporary.ts'

export interface RecordsOptions extends Omit<RecordedMeetingsParts, 'ledger'>, Pick<SignedLedgerOptions, 'ed25519'> {
  readonly secrets?: SecretSeal | undefined
}

/**
 * The records of a workspace whose folder is locked by this process. Leftovers of crashes are swept; call `reconcile`
 * before anything is recorded, and `close` at the end.
 * @throws the system's error if the folder cannot be read or written.
 */
export async function openRecords({ secrets, ed25519, ...parts }: RecordsOptions): Promise<RecordedMeetings> {
  const { dataDir, disk, report } = parts
  const ledgerDir = join(dataDir, 'ledger')
  for (const folder of [join(dataDir, 'records'), ledgerDir]) await sweepTemporary(folder)
  const ledger = await SignedLedger.open({ ledgerDir, report, ...(disk && { files: disk }), ...(secrets && { secrets }), ...(ed25519 !== undefined && { ed25519 }) })
  return new RecordedMeetings({ ...parts, ledger })
}
