import type { ProofTexts, ProvenEntry } from '../../../../shared/archive/ledger/proof.ts'
import type { Result } from '../../../../shared/lib/result.ts'
import type { CreateOutcome } from '../../createFileDurably.ts'
import type { HeldFacts } from '../buildRecord.ts'
import type { ForeignProblem } from './checkForeign.ts'

/** What was found when an archive from elsewhere was looked into. */
export interface ExaminedForeign {
  /** Of its file there; only ever shown. */
  readonly name: string
  readonly facts: HeldFacts
  /** Null if it came without proof. */
  readonly proven: ProvenEntry | null
  /** As it came. */
  readonly proof: ProofTexts | null
}

/**
 * Where the bytes of an archive from elsewhere are, and all that takes as long as they are: another thread, or this one.
 * @throws from each call the system's error.
 */
export interface ForeignDesk {
  examine(): Promise<Result<ExaminedForeign, { readonly kind: ForeignProblem }>>
  /** By `createFileDurably`; the folder must exist. */
  create(path: string): Promise<CreateOutcome>
  /** Whether the file holds these very bytes. */
  isSameAs(path: string): Promise<boolean>
  /** @returns the path below the workspace's folder. */
  quarantine(reason: ForeignProblem, at: Date): Promise<string>
}
