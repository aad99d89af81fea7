import type { Result } from '../../../../shared/lib/result.ts'
import type { CreateOutcome } from '../../createFileDurably.ts'
import type { ForeignProblem } from './checkForeign.ts'
import type { ExaminedForeign } from './ForeignDesk.ts'

/** Why what was sent is no archive at all to look into. `message`: what its shape lacks. */
export type OpenError = { readonly kind: 'request-invalid'; readonly message: string } | { readonly kind: 'too-large' }

/**
 * What a thread that looks into one archive is asked: `part` carries the request's body as it came, in order and without
 * an answer; `open` ends it and comes before the others. One is asked after the other.
 */
export type ForeignCall =
  | { readonly call: 'part'; readonly bytes: Uint8Array }
  | { readonly call: 'open' | 'examine' }
  | { readonly call: 'create' | 'isSameAs'; readonly path: string }
  | { readonly call: 'quarantine'; readonly reason: ForeignProblem; readonly at: Date }

export interface ForeignAnswers {
  readonly open: Result<void, OpenError>
  readonly examine: Result<ExaminedForeign, { readonly kind: ForeignProblem }>
  readonly create: CreateOutcome
  readonly isSameAs: boolean
  readonly quarantine: string
}

/** `code` of the system's error; empty for a bug. */
export type ForeignReply =
  | { readonly reply: 'answer'; readonly answer: ForeignAnswers[keyof ForeignAnswers] }
  | { readonly reply: 'error'; readonly code: string; readonly stack: string }

export interface ForeignThreadData {
  readonly dataDir: string
}
