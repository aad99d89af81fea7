import type { RecordProblem } from '../../../shared/api.ts'
import type { LedgerEntry } from '../../../shared/archive/ledger/entry.ts'
import { isSame, type MerkleTree } from '../../../shared/archive/ledger/merkle.ts'
import type { KeptCheckpoint } from './ledger/checkpoints.ts'
import { LEDGER_NAME } from './ledger/LedgerFile.ts'

const LEDGER_PATH = `ledger/${LEDGER_NAME}`

/** The ledger as it stands, and how many of its lines are no right ones. */
export interface Examined {
  readonly tree: MerkleTree
  readonly broken: readonly number[]
}

/**
 * What is wrong with the ledger by itself and by what was signed of it: a line that does not follow the one before, or
 * another root than was signed, makes it broken; less than was signed makes it truncated.
 */
export function ledgerProblems({ tree, broken }: Examined, checkpoints: readonly KeptCheckpoint[]): readonly RecordProblem[] {
  const signed = checkpoints.flatMap(({ note }) => (note ? [note] : []))
  const isTruncated = signed.some(({ size }) => size > tree.size)
  const isBroken = broken.length > 0 || signed.some(({ size, root }) => size <= tree.size && !isSame(tree.root(size), root))
  const forged = checkpoints.filter(({ note }) => note === null).map(({ path }): RecordProblem => ({ path: `ledger/${path}`, kind: 'signature-invalid' }))
  return [
    ...(isBroken ? [{ path: LEDGER_PATH, kind: 'ledger-broken' as const }] : []),
    ...(isTruncated ? [{ path: LEDGER_PATH, kind: 'ledger-truncated' as const }] : []),
    ...forged,
  ]
}

/** How many lines at the end no signature covers. One is usual for a moment: the line comes before its checkpoint. */
export function unsignedLines({ tree }: Examined, checkpoints: readonly KeptCheckpoint[]): number {
  const covered = checkpoints.map(({ note }) => (note ? Math.min(note.size, tree.size) : 0))
  return tree.size - Math.max(0, ...covered)
}

/** The signature that a ledger of several lines must have is missing. */
export function unsignedProblem(unsigned: number): readonly RecordProblem[] {
  return unsigned > 1 ? [{ path: LEDGER_PATH, kind: 'signature-invalid' }] : []
}

/** What the file is against its entries: null if it is all of them. `found` is its SHA-256, null if it is not there. */
export function fileProblem(path: string, entries: readonly LedgerEntry[], found: string | null): RecordProblem | null {
  if (found === null) return { path, kind: 'missing' }
  return entries.every(({ sha256 }) => sha256 === found) ? null : { path, kind: 'changed' }
}

/** Entries by the path of their file, in the order of the ledger. */
export function byPath(entries: readonly LedgerEntry[]): ReadonlyMap<string, readonly LedgerEntry[]> {
  const paths = new Map<string, LedgerEntry[]>()
  for (const entry of entries) {
    const known = paths.get(entry.path)
    if (known) known.push(entry)
    else paths.set(entry.path, [entry])
  }
  return paths
}
