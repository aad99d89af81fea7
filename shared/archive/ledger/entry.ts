import { toHexString } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import { z } from 'zod'
import { DaySchema, IdSchema, InstantSchema } from '../../schema/values.ts'
import { canonicalJson } from '../../lib/canonicalJson.ts'
import type { Sha256 } from './merkle.ts'

export const Sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/** Where a record came from: held here, imported from other programs' files, or taken over from another workspace. */
export const OriginSchema = z.enum(['meeting', 'imported', 'foreign'])
export type Origin = z.infer<typeof OriginSchema>

/** One record in the ledger. Every key is always there; `docs/ledger-format.md` says what each means. */
export const LedgerEntrySchema = z.strictObject({
  v: z.literal(1),
  /** From 0: also the number of its leaf. */
  seq: z.int().min(0),
  /** SHA-256 of the line before; zeros in the first. */
  prev: Sha256Schema,
  /** Below the workspace's folder, with `/`. */
  path: z.string().regex(/^records\/\d{4}\/[\w-]+\.sqlite$/),
  /** The file's name without its ending. */
  archiveId: z.string().regex(/^[\w-]+$/),
  meetingId: IdSchema,
  title: z.string(),
  heldOn: DaySchema,
  /** Of the whole file. */
  sha256: Sha256Schema,
  contentDigest: Sha256Schema,
  /** In bytes. */
  size: z.int().min(0),
  closedAt: InstantSchema,
  origin: OriginSchema,
  /** SHA-256 of the file that this one corrects. */
  supersedes: Sha256Schema.nullable(),
  /** Room for SM3, say. */
  alg: z.literal('sha256'),
})
export type LedgerEntry = z.infer<typeof LedgerEntrySchema>

/** What a line says of its record; the rest follows from where the line stands. */
export type RecordFacts = Omit<LedgerEntry, 'v' | 'seq' | 'prev' | 'archiveId' | 'alg'>

export const FIRST_PREV = '0'.repeat(64)

/** The next line, without its line feed. `last`: the line before, undefined at the beginning. */
export function nextLine(sha256: Sha256, seq: number, last: string | undefined, facts: RecordFacts): string {
  const archiveId = (facts.path.split('/').at(-1) ?? '').replace(/\.sqlite$/, '')
  const entry: LedgerEntry = { ...facts, v: 1, seq, prev: last === undefined ? FIRST_PREV : hexDigest(sha256, encodeUtf8(last)), archiveId, alg: 'sha256' }
  return canonicalJson(LedgerEntrySchema.parse(entry))
}

/** Undefined unless the line is an entry in canonical form. */
export function parseLine(line: string): LedgerEntry | undefined {
  const parsed = LedgerEntrySchema.safeParse(parseJson(line))
  return parsed.success && canonicalJson(parsed.data) === line ? parsed.data : undefined
}

export function hexDigest(sha256: Sha256, bytes: Uint8Array): string {
  return toHexString(sha256(bytes))
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
