import { checkProof, type ProofError, type ProvenEntry } from '../../../../shared/archive/ledger/proof.ts'
import type { ArchivedMeeting } from '../../../../shared/archive/readArchive.ts'
import type { VerifyEd25519 } from '../../../../shared/archive/ledger/note.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import { sha256, sha256Hex } from '../../sha256.ts'
import { openSqlite } from '../../sqlite.ts'
import { readRecord } from '../buildRecord.ts'
import { headerProblem, type HeaderProblem } from './headerProblem.ts'
import type { ForeignArchive } from './readForeign.ts'

/** Why an archive from elsewhere is not taken. `proof-of-another`: the proof is right, and not of this file. */
export type ForeignProblem = HeaderProblem | ProofError['kind'] | 'proof-of-another'

export interface CheckedForeign {
  readonly meeting: ArchivedMeeting
  /** Null if it came without proof. */
  readonly proven: ProvenEntry | null
}

/**
 * From the cheapest and safest on: hash and proof, header, and only then the engine, which compares the tables with ours
 * before anything reads from them.
 */
export async function checkForeign({ bytes, proof }: ForeignArchive, verify: VerifyEd25519): Promise<Result<CheckedForeign, { readonly kind: ForeignProblem }>> {
  const proven = proof && (await checkProof(proof, sha256, verify))
  if (proven && !proven.ok) return proven
  if (proven && (proven.value.entry.sha256 !== sha256Hex(bytes) || proven.value.entry.size !== bytes.length)) return err({ kind: 'proof-of-another' })
  const problem = headerProblem(bytes)
  if (problem) return err({ kind: problem })
  const read = readRecord(await openSqlite(), bytes)
  if (!read.ok) return err({ kind: read.error.kind })
  // An archive is written when its meeting closes.
  return read.value.snapshot.info.closedAt === null ? err({ kind: 'damaged' }) : ok({ meeting: read.value, proven: proven?.value ?? null })
}
