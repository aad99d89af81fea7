import { fromBase64 } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import { z } from 'zod'
import { err, ok, type Result } from '../../lib/result.ts'
import { cosignedAt, parseCheckpoint } from './checkpoint.ts'
import { parseJson, parseLine, type LedgerEntry } from './entry.ts'
import { isIncluded, type Sha256 } from './merkle.ts'
import { isSignedBy, parseNote, type NoteKey, type VerifyEd25519 } from './note.ts'

/** More levels than any tree has. */
const MOST_HASHES = 64
const MOST_DEVICES = 1_000

const HashSchema = z.base64().length(44)
const KeySchema = z.object({ name: z.string().regex(/^[^\s+]+$/), publicKey: HashSchema })

/** `proof.json` of an export: that a line stands in the ledger that the checkpoint beside it was signed of. */
export const LedgerProofSchema = z.object({
  v: z.literal(1),
  alg: z.literal('sha256'),
  /** Number of the line, from 0. */
  index: z.int().min(0),
  /** Lines under the checkpoint. */
  treeSize: z.int().min(1),
  /** Audit path of RFC 6962 from the leaf upwards, base64. */
  hashes: z.array(HashSchema).max(MOST_HASHES),
  /** By whose key the checkpoint is signed. Only what is known from elsewhere says that it is the right one. */
  ledger: KeySchema,
  /** The devices that co-signed. */
  devices: z.array(KeySchema).max(MOST_DEVICES),
})
export type LedgerProof = z.infer<typeof LedgerProofSchema>

/** What lies beside an exported record. */
export interface ProofTexts {
  /** `entry.json`: the ledger's line. */
  readonly entry: string
  /** `proof.json`. */
  readonly proof: string
  /** `checkpoint.note`. */
  readonly checkpoint: string
}

export interface ProvenEntry {
  readonly entry: LedgerEntry
  readonly ledger: NoteKey
  readonly root: Uint8Array
  readonly treeSize: number
  /** Devices whose co-signatures are right. */
  readonly cosigned: number
}

/** `proof-invalid`: it is not of the form; `not-included`: the line is not where the proof says, in the tree that was signed. */
export type ProofError = { readonly kind: 'proof-invalid' | 'signature-invalid' | 'not-included' }

/** Whether the three belong together. Says nothing about whose key it is. */
export async function checkProof(texts: ProofTexts, sha256: Sha256, verify: VerifyEd25519): Promise<Result<ProvenEntry, ProofError>> {
  // An editor may have added a line feed at the end.
  const line = texts.entry.replace(/\r?\n$/, '')
  const entry = parseLine(line)
  const proof = LedgerProofSchema.safeParse(parseJson(texts.proof))
  const note = parseNote(texts.checkpoint)
  const checkpoint = note && parseCheckpoint(note.text)
  if (!entry || !proof.success || !checkpoint) return err({ kind: 'proof-invalid' })
  const { index, treeSize, hashes, devices } = proof.data
  const ledger = noteKey(proof.data.ledger)
  if (checkpoint.origin !== ledger.name || (await isSignedBy(note, ledger, sha256, verify)) !== true) return err({ kind: 'signature-invalid' })
  const times = await Promise.all(devices.map((device) => cosignedAt(note, noteKey(device), sha256, verify)))
  if (times.includes(false)) return err({ kind: 'signature-invalid' })
  const leaf = { leaf: encodeUtf8(line), index, size: treeSize, proof: hashes.map(fromBase64), root: checkpoint.root }
  if (entry.seq !== index || treeSize !== checkpoint.size || !isIncluded(sha256, leaf)) return err({ kind: 'not-included' })
  return ok({ entry, ledger, root: checkpoint.root, treeSize, cosigned: times.filter((time) => time !== null).length })
}

function noteKey({ name, publicKey }: z.infer<typeof KeySchema>): NoteKey {
  return { name, publicKey: fromBase64(publicKey) }
}
