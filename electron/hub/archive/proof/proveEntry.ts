import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checkpoint } from '../../../../shared/archive/ledger/checkpoint.ts'
import type { LedgerEntry } from '../../../../shared/archive/ledger/entry.ts'
import { isSame, type MerkleTree } from '../../../../shared/archive/ledger/merkle.ts'
import { formatNote, type NoteKey, type SignedNote, type VerifyEd25519 } from '../../../../shared/archive/ledger/note.ts'
import { LedgerProofSchema, type LedgerProof, type ProofTexts } from '../../../../shared/archive/ledger/proof.ts'
import { keyFingerprint, shortRoot } from '../../../../shared/archive/ledger/shortRoot.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import { sha256 } from '../../sha256.ts'
import { CHECKPOINTS_NAME, readDevices, verifiedNote, type Device } from '../ledger/checkpoints.ts'
import { readLedgerKey } from '../ledger/ledgerKey.ts'

/** The ledger as it stands. */
export interface LedgerView {
  readonly tree: MerkleTree
  line(seq: number): string | undefined
}

export interface EntryProof {
  readonly texts: ProofTexts
  /** As minutes print them. */
  readonly root: string
  readonly key: string
  readonly index: number
  readonly treeSize: number
}

export type ProveError =
  /** No checkpoint covers the line, or there is no key to tell whose they are. */
  | { readonly kind: 'unsigned' }
  /** The ledger is not what was signed of it. */
  | { readonly kind: 'ledger-broken' }

/**
 * What proves that the line stands in the ledger, by the first checkpoint that covers it: at its own closing the devices
 * in the room signed that one, and its root is the one that the meeting's minutes can print.
 */
export async function proveEntry(ledgerDir: string, ledger: LedgerView, { seq }: Pick<LedgerEntry, 'seq'>, verify: VerifyEd25519): Promise<Result<EntryProof, ProveError>> {
  const key = await readLedgerKey(ledgerDir)
  const devices = await readDevices(ledgerDir)
  const note = key && (await firstCovering(ledgerDir, ledger, seq, { key, devices, verify }))
  const line = ledger.line(seq)
  if (!key || !note || line === undefined) return err({ kind: 'unsigned' })
  if (!isSame(ledger.tree.root(note.size), note.root)) return err({ kind: 'ledger-broken' })
  const signers = new Set(note.signatures.map(({ name }) => name))
  const proof: LedgerProof = LedgerProofSchema.parse({
    v: 1,
    alg: 'sha256',
    index: seq,
    treeSize: note.size,
    hashes: ledger.tree.inclusionProof(seq, note.size).map(base64),
    ledger: { name: key.name, publicKey: base64(key.publicKey) },
    devices: devices.filter(({ name }) => signers.has(name)).map(({ name, publicKey }) => ({ name, publicKey })),
  })
  return ok({
    texts: { entry: line, proof: `${JSON.stringify(proof, null, 2)}\n`, checkpoint: formatNote(note) },
    root: shortRoot(note.root),
    key: keyFingerprint(sha256, key),
    index: seq,
    treeSize: note.size,
  })
}

async function firstCovering(
  ledgerDir: string,
  { tree }: LedgerView,
  seq: number,
  { key, devices, verify }: { key: NoteKey; devices: readonly Device[]; verify: VerifyEd25519 },
): Promise<(SignedNote & Checkpoint) | null> {
  const names = await readdir(join(ledgerDir, CHECKPOINTS_NAME)).catch(() => [])
  const sizes = names.flatMap((name) => (/^[1-9]\d{0,14}\.note$/.test(name) ? [Number.parseInt(name, 10)] : [])).filter((size) => size > seq && size <= tree.size)
  for (const size of sizes.toSorted((a, b) => a - b)) {
    const text = await readFile(join(ledgerDir, CHECKPOINTS_NAME, `${size}.note`), 'utf8').catch(() => '')
    const note = await verifiedNote(text, key, devices, verify)
    if (note?.size === size) return note
  }
  return null
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
