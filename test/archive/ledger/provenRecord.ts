import { checkpointText, cosign } from '../../../shared/archive/ledger/checkpoint.ts'
import { nextLine, parseLine, type LedgerEntry } from '../../../shared/archive/ledger/entry.ts'
import { MerkleTree } from '../../../shared/archive/ledger/merkle.ts'
import { formatNote, signNote, type NoteKey } from '../../../shared/archive/ledger/note.ts'
import type { ProofTexts } from '../../../shared/archive/ledger/proof.ts'
import { NODE_ED25519 } from '../../../electron/hub/archive/ledger/ed25519.ts'
import { sha256, sha256Hex } from '../../../electron/hub/sha256.ts'

export interface ProvenRecord {
  readonly bytes: Uint8Array
  readonly entry: LedgerEntry
  readonly lines: readonly string[]
  readonly texts: ProofTexts
  readonly ledger: NoteKey
  readonly root: Uint8Array
}

/** The fourth record of a ledger with so many, signed by a key of its own and co-signed by one device. */
export async function provenRecord({ size = 7, bytes = Buffer.from('SQLite format 3\0 the record') }: { readonly size?: number; readonly bytes?: Uint8Array } = {}): Promise<ProvenRecord> {
  const lines: string[] = []
  const tree = new MerkleTree(sha256)
  for (let seq = 0; seq < size; seq++) {
    const digest = seq === 3 ? sha256Hex(bytes) : sha256Hex(`${seq}`)
    const facts = { path: `records/2026/20260305-m${seq}.sqlite`, meetingId: `m${seq}`, title: `第${seq}次会商`, heldOn: '2026-03-05', sha256: digest, contentDigest: sha256Hex('c'), size: seq === 3 ? bytes.length : 1, closedAt: '2026-03-05T16:05:00+08:00', origin: 'meeting', supersedes: null } as const
    const line = nextLine(sha256, seq, lines.at(-1), facts)
    lines.push(line)
    tree.append(Buffer.from(line))
  }
  const [own, device] = [await NODE_ED25519.generate(), await NODE_ED25519.generate()]
  const ledger = { name: 'huishang/test', publicKey: new Uint8Array(own.publicKey) }
  const witness = { name: 'huishang-device/p1/0a1b2c3d', publicKey: new Uint8Array(device.publicKey) }
  const text = checkpointText({ origin: ledger.name, size, root: tree.root() })
  const signatures = [
    await signNote(text, ledger, sha256, (message) => NODE_ED25519.sign(own.privateKey, message)),
    await cosign(text, witness, 1_772_697_900, sha256, (message) => NODE_ED25519.sign(device.privateKey, message)),
  ]
  const proof = { v: 1, alg: 'sha256', index: 3, treeSize: size, hashes: tree.inclusionProof(3).map(base64), ledger: inJson(ledger), devices: [inJson(witness)] }
  const line = lines[3] ?? ''
  const entry = parseLine(line)
  if (!entry) throw new Error('no entry')
  return { bytes, entry, lines, texts: { entry: line, proof: JSON.stringify(proof), checkpoint: formatNote({ text, signatures }) }, ledger, root: tree.root() }
}

function inJson({ name, publicKey }: NoteKey): unknown {
  return { name, publicKey: base64(publicKey) }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
