import { toBase64 } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import { joined, type Sha256 } from './merkle.ts'
import { NOTE_KEY_TYPE, noteKeyId, signatureOf, strictBase64, type NoteKey, type NoteSignature, type SignedNote, type VerifyEd25519 } from './note.ts'

/** What a C2SP tlog-checkpoint says: the ledger of this name has so many entries and this root. */
export interface Checkpoint {
  /** Names the ledger; one line. */
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

/** The text that is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/** Undefined if the text is no checkpoint. Lines after the third are allowed and mean nothing to us. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', size = '', base64 = '', ...rest] = text.split('\n')
  const root = strictBase64(base64)
  if (origin === '' || !/^(?:0|[1-9]\d{0,14})$/.test(size) || root?.length !== 32) return undefined
  return rest.at(-1) === '' && rest.slice(0, -1).every((line) => line !== '') ? { origin, size: Number(size), root } : undefined
}

const TIME_BYTES = 8

/** What a witness signs, by the C2SP tlog-cosignature specification. `time`: seconds since 1970. */
export function cosignedText(text: string, time: number): string {
  return `${COSIGNATURE_HEADER}time ${time}\n${text}`
}

/** What every text begins with that a device signs: it never signs anything else. */
export const COSIGNATURE_HEADER = 'cosignature/v1\n'

export async function cosign(text: string, key: NoteKey, time: number, sha256: Sha256, sign: (message: Uint8Array) => Promise<Uint8Array>): Promise<NoteSignature> {
  const signature = await sign(encodeUtf8(cosignedText(text, time)))
  return { name: key.name, bytes: joined([noteKeyId(sha256, NOTE_KEY_TYPE.cosignature, key), timeBytes(time), signature]) }
}

/** When this witness signed, in seconds since 1970; null if it did not, false if what stands there is no signature of its. */
export async function cosignedAt(note: SignedNote, key: NoteKey, sha256: Sha256, verify: VerifyEd25519): Promise<number | null | false> {
  const signature = signatureOf(sha256, NOTE_KEY_TYPE.cosignature, key, note.signatures)
  if (!signature) return null
  if (signature.length <= TIME_BYTES) return false
  const time = timeOf(signature.subarray(0, TIME_BYTES))
  return Number.isSafeInteger(time) && (await verify(key.publicKey, encodeUtf8(cosignedText(note.text, time)), signature.subarray(TIME_BYTES))) ? time : false
}

function timeBytes(time: number): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time))
  return bytes
}

function timeOf(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0))
}
