import { digest } from 'lib0/hash/sha256'
import { fromBase64 } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import { parseCheckpoint } from '../../../../shared/archive/ledger/checkpoint.ts'
import { hexDigest, parseLine } from '../../../../shared/archive/ledger/entry.ts'
import { isIncluded } from '../../../../shared/archive/ledger/merkle.ts'
import { isSignedBy, parseNote } from '../../../../shared/archive/ledger/note.ts'
import { keyFingerprint, shortRoot } from '../../../../shared/archive/ledger/shortRoot.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import { ledgerCheckpoint, ledgerEntries, type HubError } from '../hubClient.ts'
import type { Session } from '../session.ts'
import { findVerify, windowCrypto } from './windowEd25519.ts'

/** What paper says of a record, for whoever compares it later with what a hub or an export shows. */
export interface RecordSeal {
  /** Short forms of the signed root and of the ledger's key. */
  readonly root: string
  readonly key: string
  /** Lines under that root. */
  readonly size: number
  /** Number of the record's line, from 1. */
  readonly line: number
}

/** `not-proven`: this device could not verify all of it, so nothing goes on paper. */
export type SealError = HubError | { readonly kind: 'not-proven'; readonly message: string }

/** Verified here: the root is signed, the record's line is under it, and these bytes are what the line says. */
export async function recordSeal(session: Session, file: string, meetingId: string, bytes: Uint8Array): Promise<Result<RecordSeal, SealError>> {
  const [told, found] = await Promise.all([ledgerCheckpoint(session), ledgerEntries(session, meetingId)])
  if (!told.ok) return told
  if (!found.ok) return found
  const verify = await findVerify(windowCrypto())
  const note = parseNote(found.value.note)
  const checkpoint = note && parseCheckpoint(note.text)
  const publicKey = fromBase64(told.value.publicKey ?? '')
  const isSigned = checkpoint && verify && (await isSignedBy(note, { name: checkpoint.origin, publicKey }, digest, verify))
  const held = found.value.entries.find(({ line }) => parseLine(line)?.path === `records/${file}`)
  if (!checkpoint || !held || isSigned !== true) return err(NOT_PROVEN)
  const isThere = isIncluded(digest, { leaf: encodeUtf8(held.line), index: held.index, size: checkpoint.size, proof: held.proof.map(fromBase64), root: checkpoint.root })
  if (!isThere || parseLine(held.line)?.sha256 !== hexDigest(digest, bytes)) return err(NOT_PROVEN)
  return ok({ root: shortRoot(checkpoint.root), key: keyFingerprint(digest, { publicKey }), size: checkpoint.size, line: held.index + 1 })
}

const NOT_PROVEN = { kind: 'not-proven', message: '' } as const
