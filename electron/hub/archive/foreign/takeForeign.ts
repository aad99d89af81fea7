import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import type { LedgerEntry } from '../../../../shared/archive/ledger/entry.ts'
import { isSame } from '../../../../shared/archive/ledger/merkle.ts'
import { keyFingerprint, shortRoot } from '../../../../shared/archive/ledger/shortRoot.ts'
import { errorCode } from '../../disk.ts'
import { sha256 } from '../../sha256.ts'
import { foreignName } from '../buildRecord.ts'
import type { RecordedMeetings, RecordError } from '../RecordedMeetings.ts'
import type { ForeignProblem } from './checkForeign.ts'
import type { ExaminedForeign, ForeignDesk } from './ForeignDesk.ts'
import { keepProvenance, type Provenance } from './provenance.ts'

export interface TakenForeign {
  /** The record's path below the workspace's folder. */
  readonly path: string
  readonly entry: LedgerEntry
  /** Whose ledger proved it; null if it came without proof. `isOwn`: this workspace's. */
  readonly ledger: (NonNullable<Provenance['ledger']> & { readonly isOwn: boolean }) | null
  /** Nothing was changed: the very file was here. */
  readonly wasHere: boolean
}

/** `quarantined`: where it is kept and why; otherwise nothing was kept. */
export type TakeForeignError = RecordError | { readonly kind: 'quarantined'; readonly path: string; readonly reason: ForeignProblem }

export interface TakeForeignParts {
  readonly dataDir: string
  readonly records: RecordedMeetings
  readonly now: () => Date
}

/**
 * [A8] Takes an archive that comes from elsewhere into the records, marked as foreign, or keeps it apart with the reason
 * why not. It gets a name that no meeting of this workspace can ever have: somebody who knows a meeting's id can
 * neither replace its record nor take its place before it closes. A record that our own ledger proves comes back under
 * its own name.
 */
export async function takeForeign(parts: TakeForeignParts, desk: ForeignDesk): Promise<Result<TakenForeign, TakeForeignError>> {
  try {
    const examined = await desk.examine()
    if (examined.ok) return await enter(parts, desk, examined.value)
    const reason = examined.error.kind
    return err({ kind: 'quarantined', path: await desk.quarantine(reason, parts.now()), reason })
  } catch (error) {
    const code = errorCode(error)
    if (code === '') throw error
    return err(code === 'ENOSPC' || code === 'EDQUOT' ? { kind: 'disk-full' } : { kind: 'not-writable', code })
  }
}

async function enter({ dataDir, records, now }: TakeForeignParts, { create, isSameAs }: ForeignDesk, { name, facts, proven, proof }: ExaminedForeign): Promise<Result<TakenForeign, TakeForeignError>> {
  const sum = facts.sha256
  const known = records.ledger.entries().find((entry) => entry.sha256 === sum)
  const own = records.ledger.key
  const ledger = proven && {
    name: proven.ledger.name,
    key: keyFingerprint(sha256, proven.ledger),
    root: shortRoot(proven.root),
    treeSize: proven.treeSize,
    isOwn: own !== null && isSame(own.publicKey, proven.ledger.publicKey),
  }
  const isOurs = known !== undefined || ledger?.isOwn === true
  const file = known?.path ?? (ledger?.isOwn ? proven?.entry.path : undefined)
  // First where it came from, then the record: a crash between the two leaves a note too many rather than too few.
  if (!isOurs) await keepProvenance(dataDir, { v: 1, sha256: sum, name, takenAt: now().toISOString(), ledger: ledger && { name: ledger.name, key: ledger.key, root: ledger.root, treeSize: ledger.treeSize }, proof })
  const inHand = { facts, create, factsOf: async (path: string) => ((await isSameAs(path)) ? facts : null) }
  const taken = await records.takeInHand(inHand, isOurs ? (known ?? proven?.entry)?.origin : 'foreign', file?.replace(/^records\//, '') ?? foreignName(facts))
  if (!taken.ok) return taken
  const entry = records.ledger.entries()[taken.value.seq]
  if (!entry) throw new Error('bug: a record that was taken has no entry')
  return ok({ path: taken.value.path, entry, ledger, wasHere: entry === known })
}
