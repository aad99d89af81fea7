import { fromBase64, toBase64 } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import { isSame, joined, type Sha256 } from './merkle.ts'

/** Ed25519 as in RFC 8032: keys of 32 bytes, signatures of 64. Never rejects; false for whatever is no signature. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>

/** A key by which notes are signed, as its owner gives it out. */
export interface NoteKey {
  /** Without spaces and `+`. */
  readonly name: string
  readonly publicKey: Uint8Array
}

export interface NoteSignature {
  readonly name: string
  /** Four bytes, then what the kind of key signs with. */
  readonly bytes: Uint8Array
}

/** C2SP signed note: text that ends in a line feed, and who signed it. */
export interface SignedNote {
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** The kinds of key of the C2SP signed-note and tlog-cosignature specifications that we use. */
export const NOTE_KEY_TYPE = { ed25519: 0x01, cosignature: 0x04 } as const
type NoteKeyType = (typeof NOTE_KEY_TYPE)[keyof typeof NOTE_KEY_TYPE]

const KEY_ID_BYTES = 4
const DASH = '\u2014 '
const MOST_SIGNATURES = 2_000

/** First four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key). */
export function noteKeyId(sha256: Sha256, type: NoteKeyType, { name, publicKey }: NoteKey): Uint8Array {
  return sha256(joined([encodeUtf8(name), new Uint8Array([0x0a, type]), publicKey])).slice(0, KEY_ID_BYTES)
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map((signature) => `${formatSignature(signature)}\n`).join('')}`
}

/** One line, without its line feed. */
export function formatSignature({ name, bytes }: NoteSignature): string {
  return `${DASH}${name} ${toBase64(bytes)}`
}

/** Undefined if it is no note. At least one signature, of whomever. */
export function parseNote(note: string): SignedNote | undefined {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) return undefined
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) return undefined
  const signatures = note.slice(end + 2, -1).split('\n').map(parseSignature)
  if (signatures.length > MOST_SIGNATURES || !signatures.every((signature) => signature !== undefined)) return undefined
  return { text: note.slice(0, end + 1), signatures }
}

export function parseSignature(line: string): NoteSignature | undefined {
  const [, name, base64] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? []
  const bytes = base64 === undefined ? undefined : strictBase64(base64)
  return name !== undefined && bytes && bytes.length > KEY_ID_BYTES ? { name, bytes } : undefined
}

/** Undefined if it is not what the same bytes would be written as. */
export function strictBase64(text: string): Uint8Array | undefined {
  try {
    const bytes = fromBase64(text)
    return toBase64(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}

/** Of this key, without the four bytes of its id; undefined if it did not sign. */
export function signatureOf(sha256: Sha256, type: NoteKeyType, key: NoteKey, signatures: readonly NoteSignature[]): Uint8Array | undefined {
  const id = noteKeyId(sha256, type, key)
  return signatures.find(({ name, bytes }) => name === key.name && isSame(bytes.slice(0, KEY_ID_BYTES), id))?.bytes.slice(KEY_ID_BYTES)
}

/** Whether this key signed the note: null if it did not even try. */
export async function isSignedBy(note: SignedNote, key: NoteKey, sha256: Sha256, verify: VerifyEd25519): Promise<boolean | null> {
  const signature = signatureOf(sha256, NOTE_KEY_TYPE.ed25519, key, note.signatures)
  return signature ? verify(key.publicKey, encodeUtf8(note.text), signature) : null
}

export async function signNote(text: string, key: NoteKey, sha256: Sha256, sign: (message: Uint8Array) => Promise<Uint8Array>): Promise<NoteSignature> {
  return { name: key.name, bytes: joined([noteKeyId(sha256, NOTE_KEY_TYPE.ed25519, key), await sign(encodeUtf8(text))]) }
}
