import { MOST_FOREIGN_BYTES, PROOF_NAMES, PROOF_PAGE_NAME } from '../../../../../shared/archive/foreign.ts'
import type { ProofTexts } from '../../../../../shared/archive/ledger/proof.ts'
import { err, ok, type Result } from '../../../../../shared/lib/result.ts'
import { unpackExport } from './unpackExport.ts'

/** An archive that is ready to be sent. */
export interface Bundle {
  readonly name: string
  readonly file: Blob
  readonly proof: ProofTexts | null
}

/** Why a file does not leave this machine. `proof-incomplete`: the proof's files came in part, or with several archives. */
export type BundleError = { readonly kind: 'too-large' | 'not-an-archive' | 'zip-unreadable' | 'proof-incomplete' | 'not-readable' }

/** One line of what somebody chose: a file, and what is to be sent of it. */
export interface Chosen {
  readonly name: string
  readonly size: number
  /** Looks into the file when its turn comes. */
  readonly open: () => Promise<Result<Bundle, BundleError>>
}

const PROOF_FILES: readonly string[] = Object.values(PROOF_NAMES)
/** A proof is text of a few pages; see the hub's own limit. */
const MOST_PROOF_BYTES = 1024 * 1024

/** Files that were chosen together: the proof's files belong to the one archive beside them. */
export function bundleFiles(files: readonly File[]): readonly Chosen[] {
  const proof = files.filter(({ name }) => PROOF_FILES.includes(name))
  const archives = files.filter((file) => !proof.includes(file) && (proof.length === 0 || file.name !== PROOF_PAGE_NAME))
  if (proof.length === 0) return archives.map((file) => chosen(file, () => openFile(file)))
  const isWhole = proof.length === PROOF_FILES.length && archives.length === 1
  if (!isWhole) return (archives.length > 0 ? archives : proof).map((file) => chosen(file, async () => err({ kind: 'proof-incomplete' })))
  return archives.map((file) => chosen(file, () => openWithProof(file, proof)))
}

function chosen({ name, size }: File, look: Chosen['open']): Chosen {
  const open = async (): ReturnType<Chosen['open']> => {
    if (size > MOST_FOREIGN_BYTES) return err({ kind: 'too-large' })
    // It was moved or taken away with its stick since it was chosen.
    return look().catch(() => err({ kind: 'not-readable' }))
  }
  return { name, size, open }
}

async function openFile(file: File): Promise<Result<Bundle, BundleError>> {
  if (await beginsWith(file, 'PK\u0003\u0004')) return unpackExport(file)
  return (await isDatabase(file)) ? ok({ name: file.name, file, proof: null }) : err({ kind: 'not-an-archive' })
}

async function openWithProof(file: File, files: readonly File[]): Promise<Result<Bundle, BundleError>> {
  if (!(await isDatabase(file))) return err({ kind: 'not-an-archive' })
  if (files.some(({ size }) => size > MOST_PROOF_BYTES)) return err({ kind: 'too-large' })
  const text = async (wanted: string): Promise<string> => (await files.find(({ name }) => name === wanted)?.text()) ?? ''
  return ok({ name: file.name, file, proof: { entry: await text(PROOF_NAMES.entry), proof: await text(PROOF_NAMES.proof), checkpoint: await text(PROOF_NAMES.checkpoint) } })
}

/** What follows is the hub's to judge; what is no database at all stays here. */
function isDatabase(file: Blob): Promise<boolean> {
  return beginsWith(file, 'SQLite format 3\0')
}

async function beginsWith(file: Blob, magic: string): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(0, magic.length).arrayBuffer())
  return String.fromCodePoint(...bytes) === magic
}
