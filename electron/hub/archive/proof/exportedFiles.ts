import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { PROOF_NAMES, PROOF_PAGE_NAME } from '../../../../shared/archive/foreign.ts'
import type { LedgerEntry } from '../../../../shared/archive/ledger/entry.ts'
import type { VerifyEd25519 } from '../../../../shared/archive/ledger/note.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import { sha256Hex } from '../../sha256.ts'
import { proofPage } from './proofPage.ts'
import { proveEntry, type EntryProof, type LedgerView, type ProveError } from './proveEntry.ts'

export interface ExportedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface ExportedRecord {
  /** The record comes first. */
  readonly files: readonly ExportedFile[]
  readonly proof: EntryProof | null
}

/** `missing`, `changed`: the file is not what the ledger says. Nothing of it is given out as if it were. */
export type ExportError = ProveError | { readonly kind: 'missing' | 'changed' }

/** What somebody gets who takes a record away; with its proof on demand, and the page that verifies it. */
export async function exportedFiles(dataDir: string, entry: LedgerEntry, prove: { readonly ledger: LedgerView; readonly verify: VerifyEd25519 } | null): Promise<Result<ExportedRecord, ExportError>> {
  const bytes = await readFile(join(dataDir, entry.path)).catch(() => null)
  if (!bytes) return err({ kind: 'missing' })
  if (sha256Hex(bytes) !== entry.sha256) return err({ kind: 'changed' })
  const record = { name: basename(entry.path), bytes }
  if (!prove) return ok({ files: [record], proof: null })
  const proof = await proveEntry(join(dataDir, 'ledger'), prove.ledger, entry, prove.verify)
  if (!proof.ok) return proof
  const { texts } = proof.value
  const texted = [
    { name: PROOF_NAMES.entry, text: texts.entry },
    { name: PROOF_NAMES.proof, text: texts.proof },
    { name: PROOF_NAMES.checkpoint, text: texts.checkpoint },
    { name: PROOF_PAGE_NAME, text: proofPage() },
  ]
  return ok({ files: [record, ...texted.map(({ name, text }) => ({ name, bytes: Buffer.from(text) }))], proof: proof.value })
}
