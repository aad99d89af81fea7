import { digest } from 'lib0/hash/sha256'
import { fromBase64, toBase64 } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import type { LedgerCheckpoint, ToldProblem } from '../../../../shared/api.ts'
import { cosign, parseCheckpoint, type Checkpoint } from '../../../../shared/archive/ledger/checkpoint.ts'
import { deviceName } from '../../../../shared/archive/ledger/deviceName.ts'
import { hexDigest, parseLine } from '../../../../shared/archive/ledger/entry.ts'
import { isConsistent, isIncluded } from '../../../../shared/archive/ledger/merkle.ts'
import { formatSignature, isSignedBy, parseNote, type VerifyEd25519 } from '../../../../shared/archive/ledger/note.ts'
import { fetchArchive, ledgerCheckpoint, ledgerConsistency, ledgerEntries, sendCosignature } from '../hubClient.ts'
import type { Session } from '../session.ts'
import type { DeviceSigner } from './deviceSigner.ts'
import type { KeptCheckpoint, KeptCheckpoints } from './keptCheckpoints.ts'

/**
 * What this device found wrong: nothing signed as it should be; another key, fewer records or another past than it
 * kept; a record that is not in the ledger or not what the ledger says; or the hub itself found something.
 */
export type WitnessAlarm = 'signature-invalid' | 'key-changed' | 'ledger-shorter' | 'ledger-rewritten' | 'record-unlisted' | 'record-differs' | 'hub-found'

export type WitnessState =
  /** Not looked yet, or the hub could not be asked. */
  | { readonly state: 'unknown' }
  /** `acknowledged`: what the hub found wrong, where somebody knows of all of it. `isOther`: this device knew another ledger of the workspace before, as after another machine took over. */
  | { readonly state: 'verified'; readonly size: number; readonly isCosigned: boolean; readonly isOther: boolean; readonly acknowledged?: readonly ToldProblem[] }
  | { readonly state: 'unverifiable'; readonly reason: 'no-cryptography' | 'not-signed'; readonly acknowledged?: readonly ToldProblem[] }
  | { readonly state: 'alarm'; readonly alarm: WitnessAlarm; readonly problems: readonly ToldProblem[] }

export interface WitnessParts {
  readonly session: Session
  readonly kept: KeptCheckpoints
  /** Null where this window knows no Ed25519. */
  readonly verify: VerifyEd25519 | null
  /** Null where this device has no key: then it verifies and does not co-sign. */
  readonly signer: DeviceSigner | null
  readonly now: () => Date
}

/** `unknown`: the hub could not be asked, or says something else by now. */
type Finding = 'right' | 'unknown' | WitnessAlarm

interface Signed extends Checkpoint {
  readonly text: string
  readonly publicKey: Uint8Array
}

/**
 * [A3] Verifies the hub's ledger as a witness: its signature, that it continues what this device kept, and that the
 * records of the meetings `closed` are in it, byte for byte. Only then it is kept and co-signed. After an alarm what was
 * kept before stays, so that the alarm does too.
 */
export async function witnessLedger(parts: WitnessParts, closed: readonly string[]): Promise<WitnessState> {
  const { session, kept, verify, signer } = parts
  const told = await ledgerCheckpoint(session)
  if (!told.ok) return { state: 'unknown' }
  const { problems } = told.value
  if (problems.some(({ acknowledged }) => acknowledged === null)) return { state: 'alarm', alarm: 'hub-found', problems }
  const known = problems.length > 0 ? { acknowledged: problems } : {}
  if (!verify) return { state: 'unverifiable', reason: 'no-cryptography', ...known }
  if (told.value.note === null || told.value.publicKey === null) return { state: 'unverifiable', reason: 'not-signed', ...known }
  const signed = await readSigned(told.value, verify)
  if (!signed) return alarmed('signature-invalid')
  const before = await kept.read(signed.origin)
  const continued = before ? await continues(session, before, signed) : 'right'
  if (continued !== 'right') return stateOf(continued)
  for (const meetingId of closed) {
    const listed = await isRecorded(session, meetingId, signed)
    if (listed !== 'right') return stateOf(listed)
  }
  const others = (await kept.origins()).filter((origin) => origin !== signed.origin)
  const isCosigned = isSameText(before, signed) && before?.isCosigned ? true : signer !== null && (await cosigned(parts, signer, signed))
  await kept.keep(signed.origin, { note: told.value.note, publicKey: told.value.publicKey, isCosigned })
  return { state: 'verified', size: signed.size, isCosigned, isOther: before === undefined && others.length > 0, ...known }
}

async function readSigned({ note, publicKey }: LedgerCheckpoint, verify: VerifyEd25519): Promise<Signed | undefined> {
  const parsed = parseNote(note ?? '')
  const checkpoint = parsed && parseCheckpoint(parsed.text)
  const key = fromBase64(publicKey ?? '')
  if (!checkpoint || (await isSignedBy(parsed, { name: checkpoint.origin, publicKey: key }, digest, verify)) !== true) return undefined
  return { ...checkpoint, text: parsed.text, publicKey: key }
}

/** Whether what was signed now begins with what this device kept. */
async function continues(session: Session, before: KeptCheckpoint, signed: Signed): Promise<Finding> {
  if (before.publicKey !== toBase64(signed.publicKey)) return 'key-changed'
  const kept = parseCheckpoint(parseNote(before.note)?.text ?? '')
  // What this device cannot read of its own proves nothing either way.
  if (!kept) return 'right'
  if (signed.size < kept.size) return 'ledger-shorter'
  if (signed.size === kept.size) return isConsistent(digest, kept, signed, []) ? 'right' : 'ledger-rewritten'
  const proof = await ledgerConsistency(session, kept.size, signed.size)
  // A hub that signed both sizes and refuses to prove one from the other has nothing to prove it with.
  if (!proof.ok) return proof.error.kind === 'request-invalid' ? 'ledger-rewritten' : 'unknown'
  return isConsistent(digest, kept, signed, proof.value.proof.map(fromBase64)) ? 'right' : 'ledger-rewritten'
}

/** Whether the meeting's records are under the checkpoint, and the files what their lines say. */
async function isRecorded(session: Session, meetingId: string, signed: Signed): Promise<Finding> {
  const found = await ledgerEntries(session, meetingId)
  if (!found.ok) return found.error.kind === 'ledger-unsigned' ? 'record-unlisted' : 'unknown'
  // Somebody closed another meeting meanwhile: the next look, which comes at once, is at that.
  if (parseNote(found.value.note)?.text !== signed.text) return 'unknown'
  for (const { line, index, proof } of found.value.entries) {
    const entry = parseLine(line)
    const isThere = isIncluded(digest, { leaf: encodeUtf8(line), index, size: signed.size, proof: proof.map(fromBase64), root: signed.root })
    if (!entry || !isThere || entry.meetingId !== meetingId || entry.seq !== index) return 'record-unlisted'
    const file = await fetchArchive(session, entry.path.replace(/^records\//, ''))
    if (!file.ok && file.error.kind === 'hub-unreachable') return 'unknown'
    if (!file.ok || hexDigest(digest, file.value) !== entry.sha256) return 'record-differs'
  }
  return 'right'
}

async function cosigned({ session, now }: WitnessParts, signer: DeviceSigner, { text, size }: Signed): Promise<boolean> {
  const name = deviceName(digest, session.person.id, signer.publicKey)
  const time = Math.floor(now().getTime() / 1000)
  const signature = await cosign(text, { name, publicKey: signer.publicKey }, time, digest, (message) => signer.sign(message)).catch(() => null)
  if (!signature) return false
  return (await sendCosignature(session, { size, publicKey: toBase64(signer.publicKey), signature: formatSignature(signature) })).ok
}

function isSameText(before: KeptCheckpoint | undefined, { text }: Signed): boolean {
  return before !== undefined && parseNote(before.note)?.text === text
}

function stateOf(finding: Exclude<Finding, 'right'>): WitnessState {
  return finding === 'unknown' ? { state: 'unknown' } : alarmed(finding)
}

function alarmed(alarm: WitnessAlarm): WitnessState {
  return { state: 'alarm', alarm, problems: [] }
}
