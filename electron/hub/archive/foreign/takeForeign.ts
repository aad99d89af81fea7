import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import type { LedgerEntry } from '../../../../shared/archive/ledger/entry.ts'
import type { VerifyEd25519 } from '../../../../shared/archive/ledger/note.ts'
import { isSame } from '../../../../shared/archive/ledger/merkle.ts'
import { keyFingerprint, shortRoot } from '../../../../shared/archive/ledger/shortRoot.ts'
import { errorCode } from '../../disk.ts'
import { sha256, sha256Hex } from '../../sha256.ts'
import { foreignName } from '../buildRecord.ts'
import type { RecordedMeetings, RecordError } from '../RecordedMeetings.ts'
import { checkForeign, type CheckedForeign, type ForeignProblem } from './checkForeign.ts'
import { keepProvenance, type Provenance } from './provenance.ts'
import { quarantine } from './quarantine.ts'
import type { ForeignArchive } from './readForeign.ts'

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
  readonly verify: VerifyEd25519
  readonly now: () => Date
}

/**
 * [A8] Takes an archive that comes from elsewhere into the records, marked as foreign, or keeps it apart with the reason
 * why not. It gets a name that no meeting of this workspace can ever have: somebody who knows a meeting's id can
 * neither replace its record nor take its place before it closes. A record that our own ledger proves comes back under
 * its own name.
 */
export async function takeForeign(parts: TakeForeignParts, archive: ForeignArchive): Promise<Result<TakenForeign, TakeForeignError>> {
  try {
    const checked = await checkForeign(archive, parts.verify)
    if (checked.ok) return await enter(parts, archive, checked.value)
    return await setAside(parts, archive, checked.error.kind)
  } catch (error) {
    const code = errorCode(error)
    if (code === '') throw error
    return err(code === 'ENOSPC' || code === 'EDQUOT' ? { kind: 'disk-full' } : { kind: 'not-writable', code })
  }
}

async function setAside({ dataDir, now }: TakeForeignParts, archive: ForeignArchive, reason: ForeignProblem): Promise<Result<never, TakeForeignError>> {
  return err({ kind: 'quarantined', path: await quarantine(dataDir, archive, reason, now()), reason })
}

async function enter(parts: TakeForeignParts, archive: ForeignArchive, { meeting, proven }: CheckedForeign): Promise<Result<TakenForeign, TakeForeignError>> {
  const { dataDir, records, now } = parts
  const { name, bytes, proof } = archive
  const sum = sha256Hex(bytes)
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
  const taken = await records.takeRecord(bytes, isOurs ? (known ?? proven?.entry)?.origin : 'foreign', file?.replace(/^records\//, '') ?? foreignName(meeting.snapshot, sum))
  if (!taken.ok) return taken.error.kind === 'not-a-record' ? setAside(parts, archive, 'damaged') : err(taken.error)
  const entry = records.ledger.entries()[taken.value.seq]
  if (!entry) throw new Error('bug: a record that was taken has no entry')
  return ok({ path: taken.value.path, entry, ledger, wasHere: entry === known })
}
